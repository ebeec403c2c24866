"""The climate of a pair: the mean of Goldstein's values by month, or by year where months would be too thin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from comity.faces.web.charts.axis import Axis, Tick
from comity.faces.web.charts.timeline import MARGIN, RIGHT
from comity.faces.web.charts.window import Window
from comity.ledger.compare import Month

HEIGHT = 120
"""The height of the field, from 10 at its top to -10."""
TOP = 8
MONTHS_SHOWN = 240
"""The months of a window up to which each is drawn by itself."""


@dataclass(frozen=True, slots=True)
class Column:
    """A period ("2025-07" or "2025"): its bar's place and size, its mean and how many acts that is of."""

    period: str
    x: float
    y: float
    width: float
    height: float
    acts: int
    goldstein: float


@dataclass(frozen=True, slots=True)
class Climate:
    """The whole chart; `zero` is where 0 lies and `by` says of what the columns are."""

    by: str
    zero: float
    ticks: tuple[Tick, ...]
    columns: tuple[Column, ...]


def climate(months: Sequence[Month], window: Window) -> Climate:
    """The months that fall into `window`, together by year if it is longer than MONTHS_SHOWN."""
    axis = Axis(window.start, window.end, MARGIN, RIGHT)
    yearly = window.days > MONTHS_SHOWN * 30.5
    periods = by_year(months) if yearly else months
    return Climate(
        by="year" if yearly else "month",
        zero=TOP + HEIGHT / 2,
        ticks=axis.ticks(),
        columns=tuple(_column(period, axis) for period in periods),
    )


def by_year(months: Sequence[Month]) -> tuple[Month, ...]:
    """The months of each year as one, each act weighing the same."""
    found = []
    for year, group in groupby(months, key=lambda month: month.month[:4]):
        rows = list(group)
        acts = sum(row.acts for row in rows)
        found.append(Month(year, acts, sum(row.goldstein * row.acts for row in rows) / acts))
    return tuple(found)


def _column(period: Month, axis: Axis) -> Column:
    first, after = _bounds(period.month)
    left, right = axis.place(first), axis.place(after)
    height = max(abs(period.goldstein) * HEIGHT / 20, 1)
    y = TOP + HEIGHT / 2 - (height if period.goldstein > 0 else 0)
    width = max(right - left - 1, 2)
    return Column(period.month, left, round(y, 1), round(width, 1), round(height, 1), period.acts, period.goldstein)


def _bounds(period: str) -> tuple[date, date]:
    """The first day of a month or year and the first after it."""
    if len(period) == 4:
        return date(int(period), 1, 1), date(min(int(period) + 1, 9999), 1, 1)
    year, month = int(period[:4]), int(period[5:])
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
