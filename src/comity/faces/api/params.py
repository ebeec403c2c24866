"""The parameters of the API, each with its meaning and an example."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Query
from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from comity.errors import DateError
from comity.read.days import parse_day

TEXT = r"^[^\x00-\x1f\x7f]*$"
"""What names and words are made of: no signs that steer a terminal or a database."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(given: object) -> object:
    """The day that a text gives; pydantic alone would take a number for seconds since 1970."""
    if not isinstance(given, str):
        raise ValueError("a day is written as 2025-07-04")
    try:
        return parse_day(given)
    except DateError as error:
        raise ValueError(str(error)) from None


def _moment(given: object) -> object:
    """The day or the moment that a text gives; None stays."""
    if not isinstance(given, str):
        return given
    if _DAY.fullmatch(given):
        return _day(given)
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise ValueError("write a day as 2025-07-04, or a moment as 2025-07-04T12:00:00Z") from None
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone, as in 2025-07-04T12:00:00Z")
    return moment


DAY = {"type": "string", "format": "date", "examples": ["2025-07-04"]}
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(DAY)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=TEXT)]


def asked(meaning: str, *examples: str, **more: Any) -> Any:  # noqa: ANN401  what Query returns
    """A parameter of the question, described."""
    return Query(description=meaning, examples=list(examples), **more)


Name = Annotated[Line, asked("An actor: its code or a name, in any spelling that the registry knows.", "RUS")]
Other = Annotated[Line, asked("The other actor.", "AFG")]
On = Annotated[Day | None, asked("The day in the world; today without it.", "2025-07-04")]
AsKnown = Annotated[
    date | datetime | None,
    BeforeValidator(_moment),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}],
            "examples": ["2025-12-31"],
        }
    ),
    asked("Answer by what the ledger knew at the end of this day, or at this moment; now without it.", "2025-12-31"),
]
After = Annotated[str | None, asked("Where the page before ended: its `after`.", "20250703.12", max_length=40)]
Limit = Annotated[int, asked("How many a page holds at most.", "50", ge=1, le=1000)]
