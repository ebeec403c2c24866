"""Facts as columns of numbers: who did what to whom, and on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Facts:
    """In each row, actor `source` did `act` to actor `target` on `day`; actors, acts and days are numbers."""

    source: Ints
    act: Ints
    target: Ints
    day: Ints

    def __len__(self) -> int:
        """The number of facts."""
        return len(self.source)

    def only(self, rows: Ints | Mask) -> Facts:
        """The rows chosen, by place or by a mask."""
        return Facts(self.source[rows], self.act[rows], self.target[rows], self.day[rows])

    def before(self, day: int) -> Facts:
        """What happened before a day."""
        return self.only(self.day < day)

    def since(self, day: int) -> Facts:
        """What happened on a day or later."""
        return self.only(self.day >= day)

    def both_ways(self, acts: int) -> Facts:
        """Each fact, and each as its target saw it: the same act, undergone, has the number of the act plus `acts`."""
        seen = Facts(self.target, self.act + acts, self.source, self.day)
        return join([self, seen])

    def in_order(self) -> Facts:
        """The facts by day."""
        return self.only(np.argsort(self.day, kind="stable"))


def join(parts: Sequence[Facts]) -> Facts:
    """The facts of several parts, one after the other."""
    columns = ("source", "act", "target", "day")
    return Facts(*(np.concatenate([getattr(part, column) for part in parts]) for column in columns))
