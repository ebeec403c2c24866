"""Counts that fade: how often, and how lately, each of many things has happened by a day."""

from __future__ import annotations

import numpy as np

from comity.outlook.links.facts import Floats, Ints

SPANS = (2.0, 7.0, 30.0, 120.0, np.inf)
"""The days after which a count has faded to 1/e; without end, it is the plain count."""
NEVER = 9999.0
"""The days since something that has not happened."""


class Tally:
    """Fading counts by key, on a day that only moves forward.

    A happening counts 1 on its day and exp(-days / span) later, for each of `SPANS`. What is asked on a day knows only
    what was added before, so whoever asks first and adds then cannot look ahead. `counts` has a row a key of `keys`.
    """

    def __init__(self, keys: Ints) -> None:
        """Keep count of `keys`, none of which has happened yet."""
        self.keys = np.unique(keys)
        self.counts = np.zeros((len(self.keys), len(SPANS)), np.float32)
        self.last = np.full(len(self.keys), -1, np.int64)
        self.day = 0

    def move(self, day: int) -> None:
        """Let it be `day`: counts fade."""
        if day > self.day:
            self.counts *= np.exp(-(day - self.day) / np.array(SPANS)).astype(np.float32)
            self.day = day

    def add(self, keys: Ints, days: Ints) -> None:
        """Add what happened, on days up to the present one."""
        happened, which = np.unique(np.searchsorted(self.keys, keys), return_inverse=True)
        ages = self.day - days
        for column, span in enumerate(SPANS):
            self.counts[happened, column] += np.bincount(which, np.exp(-ages / span)).astype(np.float32)
        last = np.full(len(happened), -1, np.int64)
        np.maximum.at(last, which, days)
        self.last[happened] = np.maximum(self.last[happened], last)

    def happened(self) -> tuple[Ints, Floats]:
        """The keys that have happened, in rising order, and their counts."""
        there = self.last >= 0
        return self.keys[there], self.counts[there]

    def find(self, keys: Ints) -> Ints:
        """The place of each key, -1 where it is none that may happen."""
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, places, -1)

    def ask(self, keys: Ints) -> tuple[Floats, Floats]:
        """The fading counts of each key (a row a key, a column a span), and the days since it last happened."""
        places = self.find(keys)
        known = places >= 0
        counts = np.where(known[:, None], self.counts[places], np.float32(0))
        happened = known & (self.last[places] >= 0)
        return counts, np.where(happened, self.day - self.last[places], NEVER).astype(np.float32)

    def under(self, heads: Ints, width: int) -> tuple[Ints, Ints]:
        """The keys from head * width up to (head + 1) * width that have happened.

        Returns two columns: whose they are, a row of `heads`, and their places.
        """
        low, high = np.searchsorted(self.keys, heads * width), np.searchsorted(self.keys, (heads + 1) * width)
        owners, places = stretches(low, high)
        happened = self.last[places] >= 0
        return owners[happened], places[happened]


def stretches(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """All the numbers from each of `low` up to its `high`, and to which of them each belongs."""
    lengths = high - low
    owners = np.repeat(np.arange(len(low)), lengths)
    starts = np.cumsum(lengths) - lengths
    return owners, np.arange(len(owners)) + (low - starts)[owners]
