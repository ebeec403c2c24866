"""How well a ranking finds what happened: ranks, their mean reciprocal, and how often they are among the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.outlook.links.facts import Floats, Mask

HITS = (1, 3, 10)
"""The ranks within which an answer counts as a hit."""


@dataclass(frozen=True, slots=True)
class Quality:
    """The mean reciprocal rank of all answers, and the share that ranks among the first 1, 3 and 10."""

    answers: int
    mrr: float
    hits: tuple[float, ...]

    def __str__(self) -> str:
        """The figures in per cent."""
        figures = [f"MRR {100 * self.mrr:.2f}"]
        figures += [f"Hits@{among} {100 * share:.2f}" for among, share in zip(HITS, self.hits, strict=True)]
        return "  ".join(figures)


def quality(ranks: Sequence[float] | NDArray[np.float64]) -> Quality:
    """The figures of ranks that count from 1; nan for no rank at all."""
    given = np.asarray(ranks, dtype=np.float64)
    if not len(given):
        return Quality(0, float("nan"), (float("nan"),) * len(HITS))
    shares = tuple(float((given <= among).mean()) for among in HITS)
    return Quality(len(given), float((1 / given).mean()), shares)


def filtered_ranks(scores: Floats, truth: Mask) -> NDArray[np.float64]:
    """The rank of each answer among what did not happen, counting from 1.

    `scores` and `truth` have a row a question and a column an actor; the ranks come in the order of the answers in
    `truth`, row by row. Other answers to the same question on the same day do not count (time-aware filtered). An
    answer that shares its score with others gets the mean of their places.
    """
    rows, columns = np.nonzero(truth)
    others = np.where(truth, -np.inf, scores)[rows]
    own = scores[rows, columns][:, None]
    ranks: NDArray[np.float64] = 1 + (others > own).sum(axis=1) + (others == own).sum(axis=1) / 2
    return ranks
