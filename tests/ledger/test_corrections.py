"""Retracting, correcting, asserting, reviewing, and undoing each of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from comity.errors import InputError, NotFoundError
from comity.ledger import Ledger
from comity.ledger.audit import verify
from comity.ledger.correct import Change, Fact, assert_fact, correct, retract, undo
from comity.ledger.pairs import standing, timeline
from comity.ledger.review import accept, refuse, review
from comity.ledger.why import why
from comity.model.report import Status
from tests.ledger.conftest import Calendar
from tests.ledger.making import on, said

BY = {"reason": "it was a hoax", "by": "Ada"}


def told(ledger: Ledger) -> list[tuple[str, str, str]]:
    return [(row.dimension.value, row.state, str(row.start)) for row in standing(ledger, "RUS", "AFG")]


RECOGNISED = [("recognition", "formal", "2025-07-03")]


@pytest.fixture
def recognised(ledger: Ledger) -> Ledger:
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03"))
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03", words="RUS now does recognise AFG, papers say."))
    return ledger


@pytest.mark.parametrize("name", ["RUS/recognise/AFG/2025-07-03", "RUS/recognition/AFG/2025-07-03"])
def test_an_event_or_a_standing_is_retracted_and_undone(recognised: Ledger, name: str, calendar: Calendar) -> None:
    calendar.set(2025, 8, 1)
    entry = retract(recognised, name, **BY)
    assert told(recognised) == []
    assert len(timeline(recognised, "RUS", "AFG")) == 0
    assert standing(recognised, "RUS", "AFG", as_known=on("2025-07-31")).rows != ()
    with pytest.raises((InputError, NotFoundError)):
        retract(recognised, name, **BY)
    again = undo(recognised, entry, **BY)
    assert told(recognised) == RECOGNISED
    assert len(timeline(recognised, "RUS", "AFG").rows[0].reports) == 2
    undo(recognised, again, **BY)
    assert told(recognised) == []
    assert verify(recognised).problems == ()


def test_one_report_is_retracted_and_what_rests_on_others_stays(recognised: Ledger) -> None:
    report = recognised.reports("RUS")[0].report
    entry = retract(recognised, report.id, **BY)
    assert told(recognised) == RECOGNISED
    assert len(recognised.reports("RUS")) == 1
    step = why(recognised, report.id).history[-1]
    assert (step.entry, step.kind, step.by, step.reason) == (entry, "retract", "Ada", "it was a hoax")
    with pytest.raises(InputError, match="undo"):
        retract(recognised, report.id, **BY)


def test_retracted_reports_do_not_come_back_with_their_document(recognised: Ledger) -> None:
    retract(recognised, "RUS/recognise/AFG/2025-07-03", **BY)
    recognised.add(*said("recognise", "RUS", "AFG", "2025-07-03"))
    assert told(recognised) == []


def test_a_correction_puts_another_reading_in_place_of_the_first(recognised: Ledger) -> None:
    entry = correct(recognised, "RUS/recognise/AFG/2025-07-03", Change(when="2025-07-02", source=("BLR",)), **BY)
    assert told(recognised) == []
    [row] = standing(recognised, "BLR", "AFG")
    assert (row.state, str(row.start), row.supports) == ("formal", "2025-07-02", 2)
    report = recognised.reports("BLR")[0].report
    assert (report.reader, report.source[0].reason) == ("person: Ada", "corrected by Ada")
    undo(recognised, entry, **BY)
    assert told(recognised) == RECOGNISED
    assert standing(recognised, "BLR", "AFG").rows == ()
    assert verify(recognised).problems == ()


def test_a_standing_is_corrected_by_its_date(recognised: Ledger) -> None:
    correct(recognised, "RUS/recognition/AFG/2025-07-03", Change(when="2025-07"), **BY)
    assert told(recognised) == [("recognition", "formal", "2025-07-01")]
    correct(recognised, "RUS/recognition/AFG/2025-07-01", Change(status=Status.DENIED), **BY)
    assert told(recognised) == []


def test_a_fact_is_asserted_with_its_source_and_undone(ledger: Ledger) -> None:
    fact = Fact(
        "recognise", "RUS", "AFG", "2025-07-03", "Russia accepted the letters.", "https://example.org", "Agency"
    )
    entry = assert_fact(ledger, fact, **BY)
    assert told(ledger) == RECOGNISED
    [one] = why(ledger, "RUS/recognition/AFG/2025-07-03").supports
    assert (one.report.evidence.text, one.document.address) == ("Russia accepted the letters.", "https://example.org")
    undo(ledger, entry, **BY)
    assert told(ledger) == []
    assert_fact(ledger, fact, **BY)
    assert told(ledger) == RECOGNISED
    assert verify(ledger).problems == ()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda ledger: retract(ledger, "RUS/recognise/AFG/2025-07-03", reason=" ", by="Ada"),
        lambda ledger: retract(ledger, "RUS/recognise/AFG/2025-07-03", reason="why", by=""),
        lambda ledger: correct(ledger, "RUS/recognise/AFG/2025-07-03", Change(act="love"), **BY),
        lambda ledger: correct(ledger, "RUS/recognise/AFG/2025-07-03", Change(when="2025-02-30"), **BY),
        lambda ledger: assert_fact(ledger, Fact("recognise", "RUS", "AFG", "soon"), **BY),
        lambda ledger: undo(ledger, 1, **BY),
    ],
)
def test_what_cannot_be_corrected_changes_nothing(recognised: Ledger, attempt: Callable[[Ledger], int]) -> None:
    with pytest.raises(InputError):
        attempt(recognised)
    assert told(recognised) == RECOGNISED


def test_what_is_not_there_cannot_be_undone(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError):
        undo(ledger, 99, **BY)


def test_an_uncertain_report_waits_for_review(ledger: Ledger) -> None:
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03", uncertain=True))
    ledger.add(*said("visit", "RUS", "AFG", "2025-07-03", uncertain=True))
    assert told(ledger) == []
    [doubt] = review(ledger)
    assert doubt.would == ("RUS toward AFG: recognition formal",)
    entry = accept(ledger, doubt.report, by="Ada")
    assert told(ledger) == RECOGNISED
    assert len(review(ledger)) == 0
    undo(ledger, entry, **BY)
    assert told(ledger) == []
    entry = refuse(ledger, doubt.report, by="Ada")
    assert len(review(ledger)) == 0
    undo(ledger, entry, **BY)
    assert len(review(ledger)) == 1
    assert verify(ledger).problems == ()


def test_an_uncertain_report_of_what_is_known_is_not_reviewed(recognised: Ledger) -> None:
    recognised.add(*said("recognise", "RUS", "AFG", "2025-08-03", uncertain=True))
    assert len(review(recognised)) == 0


def test_an_undated_report_waits_for_a_date(ledger: Ledger) -> None:
    ledger.add(*said("recognise", "RUS", "AFG", words="RUS did recognise AFG.", published=on("2025-05-04")))
    ledger.add(*said("recognise", "CHN", "AFG", words="CHN denied to recognise AFG.", status="denied"))
    assert told(ledger) == []
    [doubt] = review(ledger)
    assert (doubt.undated, doubt.would) == (True, ("RUS toward AFG: recognition formal",))
    with pytest.raises(InputError, match="gives no date"):
        accept(ledger, doubt.report, by="Ada")
    with pytest.raises(InputError):
        accept(ledger, doubt.report, by="Ada", when="soon")
    entry = accept(ledger, doubt.report, by="Ada", when="2025-05-03")
    assert told(ledger) == [("recognition", "formal", "2025-05-03")]
    assert len(review(ledger)) == 0
    undo(ledger, entry, **BY)
    assert told(ledger) == []
    refuse(ledger, doubt.report, by="Ada")
    assert len(review(ledger)) == 0
    assert verify(ledger).problems == ()


def test_an_undated_report_of_what_others_date_is_not_reviewed(recognised: Ledger) -> None:
    recognised.add(*said("recognise", "RUS", "AFG", words="So RUS chose to recognise AFG.", published=on("2025-07-05")))
    assert len(review(recognised)) == 0
