"""Lists of articles: RSS and Atom, JSON Feed, and GDELT's lists of what it found."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from xml.sax import SAXException

from comity.errors import ReadError
from comity.read.addresses import web_address

JSON_FEED = "https://jsonfeed.org/version/"


@dataclass(frozen=True, slots=True)
class Item:
    """An article that a list names, with the day on which the list says that it was published."""

    address: str
    title: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of articles, each address once, and the name it gives itself.

    `whole` is False where the list is malformed, so that there may be more items in it than could be read.
    """

    title: str | None
    items: tuple[Item, ...]
    whole: bool = True


def read_feed(data: bytes, address: str, kind: str = "") -> Feed:
    """The feed that `address` gave as `data`, which the server says is of the type `kind`.

    A feed with errors is read as far as it goes; what is none, or has no item that can be read, raises ReadError.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(data, address)
    import feedparser

    headers = {"content-type": kind, "content-location": address}
    parsed = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    # That it is of another type or character set than it says is among what feedparser complains of, and harmless.
    whole = not isinstance(parsed.get("bozo_exception"), SAXException)
    if not parsed.entries and not (whole and parsed.get("version")):
        raise ReadError(f"{address} is not a feed that can be read.")
    return Feed(parsed.feed.get("title") or None, _each_once(_xml_items(parsed.entries, address)), whole)


def _json_feed(data: bytes, address: str) -> Feed:
    try:
        content = json.loads(data)
        if not str(content.get("version", "")).startswith(JSON_FEED):
            raise ReadError(f"{address} is JSON, but no JSON Feed.")
        return Feed(content.get("title") or None, _each_once(_json_items(content["items"], address)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ReadError(f"{address} is not a JSON Feed that can be read.") from None


def _xml_items(entries: Iterable[Any], base: str) -> Iterator[Item]:
    for entry in entries:
        address = web_address(entry.get("link"), base)
        if address:
            stated = entry.get("published") or entry.get("updated")
            yield Item(address, entry.get("title") or None, _day(stated) or _parsed_day(entry))


def _json_items(items: Iterable[dict[str, Any]], base: str) -> Iterator[Item]:
    for item in items:
        address = web_address(item.get("url") or item.get("external_url"), base)
        if address:
            yield Item(address, item.get("title"), _day(item.get("date_published")))


def _each_once(items: Iterator[Item]) -> tuple[Item, ...]:
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(item.address, item)
    return tuple(found.values())


def _day(stated: str | None) -> date | None:
    """The day that a feed states, where the publisher is and not in UTC: the article's “on Monday” counts from it."""
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return parse((stated or "").strip()).date()
        except ValueError:
            continue
    return None


def _parsed_day(entry: Any) -> date | None:  # noqa: ANN401 - feedparser's entries have no type
    """The day as feedparser makes it out, which knows many more ways of writing it, in UTC."""
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    return date(*parsed[:3]) if parsed else None
