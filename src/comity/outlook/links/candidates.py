"""Who may be the target at all: a cheap prior over all actors, of which the first are ranked with care.

The prior is a weighted sum of shares, each from a distribution over targets that the history suggests: those of the
same source and act, of the same source, of the same act, of actors of the source's country, of the partners of its
partners, of what its partners did, and of the partners of those whom it did it to.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from comity.outlook.links.facts import Floats, Ints
from comity.outlook.links.history import History

WEIGHTS = {
    "source act target": 1.0,
    "source target": 0.5,
    "act target": 0.2,
    "home target": 0.1,
    "home act target": 0.2,
    "partners of partners": 0.2,
    "as partners did": 0.2,
    "partners of targets": 0.1,
}
"""The shares, and how much each weighs; chosen on the valid part of ICEWS14."""
RECENT_MIX = np.array([1, 0.5, 0.25, 0.125, 0.1], np.float32)
"""How the fading counts of each span of a tally are mixed where the latest matters most."""
STEADY_MIX = np.array([0, 0.5, 1, 0.5, 0.1], np.float32)
"""The same where lasting ties matter most."""
PSEUDO = 1.0
"""What is added to the total of a row before it is divided by it, so that few facts give small shares."""
PSEUDO_SAME = 0.3
"""The same for rows of the same source and act, which are short."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The likeliest targets of each question, best first, with their prior and its shares in the order of `WEIGHTS`.

    `everyone` is the prior of all actors, a row a question.
    """

    targets: Ints
    prior: Floats
    shares: Floats
    everyone: Floats

    def only(self, rows: Ints) -> Candidates:
        """Those of some of the questions."""
        return Candidates(self.targets[rows], self.prior[rows], self.shares[rows], self.everyone[rows])


class Prior:
    """The prior as of the day of a history."""

    def __init__(self, history: History) -> None:
        """Take stock of `history`."""
        self.history = history
        actors = history.actors
        pairs, counts = history.tallies["source target"].happened()
        ties = _matrix(counts @ STEADY_MIX, pairs // actors, pairs % actors, (actors, actors))
        self._ties = _shares(ties, PSEUDO)
        triples, counts = history.tallies["source act target"].happened()
        heads = history.tallies["source act"].keys
        row = np.searchsorted(heads, triples // actors)
        deeds = _matrix(counts @ RECENT_MIX, row, triples % actors, (len(heads), actors))
        self._deeds = _shares(deeds, PSEUDO)

    def candidates(self, source: Ints, act: Ints, number: int) -> Candidates:
        """The `number` likeliest targets of each question who `source` does `act` to."""
        tables = [table.toarray() for table in self._tables(source, act)]
        everyone = sum(weight * table for weight, table in zip(WEIGHTS.values(), tables, strict=True))
        targets = _first(everyone, number)
        shares = np.stack([np.take_along_axis(table, targets, 1) for table in tables], axis=2)
        return Candidates(targets, np.take_along_axis(everyone, targets, 1), shares, everyone)

    def _tables(self, source: Ints, act: Ints) -> list[sparse.csr_matrix]:
        """The shares of all actors in the order of `WEIGHTS`, a row a question."""
        same = self._rows("source act target", source, act, PSEUDO_SAME)
        near = self._ties[source]
        others = ("source target", "act target", "home target", "home act target")
        return [
            same,
            *(self._rows(pattern, source, act, PSEUDO) for pattern in others),
            near @ self._ties,
            self._did(near, act) @ self._deeds,
            same @ self._ties,
        ]

    def _rows(self, pattern: str, source: Ints, act: Ints, pseudo: float) -> sparse.csr_matrix:
        """What share of the facts that agree in all but the target each target has."""
        history, tally = self.history, self.history.tallies[pattern]
        heads = history.keys(pattern, source, act, np.zeros_like(source)) // history.actors
        owners, places = tally.under(heads, history.actors)
        shape = (len(source), history.actors)
        return _shares(
            _matrix(tally.counts[places] @ RECENT_MIX, owners, tally.keys[places] % history.actors, shape), pseudo
        )

    def _did(self, near: sparse.csr_matrix, act: Ints) -> sparse.csr_matrix:
        """The ties of each question as ties to rows of the tally "source act", those of the partners with its act."""
        tally = self.history.tallies["source act"]
        ties = near.tocoo()
        places = tally.find(ties.col.astype(np.int64) * self.history.acts + act[ties.row])
        known = places >= 0
        return _matrix(ties.data[known], ties.row[known], places[known], (near.shape[0], len(tally.keys)))


def _first(scores: Floats, number: int) -> Ints:
    """The columns of the highest scores of each row, best first; what is equal comes in a fixed order."""
    number = min(number, scores.shape[1])
    chosen = np.sort(np.argpartition(-scores, number - 1, axis=1)[:, :number], axis=1)
    order = np.argsort(-np.take_along_axis(scores, chosen, 1), axis=1, kind="stable")
    columns: Ints = np.take_along_axis(chosen, order, 1)
    return columns


def _matrix(weights: Floats, row: Ints, column: Ints, shape: tuple[int, int]) -> sparse.csr_matrix:
    return sparse.csr_matrix((weights, (row, column)), shape=shape)


def _shares(matrix: sparse.csr_matrix, pseudo: float) -> sparse.csr_matrix:
    """Each row divided by its sum and `pseudo`."""
    totals = np.asarray(matrix.sum(axis=1)).ravel() + pseudo
    return (sparse.diags((1 / totals).astype(np.float32)) @ matrix).tocsr()
