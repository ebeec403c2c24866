"""Questions on standing: who, first, compare and why, by both clocks."""

from __future__ import annotations

import pytest

from comity.errors import InputError, NotFoundError
from comity.ledger import Ledger
from comity.ledger.answer import Answer
from comity.ledger.compare import compare
from comity.ledger.pairs import standing, timeline
from comity.ledger.who import VERBS, Holder, first, who
from comity.ledger.why import why
from tests.ledger.conftest import Calendar
from tests.ledger.making import on, said


@pytest.fixture
def filled(ledger: Ledger, calendar: Calendar) -> Ledger:
    calendar.set(2025, 6, 1)
    ledger.add(*said("attack", "SUN", "AFG", "1979"))
    ledger.add(*said("sever-relations", "RUS", "AFG", "2021-08-20"))
    calendar.set(2025, 7, 4)
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03"))
    ledger.add(*said("establish-relations", "RUS", "AFG", "2025-07-03"))
    calendar.set(2025, 8, 1)
    ledger.add(*said("recognise", "NIC", "AFG", "2025-07-20"))
    ledger.add(*said("recognise", "NIC", "AFG", "2025-07-21", status="denied", words="NIC did not recognise AFG."))
    ledger.add(*said("open-mission", "CHN", "AFG", "2025-07-22", words="CHN reopened its embassy in AFG."))
    return ledger


def actors(answer: Answer[Holder]) -> list[str]:
    return [row.actor for row in answer]


def test_who_recognises_on_a_day_as_known_on_a_day(filled: Ledger) -> None:
    assert actors(who(filled, "recognises", "AFG", on=on("2025-07-02"))) == []
    assert actors(who(filled, "recognises", "AFG", on=on("2025-07-04"))) == ["RUS"]
    assert actors(who(filled, "recognises", "AFG", on=on("2025-07-04"), as_known=on("2025-07-01"))) == []
    later = who(filled, "recognises", "AFG", on=on("2025-08-01"))
    assert [(row.actor, row.disputed) for row in later] == [("RUS", False), ("NIC", True)]
    assert actors(who(filled, "has-embassy-in", "AFG", on=on("2025-08-01"))) == ["CHN"]
    assert actors(who(filled, "deals-with", "AFG", on=on("2025-08-01"))) == ["CHN"]
    assert actors(who(filled, "has-relations-with", "RUS")) == ["AFG"]


def test_every_verb_can_be_asked_and_no_other(filled: Ledger) -> None:
    for verb in VERBS:
        who(filled, verb, "AFG")
    with pytest.raises(InputError, match="has-embassy-in"):
        who(filled, "loves", "AFG")
    assert actors(who(filled, "recognises", "FRA")) == []


def test_first_begins_with_the_present_government(filled: Ledger) -> None:
    filled.add(*said("recognise", "PAK", "AFG", "1997-05-25"))
    assert [(row.rank, row.actor) for row in first(filled, "recognise", "AFG")] == [(1, "RUS"), (None, "NIC")]
    everyone = first(filled, "recognise", "AFG", since=on("1990-01-01"), on=on("2025-07-10"))
    assert [(row.rank, row.actor) for row in everyone] == [(1, "PAK"), (2, "RUS")]
    with pytest.raises(InputError):
        first(filled, "praise", "AFG")


def test_sources_that_date_one_act_differently(ledger: Ledger) -> None:
    for day, words in (("03", "RUS did recognise AFG."), ("03", "AFG thanked RUS for it."), ("04", "So RUS, on AFG.")):
        ledger.add(*said("recognise", "RUS", "AFG", f"2025-07-{day}", words=words))
    [row] = standing(ledger, "RUS", "AFG")
    assert (row.disputed, row.how) == (True, "2 for «formal», 1 for «formal from 2025-07-04»")
    assert [one.disputed for one in who(ledger, "recognises", "AFG", on=on("2025-07-03"))] == [True]
    assert [one.disputed for one in who(ledger, "recognises", "AFG", on=on("2025-07-04"))] == [False]
    assert [(one.rank, one.day) for one in first(ledger, "recognise", "AFG", on=on("2025-08-01"))] == [
        (1, on("2025-07-03"))
    ]
    told = why(ledger, row.id)
    assert [one.report.when.date for one in (*told.supports, *told.opposes)] == ["2025-07-03"] * 2 + ["2025-07-04"]


def test_standing_of_a_pair(filled: Ledger) -> None:
    now = standing(filled, "AFG", "RUS", on=on("2025-08-01"))
    assert {(row.source, row.dimension.value, row.state) for row in now} == {
        ("RUS", "recognition", "formal"),
        ("AFG", "recognition", "formal"),
        ("AFG", "relations", "established"),
    }
    assert standing(filled, "RUS", "FRA").rows == ()
    [disputed] = standing(filled, "NIC", "AFG")
    assert disputed.how == "1 for «none», 1 for «formal»"


def test_compare_tells_the_steps_and_the_climate(filled: Ledger) -> None:
    told = compare(filled, "RUS", "AFG", on("2021-08-15"), on("2025-07-10"))
    assert told.before == ()
    assert [(step.dimension.value, step.state) for step in told.steps] == [
        ("relations", "severed"),
        ("recognition", "formal"),
        ("recognition", "formal"),
        ("relations", "established"),
    ]
    assert [(month.month, month.acts, month.goldstein) for month in told.climate] == [
        ("2021-08", 1, -4.0),
        ("2025-07", 2, 4.75),
    ]
    with pytest.raises(InputError):
        compare(filled, "RUS", "AFG", on("2025-07-10"), on("2021-08-15"))


def test_why_leads_from_a_standing_to_the_words(filled: Ledger) -> None:
    for row in standing(filled, "RUS", "AFG"):
        told = why(filled, row.id)
        assert told.supports
        assert told.rule
        for one in told.supports:
            assert one.report.evidence.text in one.document.text
    told = why(filled, "NIC/recognition/AFG/2025-07-20")
    assert [one.report.status.value for one in (*told.supports, *told.opposes)] == ["denied", "asserted"]
    assert [step.kind for step in told.history] == ["add", "add"]


def test_why_of_an_event_and_of_a_report(filled: Ledger) -> None:
    for event in timeline(filled, "RUS", "AFG"):
        told = why(filled, event.id)
        assert told.supports == event.reports
        report = event.reports[0].report
        assert why(filled, report.id[:12]).supports[0].report == report


@pytest.mark.parametrize(
    "name",
    ["nothing", "00000000ffff", "RUS/recognise/AFG/2024-01-01", "RUS/recognition/AFG/2024-01-01", "A/meet/B/never"],
)
def test_an_id_of_nothing(filled: Ledger, name: str) -> None:
    with pytest.raises(NotFoundError):
        why(filled, name)


def test_answers_become_tables(filled: Ledger) -> None:
    answer = standing(filled, "RUS", "AFG")
    assert answer.to_arrow().num_rows == len(answer)
    frame = timeline(filled, "RUS", "AFG").to_pandas()
    assert sorted(frame["act"]) == ["establish-relations", "recognise", "sever-relations"]
    assert set(who(filled, "recognises", "AFG").to_pandas()["actor"]) == {"RUS", "NIC"}
