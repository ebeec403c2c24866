"""Weekly probabilities on series of days."""

from __future__ import annotations

import numpy as np
import pytest

from comity.errors import InputError
from comity.outlook.links.facts import Facts, join
from comity.outlook.links.odds import forecast
from comity.outlook.links.series import SHARE, busiest, describe
from tests.outlook.links.made import world

BEGINS = 150
WORLD = world(2, days=190)
PAIRS = 20
DAYS = range(100, BEGINS + 2)


def test_series_count_what_the_busiest_pairs_did() -> None:
    series = busiest(WORLD.before(BEGINS), WORLD.since(BEGINS), PAIRS)
    assert len(series.source) == PAIRS
    for row in range(len(series)):
        source, target = series.source[series.pair[row]], series.target[series.pair[row]]
        same = (WORLD.source == source) & (WORLD.target == target) & (WORLD.act == series.act[row])
        assert series.counts[row].sum() == same.sum()


def test_the_share_of_past_weeks_is_that_which_one_counts() -> None:
    series = busiest(WORLD.before(BEGINS), WORLD.since(BEGINS), PAIRS)
    features = dict(describe(series, [30]))[30]
    weeks = np.stack([series.counts[:, start : start + 7].any(axis=1) for start in range(24)])
    np.testing.assert_allclose(features[:, SHARE], (weeks.sum(axis=0) + 0.5) / 25, rtol=1e-5)


def test_no_feature_knows_its_day_or_a_later_one() -> None:
    later = WORLD.since(BEGINS)
    other = Facts(later.source, later.act, later.target[::-1].copy(), later.day)
    mine = describe(busiest(WORLD.before(BEGINS), later, PAIRS), DAYS)
    theirs = describe(busiest(WORLD.before(BEGINS), other, PAIRS), DAYS)
    seen = {day: np.array_equal(one, two) for (day, one), (_, two) in zip(mine, theirs, strict=True)}
    assert all(same for day, same in seen.items() if day <= BEGINS)
    assert not seen[BEGINS + 1]


def test_probabilities_come_true_as_often_as_they_say() -> None:
    _, odds = forecast(WORLD.before(BEGINS), WORLD.since(BEGINS), PAIRS)
    assert set(odds.day) == set(range(BEGINS, 184))
    assert odds.probability.mean() == pytest.approx(odds.came.mean(), abs=0.05)
    assert ((odds.probability - odds.came) ** 2).mean() < ((odds.came.mean() - odds.came) ** 2).mean()


def test_too_short_a_record_gets_a_sentence() -> None:
    with pytest.raises(InputError, match="need 75 days to learn from"):
        forecast(WORLD.before(60), join([WORLD.since(60)]), PAIRS)
