"""The gate that every request passes: by which name it calls, from which page it comes, how often, how large."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request

from comity.faces.server.options import Options
from comity.faces.server.problems import Problem, response_to
from comity.faces.server.rate import Rate

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""What a page may load: only what this server sends, and no script or style that stands in the page itself."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """Refuses what must not pass, and sends the headers that keep a browser safe with every answer."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        """Stand before `app`, and let pass what `options` allow."""
        self._app = app
        self._options = options
        self._rate = Rate(options.rates.asking)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with what is wrong."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            self._check(scope)
        except Problem as problem:
            await response_to(Request(scope), problem)(scope, receive, guarded)
        else:
            await self._app(scope, self._counted(receive), guarded)

    def _counted(self, receive: Receive) -> Receive:
        """What is received, as long as it is not too much: a client may send more than it announced."""
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._options.upload_bytes:
                # What takes bodies apart lets errors of this kind through, and hides others.
                raise HTTPException(413, too_large(self._options.upload_bytes).detail)
            return message

        return counted

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        if b"%00" in scope["query_string"] or "\0" in scope["path"]:
            raise Problem(400, "The address holds a zero, which no name, word or id does.")
        self._check_host(headers)
        self._check_origin(scope, headers)
        self._check_rate(scope)
        self._check_size(headers)

    def _check_host(self, headers: Headers) -> None:
        called = host_name(f"//{headers.get('host', '')}")
        if self._options.hosts and called not in self._options.hosts:
            raise Problem(400, f"This server is not called {called!r}; name it with comity serve --name.")

    def _check_origin(self, scope: Scope, headers: Headers) -> None:
        """A page elsewhere may not have a browser write here, nor have texts read."""
        origin = headers.get("origin")
        elsewhere = headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
        other = origin is not None and urlsplit(origin).netloc != headers.get("host")
        if scope["method"] not in _SAFE and (elsewhere or other):
            raise Problem(403, "A page of another site may not send this; use a page of this server, or a program.")

    def _check_rate(self, scope: Scope) -> None:
        client = scope["client"][0] if scope.get("client") else ""
        if not self._rate.take(client):
            wait = str(self._rate.wait())
            raise Problem(429, f"Too many requests; wait {wait} seconds.", headers={"Retry-After": wait})

    def _check_size(self, headers: Headers) -> None:
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._options.upload_bytes:
            raise too_large(self._options.upload_bytes)


def too_large(limit: int) -> Problem:
    """What a client is told whose request is larger than `limit` bytes."""
    return Problem(413, f"The request is larger than the {limit:,} bytes that are taken at most.")


def host_name(address: str) -> str:
    """The host that an address names, without port; "" for one that cannot be read."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
