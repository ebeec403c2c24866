"""Knowledge of the future, planted in the record, moves nothing that is known before."""

from __future__ import annotations

import numpy as np
import pytest

from comity.outlook.links.candidates import Prior
from comity.outlook.links.facts import Facts, Floats, join
from comity.outlook.links.features import describe
from comity.outlook.links.names import parse_names
from comity.outlook.links.ranker import Plan, answer
from comity.outlook.links.walk import Walk
from tests.outlook.links.made import ACTORS, ACTS, DAYS, world

DAY = 70
"""From this day on, the future is changed."""
SMALL = Plan(candidates=8, fit_days=20, fit_candidates=6, rule_days=10, networks=1)


def changed() -> Facts:
    """The same past with quite another future, in which there are also more facts of the same kinds."""
    past, other = world(0).before(DAY), world(7, daily=40).since(DAY)
    return join([past, other])


def told(facts: Facts) -> dict[int, tuple[Floats, Floats, Floats]]:
    """For the mornings up to `DAY`: features of, and the prior and base rates behind, the same questions."""
    source, act = np.repeat(np.arange(len(ACTORS)), 3), np.tile([0, 1, 5], len(ACTORS))
    walk = Walk(facts.both_ways(len(ACTS)).in_order(), parse_names(ACTORS), 2 * len(ACTS))
    seen = {}
    for day, known, _ in walk.days(30, 50):
        if day <= DAY:
            found = Prior(known.history).candidates(source, act, 8)
            seen[day] = (describe(known, source, act, found)[1], found.everyone, known.base)
    return seen


def test_no_feature_moves_when_the_future_is_another() -> None:
    one, two = told(world(0)), told(changed())
    assert sorted(one) == list(range(50, DAY + 1)) == sorted(two)
    for day, known in one.items():
        for mine, theirs in zip(known, two[day], strict=True):
            np.testing.assert_array_equal(mine, theirs)


def test_the_past_does_move_them() -> None:
    """Else the test above could not fail."""
    one = told(world(0))
    past = world(0)
    two = told(join([past.before(DAY - 1), world(7).since(DAY - 1)]))
    assert not np.array_equal(one[DAY][0], two[DAY][0])
    assert np.array_equal(one[DAY - 1][0], two[DAY - 1][0])


def test_the_answers_of_a_day_do_not_help_to_find_them() -> None:
    """The same question of the same day has the same scores whatever else is asked or true on that day."""
    names = parse_names(ACTORS)
    scores = []
    for facts in (world(0), changed()):
        first = {}
        for batch in answer(facts, names, len(ACTS), DAY, SMALL):
            if batch.day == DAY:
                asked = zip(batch.asked.source, batch.asked.act, batch.everyone(), strict=True)
                first |= {(int(source), int(act)): row for source, act, row in asked}
        scores.append(first)
    both = set(scores[0]) & set(scores[1])
    assert len(both) > 10
    for question in both:
        np.testing.assert_allclose(_order(scores[0][question]), _order(scores[1][question]))


def _order(scores: Floats) -> Floats:
    return np.argsort(-scores, kind="stable")


@pytest.mark.parametrize("day", [60, DAYS - 1])
def test_a_question_is_answered_from_the_days_before(day: int) -> None:
    """On its morning the history knows what was told of earlier days, and of no other."""
    facts = world(0).both_ways(len(ACTS)).in_order()
    for morning, known, _ in Walk(facts, parse_names(ACTORS), 2 * len(ACTS)).days(30, 50):
        if morning == day:
            plain = known.history.tallies["source act target"].counts[:, -1].sum()
            assert plain == len(facts.before(day))
