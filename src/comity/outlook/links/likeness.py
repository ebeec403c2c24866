"""Which actors are alike: vectors such that those which act alike toward the same others lie close.

A truncated singular value decomposition of the matrix of fading counts, by randomised subspace iteration (Halko,
Martinsson and Tropp, 2011, algorithm 4.4).
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from comity.outlook.links.facts import Floats, Ints
from comity.outlook.links.history import History

SIZE = 48
"""The length of a vector."""
SLOW = 3
"""The column of the span, 120 days, over which likeness is counted."""
EVERY = 7
"""Days for which vectors are used before they are made anew."""
_SPARE = 8
_ROUNDS = 3
_SHORT = 1e-3


class Likeness:
    """Vectors of unit length of actors, of the acts that actors do, and of the acts that actors undergo.

    `partners` places actors by whom they deal with, `deeds` by what they do to whom. `done` has a row a key of the
    tally "source act" and is the mean of the vectors of the targets, `undergone` a row a key of "act target" likewise.
    """

    def __init__(self, history: History) -> None:
        """The vectors as of the day of `history`."""
        self.day = history.day
        actors, acts = history.actors, history.acts
        pairs, counts = history.tallies["source target"].happened()
        ties = _matrix(np.log1p(counts[:, SLOW]), pairs // actors, pairs % actors, (actors, actors))
        self.partners = _vectors(ties)
        triples, counts = history.tallies["source act target"].happened()
        source, target, weights = triples // (acts * actors), triples % actors, counts[:, SLOW]
        suffered, column = np.unique(triples % (acts * actors), return_inverse=True)
        self.deeds = _vectors(_matrix(np.log1p(weights), source, column, (actors, len(suffered))))
        of_sources = _unit(_matrix(weights, column, source, (len(suffered), actors)) @ self.deeds)
        self.undergone = _laid(of_sources, suffered, history.tallies["act target"].keys)
        heads, row = np.unique(triples // actors, return_inverse=True)
        by_head = _matrix(weights, row, target, (len(heads), actors))
        self.done = _laid(_unit(by_head @ self.deeds), heads, history.tallies["source act"].keys)
        self.done_partners = _laid(_unit(by_head @ self.partners), heads, history.tallies["source act"].keys)

    def stale(self, day: int) -> bool:
        """Whether vectors should be made anew by `day`."""
        return day >= self.day + EVERY


def likeness(one: Floats, two: Floats) -> Floats:
    """The cosine of the vectors in each row of two tables of unit vectors."""
    cosines: Floats = np.einsum("ij,ij->i", one, two)
    return cosines


def _laid(rows: Floats, keys: Ints, everything: Ints) -> Floats:
    """The rows, each in the place that its key has in `everything`; those of other keys are zero."""
    table = np.zeros((len(everything), rows.shape[1]), np.float32)
    table[np.searchsorted(everything, keys)] = rows
    return table


def _matrix(weights: Floats, row: Ints, column: Ints, shape: tuple[int, int]) -> sparse.csr_matrix:
    return sparse.csr_matrix((weights, (row, column)), shape=shape)


def _vectors(matrix: sparse.csr_matrix) -> Floats:
    """The left singular vectors of a matrix, weighted by the roots of their values, each row of unit length."""
    start = np.random.default_rng(0).standard_normal((matrix.shape[1], SIZE + _SPARE), dtype=np.float32)
    basis = matrix @ start
    for _ in range(_ROUNDS):
        basis = np.linalg.qr(matrix @ (matrix.T @ basis))[0]
    left, values, _ = np.linalg.svd((matrix.T @ basis).T, full_matrices=False)
    return _unit((basis @ left)[:, :SIZE] * np.sqrt(values[:SIZE]))


def _unit(table: Floats) -> Floats:
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    unit: Floats = (table / (lengths + _SHORT)).astype(np.float32)
    return unit
