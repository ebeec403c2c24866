"""What goes wrong, as a client sees it: one body for the whole API, a readable page for a browser."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from comity.errors import ComityError, InputError, LedgerError, ModelError, NotFoundError
from comity.faces.server.log import address, hidden

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Receive, Scope, Send

MEDIA_TYPE = "application/problem+json"
"""The type of the body, by RFC 9457."""

UNFORESEEN = "Something went wrong that nobody foresaw; the server's log says what."

_STATUSES: tuple[tuple[type[ComityError], int], ...] = (
    (NotFoundError, 404),
    (InputError, 422),
    (LedgerError, 503),
    (ModelError, 500),
)
_log = logging.getLogger("comity.server")


@dataclass(frozen=True, slots=True)
class Fault:
    """One field of a request that cannot be used: where it stands and what is wrong."""

    where: str
    what: str


@dataclass
class Problem(Exception):  # noqa: N818  RFC 9457 calls it so
    """What a client is told: the HTTP status, one sentence, the faults of single fields, and headers to send along."""

    status: int
    detail: str
    faults: tuple[Fault, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase

    def body(self) -> dict[str, Any]:
        """The body of every error of the API, by RFC 9457."""
        faults = [{"where": fault.where, "what": fault.what} for fault in self.faults]
        return {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "errors": faults,
        }


def is_api(scope: Scope) -> bool:
    """Whether a request is for the API and not for a page."""
    return str(scope["path"]).startswith("/api/")


def response_to(request: Request, problem: Problem) -> Response:
    """The answer that tells of `problem`, as the API or as a page does."""
    if is_api(request.scope):
        return JSONResponse(problem.body(), problem.status, problem.headers, media_type=MEDIA_TYPE)
    from comity.faces.web import error_page

    response = error_page(request, problem)
    response.headers.update(problem.headers)
    return response


def problem_of(error: Exception) -> Problem:
    """What a client is told of `error`; of one that nobody foresaw, nothing but that."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, RequestValidationError):
        return _invalid(error)
    if isinstance(error, HTTPException):
        return Problem(error.status_code, _sentence(error), headers=error.headers or {})
    status = next((status for kind, status in _STATUSES if isinstance(error, kind)), 500)
    return Problem(status, str(error) if isinstance(error, ComityError) else UNFORESEEN)


def handle(app: FastAPI) -> None:
    """Have `app` answer every error that has a sentence with that sentence."""

    async def answer(request: Request, error: Exception) -> Response:
        return response_to(request, problem_of(error))

    for kind in (Problem, ComityError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, answer)


class Failures:
    """Lets no trace of an unforeseen error reach a client: it goes to the log."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        """Stand before `app`; `token` is struck out of what is logged."""
        self._app = app
        self._token = hidden(token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and answer in the place of what failed."""
        begun = False

        async def sending(message: Any) -> None:  # noqa: ANN401  an ASGI message
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            if scope["type"] != "http":
                raise
            _log.exception("unforeseen error at %s %s", scope["method"], address(scope, self._token))
            if begun:
                raise
            await response_to(Request(scope), problem_of(error))(scope, receive, send)


def _invalid(error: RequestValidationError) -> Problem:
    faults = tuple(Fault(".".join(map(str, one["loc"])), _meant(str(one["msg"]))) for one in error.errors())
    told = "; ".join(f"{fault.where}: {fault.what}" for fault in faults)
    return Problem(422, f"The request cannot be used: {told}.", faults)


def _meant(message: str) -> str:
    """What pydantic says of a field, without its own words around ours."""
    return message.removeprefix("Value error, ").removesuffix(".")


def _sentence(error: HTTPException) -> str:
    if error.status_code == 404:
        return "There is nothing at this address."
    if error.status_code == 405:
        return "This address does not take requests of that method."
    return str(error.detail)
