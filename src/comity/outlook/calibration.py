"""Rates corrected by how the same rates did of late, so that what is said comes true as often as it is said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.outlook.hazard import Prior, Rows, regress
from comity.outlook.rates import Rates
from comity.outlook.series import Series

DAYS = 30
LOOKS = 3
"""How many stretches of so many days before the day are looked back at."""
PAIRS = 200
"""Of how many pairs, those with most dealings up to each look."""
ENOUGH = 100
"""How many acts must have happened in those stretches for a correction."""

Triple = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The number of times that something is expected is corrected to exp(`shift`) times its power `slope`."""

    shift: float = 0.0
    slope: float = 1.0

    def __call__(self, probability: float) -> float:
        """The corrected probability; a higher one stays higher."""
        if not 0 < probability < 1:
            return probability
        expected = np.exp(self.shift + self.slope * np.log(-np.log1p(-probability)))
        return float(-np.expm1(-expected))


def calibrate(series: Series, on: int) -> Calibration:
    """The correction that the last stretches before the day `on` teach; none where too little happened in them."""
    looks = [_look(series, on - DAYS * back) for back in range(1, LOOKS + 1)]
    expected, happened = (np.concatenate(parts) for parts in zip(*looks, strict=True))
    if happened.sum() < ENOUGH:
        return Calibration()
    rows = Rows(np.log(expected)[:, None], np.ones(len(expected)), happened, np.arange(len(expected)))
    free = Prior(mean=np.array([1.0]), precision=np.array([1e-6]), raw=np.array([True]))
    shift, slope = regress(rows, free).weights
    return Calibration(float(shift), float(max(slope, 0.1)))


def between_days(series: Series, after: int, until: int) -> set[Triple]:
    """Who did what to whom after the day `after` and up to `until`, as places in the words of the series."""
    first, last = (int(place) for place in np.searchsorted(series.days, [after, until], side="right"))
    parts = (part[first:last].tolist() for part in (series.sources, series.acts, series.targets))
    return set(zip(*parts, strict=True))


def _look(series: Series, day: int) -> tuple[np.ndarray, np.ndarray]:
    """How often each act between busy pairs was expected in the days after `day`, and whether it happened."""
    rates = Rates(series, day)
    later = between_days(series, day, day + DAYS)
    asked = [
        (source, act, target)
        for source, target in rates.busiest(PAIRS)
        for act in np.unique(rates.series.acts).tolist()
    ]
    expected = [-np.log1p(-rates.rate_at(*triple).chance(DAYS)[0]) for triple in asked]
    return np.array(expected, dtype=float), np.array([triple in later for triple in asked], dtype=bool)
