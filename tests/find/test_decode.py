"""From probabilities to a report's sides."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from comity.find.decode import Habits, confidence, decode
from comity.find.first import Marked
from comity.find.model import Floats
from comity.find.second import Candidate
from comity.find.sides import Cuts, sides
from comity.model.document import Span
from comity.model.report import Mention

CUTS = Cuts(mention=0.5, name=0.5, trigger=0.2, role=0.5, lone=0.3, context=0.5, named_context=0.1, emit=0.2)

HABITS = Habits(reciprocal={0}, within=[0.2, 0.1])


def mention(words: str, *codes: str) -> Mention:
    return Mention(Span(0, len(words), words), codes)


def candidate(roles: Mapping[int, tuple[float, float, float]]) -> Candidate:
    """A trigger that states the second of two acts, with these roles of mentions."""
    return Candidate(
        trigger=Marked(0, 4, 0.9),
        acts=np.array([0.1, 0.8, 0.1], np.float32),
        statuses=np.array([0.7, 0.1, 0.1, 0.1], np.float32),
        contexts=np.array([0.9, 0.1], np.float32),
        roles=roles,
        when=None,
    )


def test_mentions_of_one_actor_pool_their_chances() -> None:
    mentions = [mention("Russia", "RUS"), mention("it", "RUS"), mention("Kabul", "AFG")]
    found = decode(candidate({0: (0.4, 0, 0), 1: (0.4, 0, 0), 2: (0.1, 0.9, 0)}), mentions, CUTS, HABITS)
    assert found is not None
    assert found.source.mentions == (0,) or found.source.mentions == (1,)
    assert abs(found.source.chance - 0.64) < 1e-6
    assert found.target.mentions == (2,)
    assert (found.act, found.status, found.authority) == (1, 0, None)


def test_several_actors_fill_a_side_in_the_order_of_the_text() -> None:
    mentions = [mention("Iran", "IRN"), mention("Iraq", "IRQ"), mention("Oman", "OMN")]
    found = decode(candidate({0: (0.7, 0, 0), 1: (0.9, 0, 0), 2: (0, 0.9, 0.8)}), mentions, CUTS, HABITS)
    assert found is not None
    assert found.source.mentions == (0, 1)
    assert found.authority == 2


def test_a_weak_side_stays_empty_and_says_how_surely() -> None:
    found = decode(candidate({0: (0.9, 0.1, 0)}), [mention("Iran", "IRN")], CUTS, HABITS)
    assert found is not None
    assert found.target.mentions == ()
    assert abs(found.target.chance - 0.9) < 1e-6


def test_an_act_without_sides_is_dropped() -> None:
    assert decode(candidate({0: (0.1, 0.1, 0)}), [mention("Iran", "IRN")], CUTS, HABITS) is None


def test_unresolved_mentions_do_not_pool() -> None:
    found = decode(candidate({0: (0.4, 0, 0), 1: (0.45, 0, 0)}), [mention("they"), mention("them")], CUTS, HABITS)
    assert found is not None
    assert found.source.mentions == (1,)


def chances(*rows: tuple[float, float]) -> dict[int, Floats]:
    """For each mention the chances of being source and target."""
    return {n: np.array([*row, 0], np.float32) for n, row in enumerate(rows)}


def test_one_mention_does_not_act_on_itself_if_another_may() -> None:
    mentions = [mention("the Taliban", "AFG"), mention("Moscow", "RUS")]
    source, target = sides(chances((0.6, 0.7), (0.5, 0.1)), mentions, CUTS, reciprocal=False, within=0.2)
    assert (source.mentions, target.mentions) == ((1,), (0,))


def test_a_reciprocal_act_takes_two() -> None:
    mentions = [mention("Kabul", "AFG"), mention("the Taliban", "AFG"), mention("Moscow", "RUS")]
    roles = chances((0.9, 0.0), (0.0, 0.6), (0.4, 0.5))
    source, target = sides(roles, mentions, CUTS, reciprocal=True, within=0.2)
    assert (source.mentions, target.mentions) == ((0,), (2,))
    source, target = sides(roles, mentions, CUTS, reciprocal=False, within=0.2)
    assert (source.mentions, target.mentions) == ((0,), (2,))


def test_who_seems_to_act_on_itself_does_so_only_in_acts_of_that_kind() -> None:
    mentions = [mention("Angola", "AGO"), mention("its minister", "AGO"), mention("the cartel", "OPEC")]
    roles = chances((0.9, 0.1), (0.1, 0.55), (0.05, 0.4))
    source, target = sides(roles, mentions, CUTS, reciprocal=False, within=0.01)
    assert (source.mentions, target.mentions) == ((0,), (2,))
    source, target = sides(roles, mentions, CUTS, reciprocal=False, within=0.5)
    assert (source.mentions, target.mentions) == ((0,), (1,))


def test_a_doer_is_left_without_a_target_rather_than_turned_on_itself() -> None:
    mentions = [mention("Angola", "AGO"), mention("its minister", "AGO")]
    source, target = sides(chances((0.9, 0.1), (0.1, 0.5)), mentions, CUTS, reciprocal=False, within=0.01)
    assert (source.mentions, target.mentions) == ((0,), ())


def test_a_merged_mention_may_stand_on_both_sides() -> None:
    source, target = sides(chances((0.9, 0.9)), [mention("both", "RUS", "AFG")], CUTS, reciprocal=True, within=0.2)
    assert source.mentions == target.mentions == (0,)


def test_a_guest_does_not_meet_itself_too() -> None:
    mentions = [mention("Oman", "OMN"), mention("Iran", "IRN")]
    source, target = sides(chances((0.9, 0.6), (0.1, 0.9)), mentions, CUTS, reciprocal=True, within=0.2)
    assert (source.mentions, target.mentions) == ((0,), (1,))


def test_confidence_is_logistic() -> None:
    assert confidence([0.0, 0.0], [1.0, 1.0, 0.0]) == 0.5
    assert confidence([math.log(0.5)], [1.0, 0.0]) < 0.5
