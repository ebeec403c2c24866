"""The day on which a page says that it was published.

htmldate finds dates in many places of a page, some of them guesses: a year of copyright, the time at which a file
was changed, a day that the text happens to mention. So it is shown only those parts that state the page's own date,
and what it finds there is what the page says.
"""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from comity.errors import DateError
from comity.read.days import FIRST_YEAR, parse_day
from comity.read.words import MONTH

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_STATES = re.compile(r"publi|date|time|created|issued|posted", re.IGNORECASE)
_STATES_OTHERWISE = re.compile(r"modif|updat|revis|copyright|expir|access|build|fetch|event|valid", re.IGNORECASE)
_BYLINE = re.compile(
    r"\b(?:publish(?:ed)?|pub|post(?:ed)?|entry|article|story)?[-_ ]?(?:date|dateline|time|timestamp)\b"
)
_WHOLE_DAY = re.compile(
    rf"(?<!\d)\d{{4}}([-/.]?)\d\d\1\d\d(?!\d)|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH},? \d{{4}}"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
)
"""A day, month and year: htmldate would fill in the day of "2019-05" from today, and 4/7 is April or July."""

_ELSEWHERE = (
    "ancestor::footer or ancestor::aside or ancestor::nav or ancestor::form or ancestor-or-self::*[contains(@class, "
    "'comment') or contains(@id, 'comment') or contains(@class, 'related') or contains(@class, 'sidebar')]"
)
_DAY_IN_ADDRESS = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")


def published_day(page: HtmlElement, address: str | None) -> date | None:
    """The day of publication that the page `page` at `address` states; None where it states none."""
    # Imported here: it takes long to load, and plain text needs none of it.
    from htmldate import find_date
    from lxml.html import tostring

    stated = tostring(_statements(page), encoding="unicode")
    day = find_date(stated, extensive_search=False, original_date=True, min_date=f"{FIRST_YEAR}-01-01")
    return _day(day) or _day_of_address(address)


def _statements(page: HtmlElement) -> HtmlElement:
    """A page of nothing but what states a date of publication."""
    from lxml.html import document_fromstring

    bare = document_fromstring("<html><head></head><body></body></html>")
    head, body = bare.find("head"), bare.find("body")
    for element in page.iter("meta"):
        if _states_date(element):
            head.append(deepcopy(element))
    for element in page.xpath('//script[@type="application/ld+json"]'):
        head.append(deepcopy(element))
    for element in _bylines(page)[:1]:
        body.append(deepcopy(element))
    return bare


def _states_date(element: HtmlElement) -> bool:
    name = " ".join(element.get(key, "") for key in ("name", "property", "itemprop", "http-equiv", "pubdate"))
    stated = _STATES.search(name) is not None and _STATES_OTHERWISE.search(name) is None
    return stated and _WHOLE_DAY.search(element.get("content", "")) is not None


def _bylines(page: HtmlElement) -> list[HtmlElement]:
    """The elements of the page's own part that hold a date: "time" and those whose class says so."""
    found = []
    for element in page.xpath(f"//*[self::time or @class or @itemprop or @id][not({_ELSEWHERE})]"):
        names = " ".join(element.get(key, "") for key in ("class", "itemprop", "id"))
        dated = element.tag == "time" or _BYLINE.search(names.lower()) is not None
        words = f"{element.get('datetime', '')} {element.text_content()}"
        if dated and _STATES_OTHERWISE.search(names) is None and _WHOLE_DAY.search(words):
            found.append(element)
    return found


def _day(text: str | None) -> date | None:
    try:
        return parse_day(text) if text else None
    except DateError:
        return None


def _day_of_address(address: str | None) -> date | None:
    match = _DAY_IN_ADDRESS.search(urlsplit(address).path) if address else None
    return _day("{:0>4}-{:0>2}-{:0>2}".format(*match.groups())) if match else None
