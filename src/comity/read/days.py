"""A day as users write it."""

from __future__ import annotations

import re
from datetime import date

from comity.errors import DateError

FIRST_YEAR = 1800
LAST_YEAR = 2200

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def parse_day(text: str) -> date:
    """The day that `text` names as year, month and day, for instance "2025-07-04".

    Raises DateError for another form, a day that no calendar has and a year outside 1800 to 2200.
    """
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise DateError(f"{text!r} is not a date; write it as year-month-day, for instance 2025-07-04.")
    year, month, day = (int(part) for part in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateError(f"The year of {text!r} lies outside {FIRST_YEAR} to {LAST_YEAR}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(f"{text!r} is a day that no calendar has.") from None
