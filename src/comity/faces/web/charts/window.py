"""Which days a chart shows, and the windows to go on to from there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SPANS = {"week": 7, "month": 31, "quarter": 92, "year": 366, "5 years": 1826, "decade": 3653, "century": 36525}
"""The lengths that a window can be set to, in days."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `start` to `end`, both shown."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days are shown."""
        return (self.end - self.start).days + 1

    def around(self, days: int) -> Window:
        """The window of so many days with the same last day."""
        return Window(_before(self.end, days - 1), self.end)

    def earlier(self) -> Window:
        """The window of the same length that ends halfway through this one."""
        end = _before(self.end, self.days // 2 or 1)
        return Window(_before(end, self.days - 1), end)

    def later(self) -> Window:
        """The window of the same length that begins halfway through this one."""
        start = _after(self.start, self.days // 2 or 1)
        return Window(start, _after(start, self.days - 1))


def window_over(days: list[date], start: date | None, end: date | None, today: date) -> Window:
    """The window asked for, where it is open from the first of `days` to `today`; at least a week long."""
    last = end or max([today, *(day for day in days if day <= _after(today, 366))])
    first = start or min([_before(last, 366), *days])
    return Window(min(first, _before(last, 6)), last)


def _before(day: date, days: int) -> date:
    return date.fromordinal(max(day.toordinal() - days, 1))


def _after(day: date, days: int) -> date:
    return min(day, date.max - timedelta(days)) + timedelta(days)
