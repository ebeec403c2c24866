"""Days as numbers: 20250703 is 3 July 2025, and 0 a day that is not known."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

from comity.errors import DateError

UNKNOWN = 0
"""The number of a day that is not known."""

NEVER = 99991231
"""The number of a day after all others: where an open span ends."""


def number(day: date) -> int:
    """The number of `day`."""
    return day.year * 10000 + day.month * 100 + day.day


@lru_cache(maxsize=65_536)
def day(value: int) -> date:
    """The day that has the number `value`."""
    return date(value // 10000, value // 100 % 100, value % 100)


@lru_cache(maxsize=65_536)
def bounds(text: str) -> tuple[int, int]:
    """The first and last day of a date cut to its precision ("1979", "2021-08", "2025-07-03").

    Raises DateError for what is none.
    """
    try:
        return _bounds([int(part) for part in text.split("-")])
    except ValueError:
        raise DateError(f"{text!r} is not a date; write it as YYYY-MM-DD, YYYY-MM or YYYY.") from None


def _bounds(parts: list[int]) -> tuple[int, int]:
    if len(parts) == 1:
        return number(date(parts[0], 1, 1)), number(date(parts[0], 12, 31))
    if len(parts) == 2:
        year, month = parts
        return number(date(year, month, 1)), number(date(year, month, monthrange(year, month)[1]))
    year, month, last = parts
    value = number(date(year, month, last))
    return value, value
