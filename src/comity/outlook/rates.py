"""How often one does an act to another: counts that fade with time, drawn toward what is usual where they are few.

The count of an act is taken to follow a Poisson law with a rate that is itself gamma-distributed around what the act's
share of all and the pair's share of all would give; the chance of at least one in the days ahead then follows without a
further assumption (Robbins 1956 on drawing toward the usual, known as empirical Bayes).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from comity.outlook.hazard import Array
from comity.outlook.series import Numbers, Series

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
        seen = self.series
        weights = 0.5 ** ((on - seen.days) / HALF_LIFE)
        first = int(seen.days[0]) if len(seen.days) else on
        self.days = float(HALF_LIFE / np.log(2) * (1 - 0.5 ** ((on - first + 1) / HALF_LIFE)))
        self._triples = _counts(np.column_stack([seen.sources, seen.acts, seen.targets]), weights)
        self._pairs = _counts(np.column_stack([seen.sources, seen.targets]), weights)
        self._acts = _counts(seen.acts[:, None], weights)
        self._all = float(weights.sum())

    def rate(self, source: str, act: str, target: str) -> Rate:
        """How often `source` does `act` to `target`."""
        place = self.series.place
        return self.rate_at(place(source), place(act), place(target))

    def rate_at(self, source: int, act: int, target: int) -> Rate:
        """The same of places in the words of the series."""
        usual = max(self._pairs.get((source, target), 0.0), STRANGERS) * self._share(act) / self.days
        return Rate(self._triples.get((source, act, target), 0.0) + WEIGHT, self.days + WEIGHT / usual)

    def base(self, act: str) -> Rate:
        """How often the average pair that has dealings does `act`."""
        return self.base_at(self.series.place(act))

    def base_at(self, act: int) -> Rate:
        """The same of a place in the words of the series."""
        return Rate(self._acts.get((act,), 0.0) + WEIGHT, self.days * max(len(self._pairs), 1))

    def last(self, source: str, act: str, target: str) -> tuple[int, date | None]:
        """How often `source` did `act` to `target` in the past year, and on which day last."""
        days = self.series.days[self._of(source, target) & (self.series.acts == self.series.place(act))]
        return int((days > self.on - 365).sum()), date.fromordinal(int(days[-1])) if len(days) else None

    def dealings(self, source: str, target: str) -> int:
        """How often `source` did anything to `target`."""
        return int(self._of(source, target).sum())

    def busiest(self, count: int) -> list[tuple[int, int]]:
        """The pairs with most dealings of late, as places in the words of the series."""
        ordered = sorted(self._pairs.items(), key=lambda item: (-item[1], item[0]))
        return [(pair[0], pair[1]) for pair, _ in ordered[:count]]

    def _of(self, source: str, target: str) -> NDArray[np.bool_]:
        places = self.series.place(source), self.series.place(target)
        found: NDArray[np.bool_] = (self.series.sources == places[0]) & (self.series.targets == places[1])
        return found

    def _share(self, act: int) -> float:
        """The share of an act in all that was done, each act of the series counting half of one more than was seen."""
        return (self._acts.get((act,), 0.0) + WEIGHT) / (self._all + WEIGHT * max(len(self._acts), 1))


def _counts(keys: Numbers, weights: Array) -> dict[tuple[int, ...], float]:
    """The weights summed by distinct row of `keys`."""
    if not len(keys):
        return {}
    rows, numbers = np.unique(keys, axis=0, return_inverse=True)
    sums = np.bincount(numbers.ravel(), weights)
    return {tuple(row): float(total) for row, total in zip(rows.tolist(), sums, strict=True)}
