"""The states that can act, when each of them exists, and whom each belongs with, as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from comity.actors.peers import circles, claimants, neighbours
from comity.actors.registry import Kind, registry

Mask = NDArray[np.bool_]
Days = NDArray[np.int64]

NEVER = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Circles:
    """Organisations and regions of one year: their names, and whether each (row) has each state (column)."""

    names: tuple[str, ...]
    members: NDArray[np.float64]


class Field:
    """The states of the registry in one order; days are ordinals, as `date.toordinal` counts them.

    A state exists from the first day of its present row in the registry, or from its first act if that came earlier; a
    past or partly recognised one from its first act.
    """

    def __init__(self, first_acts: Mapping[str, int]) -> None:
        """Take the days of the first known acts, by code."""
        self.codes = tuple(code for code in registry().codes() if any(row.is_state for row in registry().rows(code)))
        self.index = {code: place for place, code in enumerate(self.codes)}
        spans = [_span(code, first_acts.get(code, NEVER)) for code in self.codes]
        self._born = np.array([born for born, _ in spans])
        self._gone = np.array([gone for _, gone in spans])
        self._circles: dict[int, Circles] = {}

    def alive(self, day: int) -> Mask:
        """Which states exist on a day."""
        return (self._born <= day) & (day < self._gone)

    def circles(self, day: int) -> Circles:
        """The circles as the year of `day` began."""
        year = date.fromordinal(day).year
        if year not in self._circles:
            found = circles(date(year, 1, 1), self.codes)
            members = np.array([[code in group.members for code in self.codes] for group in found], dtype=float)
            self._circles[year] = Circles(tuple(group.name for group in found), members)
        return self._circles[year]

    @cached_property
    def borders(self) -> NDArray[np.float64]:
        """Whether each state (row) borders on each other (column)."""
        return np.array([[other in neighbours().get(code, ()) for other in self.codes] for code in self.codes], float)

    def claimants(self, code: str) -> Mask:
        """Which states claim what `code` is or has."""
        return self.mask(claimants().get(code, ()))

    def mask(self, codes: Iterable[str]) -> Mask:
        """Which states are among `codes`."""
        wanted = frozenset(codes)
        return np.array([code in wanted for code in self.codes])


def _span(code: str, first_act: int) -> tuple[int, int]:
    rows = [row for row in registry().rows(code) if row.is_state]
    present = [row for row in rows if row.kind is Kind.STATE and row.until is None]
    begun = min(((row.since or date.min).toordinal() for row in present), default=NEVER)
    ended = [row.until for row in rows if row.until]
    gone = NEVER if any(row.until is None for row in rows) else max(ended).toordinal() + 1
    return min(begun, first_act), gone
