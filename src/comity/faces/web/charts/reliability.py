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
EDGE = 20
"""What is left free at the right and above."""
ENDS = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Where the axes may end."""

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


@dataclass(frozen=True, slots=True)
class Plot:
    """The whole plot: its axes go from 0 to `most`, the same on both, with `ticks` on them."""

    most: float
    ticks: tuple[float, ...]
    dots: tuple[Dot, ...]
    size: int = SIZE
    margin: int = MARGIN

    def across(self, share: float) -> float:
        """Where a probability lies from left to right."""
        return _across(share / self.most)

    def up(self, share: float) -> float:
        """Where a share lies from the bottom to the top."""
        return _up(share / self.most)


def plot(bins: Iterable[Bin]) -> Plot:
    """The bins as dots whose area grows with the number of forecasts, on axes as long as these need."""
    found = list(bins)
    needed = max((max(one.said, wilson(one.happened, one.forecasts)[1]) for one in found), default=1.0)
    most = next(end for end in ENDS if end >= needed)
    ticks = tuple(round(part * most / 4, 4) for part in range(5))
    number = max((one.forecasts for one in found), default=1)
    return Plot(most, ticks, tuple(_dot(one, number, most) for one in found))


def _across(part: float) -> float:
    return round(MARGIN + part * (SIZE - MARGIN - EDGE), 1)


def _up(part: float) -> float:
    return round(SIZE - MARGIN - part * (SIZE - MARGIN - EDGE), 1)


def wilson(share: float, number: int) -> tuple[float, float]:
    """The interval that holds the true share in nine of ten samples of `number` (Wilson 1927)."""
    spread = _Z * _Z / number
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * sqrt(share * (1 - share) / number + spread / (4 * number))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _dot(one: Bin, number: int, most: float) -> Dot:
    low, high = wilson(one.happened, one.forecasts)
    radius = round(3 + 7 * sqrt(one.forecasts / number), 1)
    places = _across(one.said / most), _up(one.happened / most), _up(low / most), _up(high / most)
    return Dot(*places, radius, low, high, one)
