"""The day on which a page says that it was published.

Only what states the page's own date counts: its metadata, the date at the head of the article, the day in its address.
htmldate looks in many more places, and where it finds half a date it fills in the rest, from today if need be: a year
of copyright becomes the first of January, "2019-05" a day of it, 30 February the first. A wrong day of publication
shifts every "Monday" of the text, so here a page that does not say a whole day says none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from comity.errors import DateError
from comity.read.days import parse_day
from comity.read.words import MONTH, month_number

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_METADATA = re.compile(r"publi|date|time|created|issued|posted", re.IGNORECASE)
_BYLINE = re.compile(
    r"\b(?:publish(?:ed)?|pub|post(?:ed)?|entry|article|story)?[-_ ]?(?:date|dateline|time|timestamp)\b", re.IGNORECASE
)
_OF_SOMETHING_ELSE = re.compile(
    r"modif|updat|revis|copyright|expir|access|build|fetch|event|valid|comment", re.IGNORECASE
)
_ELSEWHERE = (
    "ancestor::footer or ancestor::aside or ancestor::nav or ancestor::form or ancestor-or-self::*[contains(@class, "
    "'comment') or contains(@id, 'comment') or contains(@class, 'related') or contains(@class, 'sidebar')]"
)
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')

_NUMBERS = re.compile(r"(?<!\d)(?P<year>\d{4})([-/.]?)(?P<month>\d\d)\2(?P<day>\d\d)(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{MONTH}),? (?P<year>\d{{4}})(?!\d)"
)
_MONTH_FIRST = re.compile(rf"(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})(?!\d)")
_IN_ADDRESS = re.compile(r"/(?P<year>\d{4})[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?=[/-]|$)")


def published_day(page: HtmlElement, address: str | None) -> date | None:
    """The day of publication that the page `page` at `address` states; None where it states none."""
    return next(_days(page, urlsplit(address).path if address else ""), None)


def _days(page: HtmlElement, path: str) -> Iterator[date]:
    """What states the day, the surest first."""
    for statement in (*_metadata(page), *_linked_data(page), *_bylines(page)):
        day = _first_day(statement, _NUMBERS, _DAY_FIRST, _MONTH_FIRST)
        if day is not None:
            yield day
    day = _first_day(path, _IN_ADDRESS)
    if day is not None:
        yield day


def _metadata(page: HtmlElement) -> Iterator[str]:
    for element in page.iter("meta"):
        name = " ".join(element.get(key, "") for key in ("name", "property", "itemprop"))
        if _METADATA.search(name) and not _OF_SOMETHING_ELSE.search(name):
            yield element.get("content", "")


def _linked_data(page: HtmlElement) -> Iterator[str]:
    for element in page.xpath('//script[@type="application/ld+json"]'):
        yield from _LINKED_DATA.findall(element.text or "")[:1]


def _bylines(page: HtmlElement) -> Iterator[str]:
    """The elements of the page's own part that hold a date: "time" and those whose class says so."""
    for element in page.xpath(f"//*[self::time or @class or @itemprop or @id][not({_ELSEWHERE})]"):
        names = " ".join(element.get(key, "") for key in ("class", "itemprop", "id"))
        dated = element.tag == "time" or _BYLINE.search(names) is not None
        if dated and _OF_SOMETHING_ELSE.search(names) is None:
            yield element.get("datetime", "") or element.text_content()


def _first_day(text: str, *forms: re.Pattern[str]) -> date | None:
    """The day that `text` states in one of `forms`; none where no calendar has it."""
    match = next((match for match in (form.search(text) for form in forms) if match), None)
    if match is None:
        return None
    month = match["month"] if match["month"].isdigit() else month_number(match["month"])
    try:
        return parse_day(f"{match['year']}-{int(month):02}-{int(match['day']):02}")
    except DateError:
        return None
