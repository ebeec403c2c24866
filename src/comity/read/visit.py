"""One request to a web address: bounded in time and size, conditional where wanted, and without following redirects."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from comity.errors import FetchError, UnreachableError
from comity.settings import Settings

if TYPE_CHECKING:
    import httpx

AGENT = "Comity"
"""What robots.txt files call this program."""

CheckType = Callable[[str], None]
"""Raises FetchError for a type of content that is not wanted."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask by whether its answer has changed: HTTP's ETag and Last-Modified."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.modified))
        return {name: value for name, value in pairs if value}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of an answer: a body of a type that `check_type` lets pass, of at most `most_bytes`.

    Of what is larger the rest is `cut` off, or nothing is taken. With `validators` it is wanted only if it changed.
    """

    most_bytes: int
    validators: Validators | None = None
    check_type: CheckType | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: `moved_to` is where a redirect leads, `retry_after` the seconds it asks to wait."""

    address: str
    status: int
    phrase: str
    kind: str
    charset: str | None
    data: bytes
    validators: Validators
    moved_to: str | None
    retry_after: float | None


def client(settings: Settings) -> httpx.AsyncClient:
    """A client that says who it is, and goes only where `settings` let it; to be closed."""
    import httpx

    from comity.read.outside import Outside

    transport = None if settings.fetch_inside else Outside()
    return httpx.AsyncClient(headers=_headers(), timeout=settings.fetch_seconds, transport=transport)


async def visit(through: httpx.AsyncClient, address: str, wish: Wish) -> Answer:
    """Ask for `address` once. The body is read only where the status is 200.

    Raises FetchError for what is not as wished; what else goes wrong is told by `in_time`, to be put around this.
    """
    headers = wish.validators.headers() if wish.validators else {}
    async with through.stream("GET", address, headers=headers) as response:
        data = b""
        if response.status_code == 200:
            if wish.check_type:
                wish.check_type(_kind(response))
            data = await _body(response, address, wish)
        return _answer(response, data)


@asynccontextmanager
async def in_time(address: str, settings: Settings) -> AsyncIterator[None]:
    """A block that asks for `address`; raises what goes wrong in it, or takes too long, as one sentence.

    UnreachableError is what may go better another time, FetchError what will not.
    """
    # httpx limits each wait by itself; a server that drips could go on for ever. Hence one limit on it all.
    import httpx

    try:
        async with asyncio.timeout(settings.fetch_seconds):
            yield
    except (TimeoutError, httpx.TimeoutException):
        raise UnreachableError(f"{address} did not answer in full within {settings.fetch_seconds:g} seconds.") from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise FetchError(f"{address} is not an address that can be fetched.") from None
    except httpx.DecodingError:
        raise UnreachableError(f"{address} answered with broken compression.") from None
    except httpx.HTTPError as error:
        raise UnreachableError(f"{address} could not be fetched: {reason(error)}.") from None


def refusal(answer: Answer, address: str) -> str:
    """The sentence for an answer that is no success."""
    return f"{address} answered {answer.status} {answer.phrase}".rstrip() + "."


def reason(error: BaseException) -> str:
    """Why a server could not be spoken with, in words."""
    causes = list(_causes(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "no server of that name is known"
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return "its certificate cannot be trusted"
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return "the server refused the connection"
    return "the connection broke off"


def agent() -> str:
    """How this program calls itself."""
    return f"{AGENT}/{version('comity')} (+https://pypi.org/project/comity/)"


def _headers() -> dict[str, str]:
    return {
        "User-Agent": agent(),
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1",
        "Accept-Language": "en",
    }


async def _body(response: httpx.Response, address: str, wish: Wish) -> bytes:
    data = bytearray()
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) > wish.most_bytes:
            if wish.cut:
                break
            raise FetchError(f"{address} is larger than the {wish.most_bytes:,} bytes that are fetched at most.")
    return bytes(data[: wish.most_bytes])


def _answer(response: httpx.Response, data: bytes) -> Answer:
    headers = response.headers
    return Answer(
        address=str(response.url),
        status=response.status_code,
        phrase=response.reason_phrase,
        kind=_kind(response),
        charset=response.charset_encoding,
        data=data,
        validators=Validators(headers.get("etag"), headers.get("last-modified")),
        moved_to=str(response.next_request.url) if response.next_request else None,
        retry_after=seconds_to(headers.get("retry-after"), datetime.now(UTC)),
    )


def _kind(response: httpx.Response) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def seconds_to(header: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks to wait, which it gives as a number or as a date."""
    if not header:
        return None
    if header.strip().isascii() and header.strip().isdigit():
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max((moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds(), 0.0)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """`error` and what led to it, down through groups of errors."""
    yield error
    parts = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for cause in (error.__cause__, error.__context__, *parts):
        if cause is not None:
            yield from _causes(cause)
