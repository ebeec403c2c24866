"""Spans of marked words."""

from __future__ import annotations

import numpy as np

from comity.find.tags import Tagged, tagged

OUT, BEGIN, INSIDE = (0.9, 0.05, 0.05), (0.1, 0.8, 0.1), (0.2, 0.1, 0.7)


def test_runs_join_and_beginnings_part_them() -> None:
    tags = np.array([OUT, BEGIN, INSIDE, BEGIN, OUT, INSIDE], np.float32)
    found = [(span.start, span.end) for span in tagged(tags, 0.5)]
    assert found == [(1, 3), (3, 4), (5, 6)]


def test_the_score_is_that_of_the_likeliest_word() -> None:
    span = tagged(np.array([BEGIN, INSIDE], np.float32), 0.5)[0]
    assert span == Tagged(0, 2, span.score)
    assert abs(span.score - 0.9) < 1e-6


def test_nothing_below_the_floor() -> None:
    assert tagged(np.array([OUT, OUT], np.float32), 0.5) == []
