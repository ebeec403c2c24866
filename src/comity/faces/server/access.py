"""Who may do what: by the token, or by a session that the token opened in a browser."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from time import time
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import UploadFile
from starlette.requests import Request

from comity.faces.server.options import Options
from comity.faces.server.problems import Problem, is_api
from comity.faces.server.rate import Rate

COOKIE = "comity_session"
CSRF_FIELD = "csrf"
CSRF_HEADER = "X-CSRF-Token"
SESSION_SECONDS = 12 * 3600

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_ASK = {"WWW-Authenticate": "Bearer"}
bearer = HTTPBearer(
    auto_error=False, scheme_name="token", description="The token that `comity serve` prints when it starts."
)
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


class Access:
    """The token and the sessions made with it; nothing is kept of them on the server.

    A session is a random name and its end, signed with the token, so that another token ends it.
    """

    def __init__(self, options: Options, clock: Callable[[], float] = time) -> None:
        """Know the token of `options`; `clock` gives seconds since 1970."""
        self.open_reading = options.open_reading
        self.guesses = Rate(options.rates.guessing)
        self._token = options.token.encode()
        self._clock = clock

    def is_token(self, given: str) -> bool:
        """Whether `given` is the token, found in the same time whatever it is."""
        return hmac.compare_digest(given.encode(), self._token)

    def new_session(self) -> str:
        """A session that is valid for SESSION_SECONDS from now."""
        content = f"{secrets.token_urlsafe(16)}.{int(self._clock()) + SESSION_SECONDS}"
        return f"{content}.{self._signed('session', content)}"

    def is_session(self, given: str) -> bool:
        """Whether `given` is a session that the token signed and that has not ended."""
        content, _, signature = given.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._signed("session", content).encode()):
            return False
        return int(content.rpartition(".")[2]) > self._clock()

    def csrf(self, session: str) -> str:
        """What each form of `session` must send along, which a page elsewhere cannot know."""
        return self._signed("form", session)

    def _signed(self, purpose: str, content: str) -> str:
        return hmac.new(self._token, f"{purpose}:{content}".encode(), hashlib.sha256).hexdigest()


def access(request: Request) -> Access:
    """Who may do what at the server that got `request`."""
    found: Access = request.app.state.access
    return found


def session(request: Request) -> str | None:
    """The session of the browser that sent `request`, None if it has none that is valid."""
    given = request.cookies.get(COOKIE)
    return given if given and access(request).is_session(given) else None


def csrf(request: Request) -> str:
    """What a form of this session must send in its field CSRF_FIELD; empty without a session."""
    found = session(request)
    return access(request).csrf(found) if found else ""


def check_token(request: Request, given: str) -> None:
    """Raise a Problem unless `given` is the token, or if this client has guessed too often."""
    client = request.client.host if request.client else ""
    known = access(request)
    if known.guesses.left(client) < 1:
        raise Problem(429, "Too many wrong tokens came from here; wait a minute.", headers={"Retry-After": "60"})
    if not known.is_token(given):
        known.guesses.take(client)
        raise Problem(401, "That is not the token; comity serve prints it when it starts.", headers=_asked(request))


async def reading(request: Request, given: Bearer) -> None:
    """Let through who may read: everybody if reading is open, else those with the token or a session."""
    if given is not None:
        check_token(request, given.credentials)
    elif not access(request).open_reading and session(request) is None:
        raise Problem(401, "This server answers only with its token; send it, or sign in.", headers=_asked(request))


async def writing(request: Request, given: Bearer) -> None:
    """Let through who may write: those with the token, and forms of a session that carry what it gave them."""
    if given is not None:
        check_token(request, given.credentials)
        return
    found = session(request)
    if found is None:
        raise Problem(
            401, "Writing needs the token that comity serve prints; send it, or sign in.", headers=_asked(request)
        )
    if request.method not in _SAFE and not hmac.compare_digest(
        (await _csrf_sent(request)).encode(), access(request).csrf(found).encode()
    ):
        raise Problem(403, "The form was not made by this server, or for an earlier session; load the page anew.")


async def _csrf_sent(request: Request) -> str:
    sent = request.headers.get(CSRF_HEADER)
    if sent is None and request.headers.get("content-type", "").startswith(_FORMS):
        field = (await request.form()).get(CSRF_FIELD)
        sent = None if isinstance(field, UploadFile) else field
    return sent or ""


def _asked(request: Request) -> dict[str, str]:
    """The header that asks for a token; not to a browser, which would ask its user for a name and password."""
    return _ASK if is_api(request.scope) else {}
