"""How often what was forecast came about: one point for each range of probability, beside what it should be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SIZE = 300
MARGIN = 36


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of like probability: how many, their mean, and the share that came about, with its bounds."""

    count: int
    forecast: float
    observed: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A bin's place, the ends of its interval, its radius, and the bin."""

    x: float
    y: float
    low: float
    high: float
    radius: float
    bin: Bin


def dots(bins: Iterable[Bin]) -> tuple[Dot, ...]:
    """The bins as dots whose area grows with the number of forecasts."""
    found = [one for one in bins if one.count]
    most = max((one.count for one in found), default=1)
    return tuple(
        Dot(across(one.forecast), up(one.observed), up(one.low), up(one.high), 3 + 7 * (one.count / most) ** 0.5, one)
        for one in found
    )


def across(share: float) -> float:
    """Where a probability lies from left to right."""
    return round(MARGIN + share * (SIZE - MARGIN - 8), 1)


def up(share: float) -> float:
    """Where a share lies from the bottom to the top."""
    return round(SIZE - MARGIN - share * (SIZE - MARGIN - 8), 1)
