"""How often one does an act to another: counts that fade with time, drawn toward what is usual where they are few.

The count of an act is taken to follow a Poisson law with a rate that is itself gamma-distributed around what the act's
share of all and the pair's share of all would give; the chance of at least one in the days ahead then follows without a
further assumption (Robbins 1956 on drawing toward the usual, known as empirical Bayes).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from comity.outlook.hazard import Array
from comity.outlook.series import Series

HALF_LIFE = 120
"""After how many days an event counts half."""

WEIGHT = 0.5
"""For how many events the usual rate counts beside those that were seen."""

STRANGERS = 0.02
"""For how many events of any act a pair that had none counts."""

Z = 1.645
"""Standard deviations either way of an interval that holds nine in ten."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate a day that was seen `count` times in `days`, both with the usual added: a gamma distribution."""

    count: float
    days: float

    def chance(self, horizon: int) -> tuple[float, float, float]:
        """The probability that it happens within `horizon` days, and the bounds of its interval.

        The bounds are those of the gamma distribution by the approximation of Wilson and Hilferty (1931).
        """
        middle = 1 - (1 + horizon / self.days) ** -self.count
        low, high = (1 - np.exp(-self._quantile(z) * horizon) for z in (-Z, Z))
        return middle, float(min(low, middle)), float(max(high, middle))

    def _quantile(self, z: float) -> float:
        root = 1 - 1 / (9 * self.count) + z / (3 * np.sqrt(self.count))
        return float(self.count * max(root, 0.0) ** 3 / self.days)


class Rates:
    """The rates of all acts between all pairs of a series on a day, from what happened up to and with that day."""

    def __init__(self, series: Series, on: int) -> None:
        """Look back from the day `on` (an ordinal) over `series`, which may hold later days; they are cut off."""
        self.series = series.up_to(on)
        self.on = on
        self._weights = 0.5 ** ((on - self.series.days) / HALF_LIFE)
        first = int(self.series.days[0]) if len(self.series.days) else on
        self.days = HALF_LIFE / np.log(2) * (1 - 0.5 ** ((on - first + 1) / HALF_LIFE))
        pairs = np.unique(np.column_stack([self.series.sources, self.series.targets]), axis=0)
        self._pairs = max(len(pairs), 1)

    def rate(self, source: str, act: str, target: str) -> Rate:
        """How often `source` does `act` to `target`."""
        did = self._of(source, target)
        share = self._share(act)
        usual = max(self._count(did), STRANGERS) * share / self.days
        here = did & (self.series.acts == self.series.place(act))
        return Rate(self._count(here) + WEIGHT, self.days + WEIGHT / usual)

    def base(self, act: str) -> Rate:
        """How often the average pair that has dealings does `act`."""
        count = self._count(self.series.acts == self.series.place(act)) + WEIGHT
        return Rate(count, self.days * self._pairs)

    def last(self, source: str, act: str, target: str) -> tuple[int, date | None]:
        """How often `source` did `act` to `target` in the past year, and on which day last."""
        did = self._of(source, target) & (self.series.acts == self.series.place(act))
        days = self.series.days[did]
        return int((days > self.on - 365).sum()), date.fromordinal(int(days[-1])) if len(days) else None

    def dealings(self, source: str, target: str) -> int:
        """How often `source` did anything to `target`."""
        return int(self._of(source, target).sum())

    def _of(self, source: str, target: str) -> Array:
        places = self.series.place(source), self.series.place(target)
        found: Array = (self.series.sources == places[0]) & (self.series.targets == places[1])
        return found

    def _count(self, rows: Array) -> float:
        return float(self._weights[rows].sum())

    def _share(self, act: str) -> float:
        """The share of an act in all that was done, each act of the series counting once more than it was seen."""
        acts = max(len(np.unique(self.series.acts)), 1)
        count = self._count(self.series.acts == self.series.place(act))
        return float((count + WEIGHT) / (self._weights.sum() + WEIGHT * acts))
