"""Fading counts against sums over all that happened."""

from __future__ import annotations

import numpy as np

from comity.outlook.links.tally import NEVER, SPANS, Tally, stretches

KEYS = np.array([5, 9, 9, 5, 12, 9])
DAYS = np.array([0, 1, 1, 4, 6, 7])


def test_counts_fade_with_the_days() -> None:
    tally = Tally(KEYS)
    for day in range(9):
        tally.move(day)
        counts, age = tally.ask(np.array([5, 9, 12, 77]))
        for row, key in enumerate([5, 9, 12, 77]):
            past = DAYS[(key == KEYS) & (day > DAYS)]
            expected = [np.exp(-(day - past) / span).sum() for span in SPANS]
            np.testing.assert_allclose(counts[row], expected, rtol=1e-5)
            assert age[row] == (day - past.max() if len(past) else NEVER)
        tally.add(KEYS[day == DAYS], DAYS[day == DAYS])


def test_adding_all_at_once_is_adding_day_by_day() -> None:
    at_once, daily = Tally(KEYS), Tally(KEYS)
    at_once.move(8)
    at_once.add(KEYS, DAYS)
    for day in range(9):
        daily.move(day)
        daily.add(KEYS[day == DAYS], DAYS[day == DAYS])
    np.testing.assert_allclose(at_once.counts, daily.counts, rtol=1e-5)
    assert at_once.last.tolist() == daily.last.tolist()


def test_only_what_has_happened_lies_under_a_head() -> None:
    tally = Tally(np.array([10, 11, 19, 20, 35]))
    tally.move(1)
    tally.add(np.array([11, 19, 20]), np.array([0, 1, 1]))
    owners, places = tally.under(np.array([2, 1, 4]), 10)
    assert owners.tolist() == [0, 1, 1]
    assert tally.keys[places].tolist() == [20, 11, 19]


def test_stretches_are_laid_end_to_end() -> None:
    owners, numbers = stretches(np.array([3, 7, 0]), np.array([5, 7, 3]))
    assert owners.tolist() == [0, 0, 2, 2, 2]
    assert numbers.tolist() == [3, 4, 0, 1, 2]
