"""How often what was forecast came about: one point for each range of probability, beside what it should be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from comity.outlook.score import Bin

SIZE = 320
"""The width and height of the plot."""
MARGIN = 40
"""What its axes take at the left and below."""
EDGE = 10

_Z = 1.645
"""Of the normal distribution, what leaves one in ten outside."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A bin at (`x`, `y`), as large as it has forecasts; the share lies between `low` and `high` in nine of ten.

    `bottom` and `top` are the places of these two.
    """

    x: float
    y: float
    bottom: float
    top: float
    radius: float
    low: float
    high: float
    bin: Bin


def dots(bins: Iterable[Bin]) -> tuple[Dot, ...]:
    """The bins as dots whose area grows with the number of forecasts."""
    found = list(bins)
    most = max((one.forecasts for one in found), default=1)
    return tuple(_dot(one, most) for one in found)


def across(share: float) -> float:
    """Where a probability lies from left to right."""
    return round(MARGIN + share * (SIZE - MARGIN - EDGE), 1)


def up(share: float) -> float:
    """Where a share lies from the bottom to the top."""
    return round(SIZE - MARGIN - share * (SIZE - MARGIN - EDGE), 1)


def wilson(share: float, number: int) -> tuple[float, float]:
    """The interval that holds the true share in nine of ten samples of `number` (Wilson 1927)."""
    spread = _Z * _Z / number
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * sqrt(share * (1 - share) / number + spread / (4 * number))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _dot(one: Bin, most: int) -> Dot:
    low, high = wilson(one.happened, one.forecasts)
    radius = round(3 + 7 * sqrt(one.forecasts / most), 1)
    return Dot(across(one.said), up(one.happened), up(low), up(high), radius, low, high, one)
