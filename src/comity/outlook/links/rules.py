"""Rules of one step, "what one did to another some days ago -> what it does to it now", and how often they hold.

After TLogic's cyclic rules of length one (Liu and others, 2022), but counted given that the source acts: of all those
to whom it had done the earlier act, how often was one the target.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from comity.outlook.links.facts import Floats, Ints, Mask

AGES = np.array([1.5, 2.5, 4.5, 8.5, 16.5, 35.5, 90.5])
"""The bounds, in days since the earlier act, between which a rule is counted apart."""
DOUBT = 5.0
"""The number of tries that the base rate of an act weighs as."""
BROAD_DOUBT = 20.0
"""The same of the rate at that age over all acts, behind the base rate of an act."""
CERTAIN = 0.95
"""The most that is believed of a rule."""


class Rules:
    """Counts of each rule: how often it was tried, and how often it held."""

    def __init__(self, acts: int) -> None:
        """Know no rule yet; acts lie below `acts`."""
        self.acts = acts
        cells = acts * acts * (len(AGES) + 1)
        self.tried = np.zeros(cells, np.float32)
        self.held = np.zeros(cells, np.float32)

    def learn(self, act: Ints, earlier: Ints, days: Ints, held: Mask) -> None:
        """Count tries: `earlier` was done `days` ago to one at whom `act` may be aimed now, and was (`held`) or not."""
        cells = self._cells(act, earlier, days)
        self.tried += np.bincount(cells, minlength=len(self.tried)).astype(np.float32)
        self.held += np.bincount(cells, held, len(self.held)).astype(np.float32)

    def base(self) -> NDArray[np.float32]:
        """How often any rule for an act held (a row an act, a column an age)."""
        shape = (self.acts, self.acts, len(AGES) + 1)
        held, tried = self.held.reshape(shape).sum(axis=1), self.tried.reshape(shape).sum(axis=1)
        broad = held.sum(axis=0) / (tried.sum(axis=0) + 1)
        rates: Floats = (held + BROAD_DOUBT * broad) / (tried + BROAD_DOUBT)
        return rates.astype(np.float32)

    def confidence(self, base: Floats, act: Ints, earlier: Ints, days: Ints) -> tuple[Floats, Floats]:
        """How likely each rule is to hold, and how likely any rule for its act is at that age, by `base()`."""
        cells = self._cells(act, earlier, days)
        usual = base[act, np.searchsorted(AGES, days)]
        rates = (self.held[cells] + DOUBT * usual) / (self.tried[cells] + DOUBT)
        return np.minimum(rates, CERTAIN), usual

    def _cells(self, act: Ints, earlier: Ints, days: Ints) -> Ints:
        return (act * self.acts + earlier) * (len(AGES) + 1) + np.searchsorted(AGES, days)
