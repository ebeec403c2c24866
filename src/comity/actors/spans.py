"""Spans of time given as partial dates, and which of several holds on a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Whatever holds over a span of days; None is an open end."""

    @property
    def since(self) -> date | None:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The last day."""


Row = TypeVar("Row", bound=Dated)


def first_day(partial: str) -> date | None:
    """The first day of "1991-12-26", "1991-12" or "1991"; None for an empty text."""
    if not partial:
        return None
    year, month, day = (*map(int, partial.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(partial: str) -> date | None:
    """The last day of "1991-12-26", "1991-12" or "1991"; None for an empty text."""
    parts = [int(part) for part in partial.split("-")] if partial else []
    match parts:
        case []:
            return None
        case [year]:
            return date(year, 12, 31)
        case [year, month]:
            return date(year, month, monthrange(year, month)[1])
        case _:
            return date(*parts)


def distance(row: Dated, on: date | None) -> int:
    """Days from `on` to the row's span, 0 within it; without a date, days from the row's end to the end of time."""
    if on is None:
        return (date.max - row.until).days if row.until else 0
    if row.since and on < row.since:
        return (row.since - on).days
    if row.until and on > row.until:
        return (on - row.until).days
    return 0


def nearest(rows: Sequence[Row], on: date | None) -> list[Row]:
    """The rows whose span holds `on`, else those whose span lies nearest; without a date, those valid latest."""
    distances = [distance(row, on) for row in rows]
    least = min(distances, default=0)
    return [row for row, days in zip(rows, distances, strict=True) if days == least]
