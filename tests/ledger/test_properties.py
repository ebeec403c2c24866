"""What holds for any reports: their order does not matter, and retracting undoes adding."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.ledger import Ledger, open_ledger
from comity.ledger.audit import verify
from comity.ledger.claims import Claim
from comity.ledger.correct import retract, undo
from comity.ledger.days import bounds
from comity.ledger.machine import Spell, spells
from comity.ledger.pairs import standing, timeline
from comity.ledger.rules import moving_acts
from tests.ledger.effort import EFFORT
from tests.ledger.making import Item, said

CODES = ("AFG", "CHN", "TWN", "RUS")
ACTS = sorted(moving_acts())
DATES = st.sampled_from(
    [
        "2001",
        "2001-03",
        "2001-03-05",
        "2001-03-06",
        "2001-11-14",
        "2002-02",
        "2003-01-01",
        "2021-08-15",
        "2022",
        "2023-05-05",
    ]
)
STATUSES = st.sampled_from(["asserted", "asserted", "asserted", "denied", "planned"])
KINDS = st.sampled_from(["", "", "embassy", "consulate", "arms", "trade", "peace", "ratified", "treaty", "suspended"])

PAIR = st.sampled_from([("AFG", "RUS"), ("RUS", "AFG")])
CLAIMS = st.lists(st.tuples(PAIR, st.sampled_from(ACTS), KINDS, STATUSES, DATES), max_size=12)
ITEMS = st.lists(
    st.tuples(
        st.sampled_from([(one, two) for one in CODES for two in CODES if one != two]),
        st.sampled_from(ACTS),
        STATUSES,
        DATES,
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
    unique=True,
)


def claims(told: list[tuple[tuple[str, str], str, str, str, str]]) -> list[Claim]:
    return [
        Claim(source, target, act, kind, status, *bounds(day), number)
        for number, ((source, target), act, kind, status, day) in enumerate(told, start=1)
    ]


def shown(found: list[Spell]) -> list[tuple[object, ...]]:
    return [
        (
            spell.dimension,
            spell.kind,
            spell.source,
            spell.target,
            spell.state,
            spell.start,
            spell.end,
            spell.alternative,
            len(spell.supports),
            len(spell.opposes),
        )
        for spell in found
    ]


@settings(max_examples=60 * EFFORT, deadline=None)
@given(told=CLAIMS, data=st.data())
def test_the_order_of_claims_does_not_matter(told: list, data: st.DataObject) -> None:  # type: ignore[type-arg]
    made = claims(told)
    shuffled = data.draw(st.permutations(made))
    assert shown(spells(made)) == shown(spells(shuffled))


@settings(max_examples=60 * EFFORT, deadline=None)
@given(told=CLAIMS)
def test_spans_of_one_respect_follow_one_another(told: list) -> None:  # type: ignore[type-arg]
    respects: dict[tuple[str, ...], list[Spell]] = {}
    for spell in spells(claims(told)):
        respects.setdefault((spell.dimension, spell.kind, spell.source, spell.target), []).append(spell)
    for spans in respects.values():
        for before, after in pairwise(spans):
            assert before.start < before.end <= after.start
        assert all(span.start <= span.start_latest for span in spans)


def items(told: list[tuple[tuple[str, str], str, str, str, bool]]) -> list[Item]:
    return [
        said(
            act,
            source,
            target,
            day,
            status=status,
            uncertain=uncertain,
            words=f"{number}. {source} and {target}: {act}",
        )
        for number, ((source, target), act, status, day, uncertain) in enumerate(told)
    ]


def state(ledger: Ledger) -> list[tuple[object, ...]]:
    """All that the ledger answers on standing and events of every pair."""
    told: list[tuple[object, ...]] = []
    for one in CODES:
        for two in CODES:
            told += [(row,) for row in standing(ledger, one, two)]
            told += [
                (event.id, event.sources, tuple(sorted(one.report.id for one in event.reports)))
                for event in timeline(ledger, one, two)
            ]
    return told


def filled(folder: str, name: str, documents: list[Item]) -> Ledger:
    ledger = open_ledger(str(Path(folder) / name))
    for item in documents:
        ledger.add(*item)
    return ledger


@settings(max_examples=3 * EFFORT, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=ITEMS, data=st.data())
def test_the_order_of_arrival_does_not_matter(told: list, data: st.DataObject) -> None:  # type: ignore[type-arg]
    made = items(told)
    shuffled = data.draw(st.permutations(made))
    with (
        tempfile.TemporaryDirectory() as folder,
        filled(folder, "one", made) as one,
        filled(folder, "two", list(shuffled)) as two,
        open_ledger(str(Path(folder) / "three")) as three,
    ):
        three.add_many(shuffled, batch=2)
        assert state(one) == state(two) == state(three)
        assert verify(three).problems == ()


@settings(max_examples=3 * EFFORT, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=ITEMS)
def test_retracting_undoes_adding_and_undoing_undoes_that(told: list) -> None:  # type: ignore[type-arg]
    *before, last = items(told)
    with tempfile.TemporaryDirectory() as folder, filled(folder, "one", before) as ledger:
        without = state(ledger)
        ledger.add(*last)
        added = state(ledger)
        entry = retract(ledger, last[1][0].id, reason="a test", by="Ada")
        assert state(ledger) == without
        undo(ledger, entry, reason="a test", by="Ada")
        assert state(ledger) == added
        assert verify(ledger).problems == ()
