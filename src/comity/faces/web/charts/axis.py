"""The days of a chart, from a week to centuries, laid out from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

MOST_TICKS = 10
"""How many ticks an axis carries at most."""

_DAYS, _MONTHS, _YEARS = (1, 2, 7), (1, 3, 6), (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the chart at `x` with its `label`."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from `start` to `end`, both shown, between the places `left` and `right` in the chart's units."""

    start: date
    end: date
    left: float
    right: float

    def place(self, day: date) -> float:
        """Where `day` begins; days outside are moved to the nearer edge."""
        share = (day - self.start).days / ((self.end - self.start).days + 1)
        return round(self.left + min(max(share, 0), 1) * (self.right - self.left), 1)

    def holds(self, day: date) -> bool:
        """Whether `day` is shown."""
        return self.start <= day <= self.end

    def ticks(self) -> tuple[Tick, ...]:
        """The ticks, as close as they may stand."""
        for choice in self._choices():
            found = tuple(islice(choice, MOST_TICKS + 1))
            if len(found) <= MOST_TICKS:
                return found
        return ()

    def _choices(self) -> Iterator[Iterator[Tick]]:
        yield from map(self._every_days, _DAYS)
        yield from map(self._every_months, _MONTHS)
        yield from map(self._every_years, _YEARS)

    def _every_days(self, step: int) -> Iterator[Tick]:
        for number in range(0, (self.end - self.start).days + 1, step):
            day = self.start + timedelta(number)
            yield Tick(self.place(day), f"{day.day} {day:%b}")

    def _every_months(self, step: int) -> Iterator[Tick]:
        first, last = (day.year * 12 + day.month - 1 for day in (self.start, self.end))
        for month in range(-(-first // step) * step, last + 1, step):
            day = date(month // 12, month % 12 + 1, 1)
            if self.holds(day):
                yield Tick(self.place(day), f"{day:%b %Y}")

    def _every_years(self, step: int) -> Iterator[Tick]:
        for year in range(max(self.start.year // step * step, step), self.end.year + 1, step):
            if self.holds(date(year, 1, 1)):
                yield Tick(self.place(date(year, 1, 1)), str(year))
