"""Ranks and figures against a reference that counts one by one."""

from __future__ import annotations

import numpy as np
import pytest

from comity.outlook.links.metrics import filtered_ranks, quality


def counted(scores: list[float], answers: set[int], answer: int) -> float:
    """The rank of an answer as one counts it by hand: those before it, and half of those beside it."""
    others = [score for actor, score in enumerate(scores) if actor not in answers]
    return 1 + sum(score > scores[answer] for score in others) + sum(score == scores[answer] for score in others) / 2


def test_ranks_are_those_that_one_counts() -> None:
    rng = np.random.default_rng(3)
    scores = rng.integers(0, 12, (60, 25)).astype(np.float32)
    truth = rng.random((60, 25)) < 0.15
    expected = [
        counted(list(row), set(np.flatnonzero(right)), int(answer))
        for row, right in zip(scores, truth, strict=True)
        for answer in np.flatnonzero(right)
    ]
    assert filtered_ranks(scores, truth).tolist() == expected


def test_another_answer_of_the_day_does_not_stand_in_the_way() -> None:
    scores = np.array([[9.0, 8.0, 7.0]], np.float32)
    assert filtered_ranks(scores, np.array([[True, True, False]])).tolist() == [1, 1]
    assert filtered_ranks(scores, np.array([[False, True, False]])).tolist() == [2]


def test_ties_share_the_mean_of_their_places() -> None:
    scores = np.zeros((1, 5), np.float32)
    truth = np.array([[True, False, False, False, False]])
    assert filtered_ranks(scores, truth).tolist() == [3]


def test_figures_of_ranks() -> None:
    figures = quality([1, 2, 4, 20])
    assert figures.answers == 4
    assert figures.mrr == pytest.approx((1 + 1 / 2 + 1 / 4 + 1 / 20) / 4)
    assert figures.hits == (0.25, 0.5, 0.75)
    assert str(figures) == "MRR 45.00  Hits@1 25.00  Hits@3 50.00  Hits@10 75.00"


def test_no_rank_has_no_figure() -> None:
    assert np.isnan(quality([]).mrr)
