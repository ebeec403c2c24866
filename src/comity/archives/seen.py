"""Which rows are in the archive already, by their fingerprints."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Fingerprints = NDArray[np.int64]

_MOST = 8
"""How many sorted runs are looked through before they become one."""


class Seen:
    """A growing set of fingerprints, as sorted runs: quick to ask for many at once, quick to add to."""

    def __init__(self, fingerprints: Fingerprints) -> None:
        """Begin with `fingerprints`."""
        self._runs = [np.unique(fingerprints)]

    def take(self, fingerprints: Fingerprints) -> NDArray[np.bool_]:
        """Which of `fingerprints` are new, the first of equal ones alone; from now on they are seen."""
        values, first = np.unique(fingerprints, return_index=True)
        unseen = np.ones(len(values), dtype=np.bool_)
        for run in self._runs:
            unseen &= ~_among(run, values)
        self._remember(values[unseen])
        found = np.zeros(len(fingerprints), dtype=np.bool_)
        found[first[unseen]] = True
        return found

    def _remember(self, values: Fingerprints) -> None:
        self._runs.append(values)
        if len(self._runs) > _MOST:
            self._runs = [np.sort(np.concatenate(self._runs))]


def _among(run: Fingerprints, values: Fingerprints) -> NDArray[np.bool_]:
    if not len(run):
        return np.zeros(len(values), dtype=np.bool_)
    places = np.minimum(np.searchsorted(run, values), len(run) - 1)
    return np.equal(run[places], values)
