"""Base rates: how often something happens where nothing more is known, with an interval as wide as that is little."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.outlook.hazard import Array

Z = 1.645
"""Standard deviations either way of an interval that holds nine in ten."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate a day that was seen `count` times in `days`, both with the prior added: a gamma distribution."""

    count: float
    days: float

    def chance(self, horizon: int) -> tuple[float, float, float]:
        """The probability that it happens within `horizon` days, and the bounds of its interval.

        The bounds are those of the gamma distribution by the approximation of Wilson and Hilferty (1931).
        """
        mean = self.count / self.days
        low, high = (self._quantile(z) for z in (-Z, Z))
        middle, least, most = (-np.expm1(-rate * horizon) for rate in (mean, min(low, mean), max(high, mean)))
        return float(middle), float(least), float(most)

    def _quantile(self, z: float) -> float:
        root = 1 - 1 / (9 * self.count) + z / (3 * np.sqrt(self.count))
        return float(self.count * max(root, 0.0) ** 3 / self.days)


def chances(counts: Array, days: Array, horizon: int) -> Array:
    """The probability within `horizon` days of each rate that was seen so many times in so many days."""
    found: Array = -np.expm1(-counts / days * horizon)
    return found
