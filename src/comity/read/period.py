"""The days that a time phrase covers, and the rules that find and read such phrases."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Self

from comity.model.document import Span
from comity.model.report import Precision, When

NOT_PUBLISHED = "The day of publication is not known, from which this phrase counts."
NO_SUCH_DAY = "No calendar has this day."
VAGUE = "The phrase says only roughly when."
OTHER_EVENT = "The phrase counts from another event."


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    @classmethod
    def of_day(cls, day: date) -> Self:
        """One day."""
        return cls(day, day)

    @classmethod
    def of_month(cls, year: int, month: int) -> Self:
        """A month; month 0 is the December before, 13 the January after, and so on."""
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def of_year(cls, year: int) -> Self:
        """A year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def of_week(cls, day: date) -> Self:
        """The week, Monday to Sunday, that `day` lies in."""
        monday = day - timedelta(days=day.weekday())
        return cls(monday, monday + timedelta(days=6))

    def when(self, phrase: Span | None, note: str | None = None) -> When:
        """The finest of day, month and year that covers the whole period: more would not be honest."""
        first, last = self.first, self.last
        if first == last:
            return When(first.isoformat(), Precision.DAY, phrase, note)
        if (first.year, first.month) == (last.year, last.month):
            return When(first.isoformat()[:7], Precision.MONTH, phrase, note)
        if first.year == last.year:
            return When(first.isoformat()[:4], Precision.YEAR, phrase, note)
        return When(None, Precision.UNKNOWN, phrase, "The phrase spans more than one year.")


Reading = Period | str
"""What a phrase means: the days it covers, or a sentence that says why it means none."""

Reader = Callable[[re.Match[str], date | None, bool], Reading]
"""Reads a phrase, given the day of publication and whether the act lies in the future."""


@dataclass(frozen=True)
class Rule:
    """One kind of time phrase: how it is written, where it counts as one, and what it means.

    `before` and `after` are what must stand around the phrase in a text; a phrase by itself needs neither. `hints` are
    words, parted by "|", of which every such phrase holds one, in its case or in lower case and with a 0 for every
    digit: a text without them need not be searched.
    """

    hints: str
    written: str
    read: Reader
    before: str
    after: str

    @cached_property
    def core(self) -> re.Pattern[str]:
        """A phrase by itself; compiled when first needed, as many rules seldom are."""
        return re.compile(self.written)

    @cached_property
    def search(self) -> re.Pattern[str]:
        """The phrase, by that name, where it counts as one in a text."""
        return re.compile(rf"{self.before}(?P<phrase>{self.written}){self.after}")


def rule(hints: str, core: str, read: Reader, *, before: str = r"(?<![\w-])", after: str = r"(?!\w)") -> Rule:
    """The rule for phrases written as `core`."""
    return Rule(hints, core, read, before, after)


def counted(read: Callable[[re.Match[str], date, bool], Reading]) -> Reader:
    """The reader of a phrase that means nothing without the day of publication."""

    def reader(match: re.Match[str], published: date | None, future: bool) -> Reading:
        return NOT_PUBLISHED if published is None else read(match, published, future)

    return reader
