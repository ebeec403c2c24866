"""The access log: a line a request, and never a token in it."""

from __future__ import annotations

import logging
import re
from time import perf_counter
from typing import TYPE_CHECKING

from comity.faces.server.counts import Counts

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger("comity.access")


def to_standard_error(*, accesses: bool) -> None:
    """Print what goes wrong to standard error, and with `accesses` a line a request."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
    logging.getLogger("comity").addHandler(handler)
    _log.setLevel(logging.INFO if accesses else logging.WARNING)


class AccessLog:
    """Counts every request, and writes who asked for what, how it was answered and how long that took.

    Headers and bodies are not logged.
    """

    def __init__(self, app: ASGIApp, token: str, counts: Counts) -> None:
        """Stand before `app` and count in `counts`; `token` is struck out where a client put it into an address."""
        self._app = app
        self._token = hidden(token)
        self._counts = counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, then write the line."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, began = 500, perf_counter()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            client = scope["client"][0] if scope.get("client") else "-"
            took = perf_counter() - began
            self._counts.add(scope["method"], status, took)
            _log.info("%s %s %s %d %.1f ms", client, scope["method"], address(scope, self._token), status, 1000 * took)


def hidden(token: str) -> re.Pattern[str]:
    """What finds `token` in an address, however its characters are written there."""
    return re.compile("".join(map(_ways, token)))


def _ways(one: str) -> str:
    """How a character may be written in an address."""
    plus = r"|\+" if one == " " else ""
    return f"(?:{re.escape(one)}|%{ord(one):02X}|%{ord(one):02x}{plus})"


def address(scope: Scope, token: re.Pattern[str]) -> str:
    """The path and the question as they were sent, without the token and with nothing that breaks the line."""
    sent = bytes(scope.get("raw_path") or b"") + (b"?" + scope["query_string"] if scope["query_string"] else b"")
    return token.sub("[token]", sent.decode("latin-1")).encode("unicode_escape").decode("ascii")
