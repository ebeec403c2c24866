"""Fetching of one web address, wherever its redirects lead."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from comity.errors import FetchError
from comity.read.visit import Wish, client, in_time, refusal, visit
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


def check_step(here: httpx.URL, seen: list[str], address: str) -> None:
    """Raise FetchError where the redirects of `address`, so far to `seen`, cannot be followed to `here`."""
    if here.scheme not in ("http", "https"):
        raise FetchError(f"{address} leads to {here}, which is not a web address.")
    # Once more is no circle yet: some pages set a cookie and send the reader back to themselves.
    if seen.count(str(here)) > 1:
        raise FetchError(f"{address} redirects in a circle.")
    if len(seen) > MOST_REDIRECTS:
        raise FetchError(f"{address} redirects more than {MOST_REDIRECTS} times.")


def check_text(kind: str, address: str) -> None:
    """Raise FetchError for a type of content that is no page of text."""
    if kind and not _TEXT_TYPES.match(kind):
        raise FetchError(f"{address} is {_NAMED_TYPES.get(kind, kind)}, not a page of text.")


def _run(work: Coroutine[None, None, Fetched]) -> Fetched:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    # A notebook runs a loop already, and one thread has room for no second.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def _within_time(address: str, settings: Settings) -> Fetched:
    async with in_time(address, settings):
        return await _followed(address, settings)


async def _followed(address: str, settings: Settings) -> Fetched:
    import httpx

    seen: list[str] = []
    here = httpx.URL(address)
    wish = Wish(settings.fetch_bytes, check_type=partial(check_text, address=address))
    async with client(settings) as through:
        while True:
            check_step(here, seen, address)
            seen.append(str(here))
            answer = await visit(through, str(here), wish)
            if answer.moved_to is None:
                break
            here = httpx.URL(answer.moved_to)
    if answer.status != 200:
        raise FetchError(refusal(answer, address))
    return Fetched(answer.address, answer.data, answer.charset)
