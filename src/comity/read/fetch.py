"""Fetching of one web address: the only code of Comity that opens a connection."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from comity.errors import FetchError
from comity.settings import Settings

if TYPE_CHECKING:
    import httpx

MOST_REDIRECTS = 10

_TEXT_TYPES = re.compile(r"text/(?!css|javascript|csv|calendar)|application/xhtml\+xml|application/xml", re.IGNORECASE)
_NAMED_TYPES = {"application/pdf": "a PDF", "application/json": "JSON", "application/zip": "a ZIP archive"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: where it was in the end, its bytes, and the character set that the server names."""

    address: str
    data: bytes
    charset: str | None


def fetch(address: str, settings: Settings) -> Fetched:
    """The text at `address`, within the time and size that `settings` allow.

    Raises FetchError where there is none, or none within them.
    """
    return _run(_within_time(address, settings))


def _run(work: Coroutine[None, None, Fetched]) -> Fetched:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    # A notebook runs a loop already, and one thread has room for no second.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def _within_time(address: str, settings: Settings) -> Fetched:
    # httpx limits each wait by itself; a server that drips could go on for ever. Hence one limit on it all.
    import httpx

    try:
        async with asyncio.timeout(settings.fetch_seconds):
            return await _followed(address, settings)
    except (TimeoutError, httpx.TimeoutException):
        raise FetchError(f"{address} did not answer in full within {settings.fetch_seconds:g} seconds.") from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise FetchError(f"{address} is not an address that can be fetched.") from None
    except httpx.DecodingError:
        raise FetchError(f"{address} answered with broken compression.") from None
    except httpx.HTTPError as error:
        raise FetchError(f"{address} could not be fetched: {_reason(error)}.") from None


async def _followed(address: str, settings: Settings) -> Fetched:
    import httpx

    seen: list[str] = []
    here = httpx.URL(address)
    async with httpx.AsyncClient(headers=_headers(), timeout=settings.fetch_seconds) as client:
        while True:
            _check_step(here, seen, address)
            seen.append(str(here))
            async with client.stream("GET", here) as response:
                if response.next_request is None:
                    return await _body(response, address, settings)
                here = response.next_request.url


def _headers() -> dict[str, str]:
    return {
        "User-Agent": f"Comity/{version('comity')} (+https://pypi.org/project/comity/)",
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1",
        "Accept-Language": "en",
    }


def _check_step(here: httpx.URL, seen: list[str], address: str) -> None:
    if here.scheme not in ("http", "https"):
        raise FetchError(f"{address} leads to {here}, which is not a web address.")
    # Once more is no circle yet: some pages set a cookie and send the reader back to themselves.
    if seen.count(str(here)) > 1:
        raise FetchError(f"{address} redirects in a circle.")
    if len(seen) > MOST_REDIRECTS:
        raise FetchError(f"{address} redirects more than {MOST_REDIRECTS} times.")


async def _body(response: httpx.Response, address: str, settings: Settings) -> Fetched:
    if response.status_code >= 300:
        raise FetchError(f"{address} answered {response.status_code} {response.reason_phrase}".rstrip() + ".")
    _check_type(response.headers.get("content-type", ""), address)
    data = bytearray()
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) > settings.fetch_bytes:
            raise FetchError(f"{address} is larger than the {settings.fetch_bytes:,} bytes that are fetched at most.")
    return Fetched(str(response.url), bytes(data), response.charset_encoding)


def _check_type(header: str, address: str) -> None:
    kind = header.partition(";")[0].strip().lower()
    if kind and not _TEXT_TYPES.match(kind):
        raise FetchError(f"{address} is {_NAMED_TYPES.get(kind, kind)}, not a page of text.")


def _reason(error: BaseException) -> str:
    causes = list(_causes(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "no server of that name is known"
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return "its certificate cannot be trusted"
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return "the server refused the connection"
    return "the connection broke off"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """`error` and what led to it, down through groups of errors."""
    yield error
    parts = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for cause in (error.__cause__, error.__context__, *parts):
        if cause is not None:
            yield from _causes(cause)
