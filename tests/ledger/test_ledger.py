"""Adding documents, and asking for their reports."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from comity.errors import InputError, NotFoundError
from comity.ledger import Ledger, open_ledger
from comity.ledger.audit import verify
from comity.ledger.pairs import standing
from comity.model.document import Document, Span
from comity.model.report import Precision, When
from tests.ledger.conftest import Calendar
from tests.ledger.making import Item, mention, on, report, said


def test_a_report_comes_back_as_it_was_given(ledger: Ledger) -> None:
    text = "Moscow said on Thursday that RUS had recognised AFG, ESP and ITA."
    document = Document(text, "A title", "https://example.org/1", "An agency", on("2025-07-04"))
    given = dataclasses.replace(
        report(document, "recognise", "RUS", "AFG ESP ITA", "2025-07-03", contexts=("diplomatic", "legal")),
        when=When("2025-07-03", Precision.DAY, Span.of(text, 15, 23), "a note"),
        according_to=mention(text, "Moscow", "RUS"),
        confidence=0.8125,
        uncertain=True,
    )
    assert ledger.add(document, [given]).reports == 1
    [kept] = ledger.reports("RUS", "ITA")
    assert (kept.report, kept.document) == (given, document)
    assert ledger.document(document.id) == document


def test_adding_again_changes_nothing(ledger: Ledger) -> None:
    document, reports = said("recognise", "RUS", "AFG", "2025-07-03")
    first = ledger.add(document, reports)
    again = ledger.add(document, reports)
    assert (first.new, first.reports) == (True, 1)
    assert (again.document, again.new, again.reports) == (document.id, False, 0)
    assert len(ledger.reports("RUS", "AFG")) == 1


def test_a_changed_text_at_one_address_is_a_new_version(ledger: Ledger, calendar: Calendar) -> None:
    early, early_reports = said("recognise", "RUS", "AFG", "2025-07-03", address="https://example.org/1")
    late, late_reports = said("visit", "RUS", "AFG", "2025-07-03", address="https://example.org/1")
    ledger.add(early, early_reports)
    calendar.set(2025, 8, 1)
    assert ledger.add(late, late_reports).new
    assert [kept.report.act for kept in ledger.reports("RUS", "AFG")] == ["visit"]
    assert [kept.report.act for kept in ledger.reports("RUS", "AFG", as_known=on("2025-07-31"))] == ["recognise"]
    assert ledger.add(early, early_reports).reports == 0, "what the ledger has met changes nothing"
    assert ledger.document(early.id) == early


def test_another_reader_s_reading_replaces_the_earlier(ledger: Ledger) -> None:
    document, [one] = said("visit", "RUS", "AFG", "2025-07-03")
    two = dataclasses.replace(one, act="meet", reader="test 2")
    ledger.add(document, [one])
    assert ledger.add(document, [two]).reports == 1
    assert [kept.report.act for kept in ledger.reports("RUS")] == ["meet"]
    assert ledger.add(document, [one]).reports == 0


def test_reports_are_found_by_either_side_and_day(ledger: Ledger) -> None:
    for item in (
        said("visit", "RUS", "AFG", "2025-07-05"),
        said("criticise", "AFG", "RUS", "2025-07-03"),
        said("meet", "RUS", "CHN", "2025-07"),
        said("aid", "CHN", "AFG"),
    ):
        ledger.add(*item)
    acts = lambda found: [kept.report.act for kept in found]  # noqa: E731
    assert acts(ledger.reports("RUS", "AFG")) == ["criticise", "visit"]
    assert acts(ledger.reports("AFG", "RUS", on=on("2025-07-04"))) == ["criticise"]
    assert acts(ledger.reports("AFG")) == ["aid", "criticise", "visit"]
    assert acts(ledger.reports("AFG", limit=2)) == ["criticise", "visit"]
    assert acts(ledger.reports("CHN")) == ["aid", "meet"]
    assert ledger.reports("FRA") == []


def test_many_documents_go_in_by_batches(ledger: Ledger) -> None:
    items = [said("visit", "RUS", "AFG", f"2025-07-{day:02}") for day in range(1, 31)]
    assert ledger.add_many(items * 2, batch=7) == 30
    assert len(ledger.reports("RUS", "AFG")) == 30


def test_a_batch_that_is_written_while_it_is_made_is_as_small_ones(url: str, new_url: Callable[[], str]) -> None:
    """Of some addresses there are two versions, far apart in the batch; two documents come twice."""
    items = [many_said(number, address=f"https://example.org/{number % 200}") for number in range(250)]
    with open_ledger(url) as large, open_ledger(new_url()) as small:
        assert large.add_many([*items, items[3], items[240]], batch=len(items) + 2) == len(items)
        assert small.add_many(items, batch=20) == len(items)
        assert [kept.report for kept in large.reports("RUS")] == [kept.report for kept in small.reports("RUS")]
        assert standing(large, "RUS", "AFG") == standing(small, "RUS", "AFG")
        assert verify(large).problems == ()


def many_said(number: int, *, address: str) -> Item:
    """A document with ten reports."""
    day = f"{1900 + number % 100}-{1 + number // 100:02}-03"
    document = Document(f"{number}: RUS and AFG on {day}.", address=address)
    acts = ("visit", "meet", "recognise", "criticise", "praise")
    readers = ("test 1", "person: Ada")
    return document, [report(document, act, "RUS", "AFG", day, reader=reader) for act in acts for reader in readers]


def test_adds_at_once_all_succeed(url: str) -> None:
    items = [said("visit", "RUS", "AFG", f"2025-07-{day:02}") for day in range(1, 11)] * 3

    def add(item: tuple[Document, list]) -> bool:  # type: ignore[type-arg]
        with open_ledger(url) as opened:
            return opened.add(*item).new

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(add, items)) == 10
    with open_ledger(url) as opened:
        assert len(opened.reports("RUS")) == 10


def test_a_report_must_rest_on_its_document(ledger: Ledger) -> None:
    document, [good] = said("visit", "RUS", "AFG", "2025-07-03")
    for bad in (
        dataclasses.replace(good, evidence=Span(0, 3, "FRA")),
        dataclasses.replace(good, document="0" * 32),
        dataclasses.replace(good, when=When("2025-02-30", Precision.DAY)),
        dataclasses.replace(good, when=When("2025-02", Precision.DAY)),
    ):
        with pytest.raises(InputError):
            ledger.add(document, [good, bad])
    assert ledger.reports("RUS") == []
    with pytest.raises(NotFoundError):
        ledger.document(document.id)
