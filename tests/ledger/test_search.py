from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from comity.errors import InputError
from comity.ledger import Ledger
from comity.ledger.documents import Sought, file, find_documents
from comity.ledger.fulltext import MOST_WORDS
from comity.ledger.pairs import timeline
from comity.ledger.search import Filters, find_events, find_reports
from comity.model.report import Status
from comity.ontology.acts import acts
from tests.ledger.conftest import Calendar
from tests.ledger.making import Item, on, said


def news(count: int, seed: int = 7) -> list[Item]:
    """Documents as news has them: some days exact, some months, some years, some undated, many told twice."""
    chance = random.Random(seed)
    items = []
    for number in range(count):
        day = on("2024-01-01") + timedelta(days=chance.randrange(60))
        told = chance.choice([str(day), str(day), str(day), str(day)[:7], str(day)[:4], None])
        one, two = chance.sample(["RUS", "AFG", "CHN", "USA"], 2)
        items.append(
            said(
                chance.choice(["recognise", "meet", "criticise"]),
                one,
                two,
                told,
                words=f"{one} and {two} on the matter number {number}, {chance.choice(['the embassy', 'a treaty'])}.",
                status=chance.choice(list(Status)),
                publisher=f"P{number % 3}",
                published=day + timedelta(days=1),
                confidence=chance.choice([0.3, 0.6, 0.9]),
            )
        )
    return items


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    ledger.add_many(news(120))
    return ledger


FILTERS = [
    Filters(),
    Filters(actor="RUS"),
    Filters(source="RUS", target="AFG"),
    Filters(act="recognise"),
    Filters(status=Status.DENIED),
    Filters(since=on("2024-01-20"), until=on("2024-02-10")),
    Filters(publisher="P1", confidence=0.5),
    Filters(actor="CHN", act="meet", status=Status.ASSERTED, confidence=0.6),
]


def meets(one: object, filters: Filters) -> bool:
    report, document = one.report, one.document  # type: ignore[attr-defined]
    sides = report.source_codes, report.target_codes
    if acts()[report.act].reciprocal:
        sides = (sides[0] + sides[1],) * 2
    first = on((report.when.date or "0001-01-01") + "-01-01"[len(report.when.date or "x" * 10) - 4 :])
    return all(
        (
            filters.actor is None or filters.actor in sides[0] + sides[1],
            filters.source is None or filters.source in sides[0],
            filters.target is None or filters.target in sides[1],
            filters.act is None or report.act == filters.act,
            filters.status is None or report.status == filters.status,
            filters.since is None or (report.when.date is not None and first >= filters.since),
            filters.until is None or first <= filters.until,
            filters.publisher is None or document.publisher == filters.publisher,
            report.confidence >= filters.confidence,
        )
    )


def all_reports(ledger: Ledger) -> list[object]:
    found: dict[str, object] = {}
    for code in ("RUS", "AFG", "CHN", "USA"):
        found |= {one.report.id: one for one in ledger.reports(code)}
    return list(found.values())


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_reports_are_those_that_meet_the_filters(full: Ledger, filters: Filters) -> None:
    wanted = {one.report.id for one in all_reports(full) if meets(one, filters)}  # type: ignore[attr-defined]
    found = find_reports(full, filters, limit=1000)
    assert {one.report.id for one in found} == wanted
    assert len(wanted) == len(found) and (found.after is None)


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_pages_are_the_whole_cut_in_pieces(full: Ledger, filters: Filters) -> None:
    whole = [one.report.id for one in find_reports(full, filters, limit=1000)]
    events = [one.id for one in find_events(full, filters, limit=1000)]
    for size in (1, 7, 40):
        assert [one.report.id for one in walked(find_reports, full, filters, size)] == whole
        assert [one.id for one in walked(find_events, full, filters, size)] == events


def walked(find: object, ledger: Ledger, filters: Filters, size: int) -> list[object]:
    found, after = [], None
    while True:
        page = find(ledger, filters, after=after, limit=size)  # type: ignore[operator]
        assert len(page) <= size
        found += page.rows
        after = page.after
        if after is None:
            return found


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_events_are_the_timelines_with_a_report_that_meets_the_filters(full: Ledger, filters: Filters) -> None:
    pairs = [("RUS", "AFG"), ("RUS", "CHN"), ("RUS", "USA"), ("AFG", "CHN"), ("AFG", "USA"), ("CHN", "USA")]
    wanted = {
        event.id: event
        for one, two in pairs
        for event in timeline(full, one, two, limit=None)
        if any(meets(told, filters) for told in event.reports)
    }
    found = {event.id: event for event in find_events(full, filters, limit=1000)}
    assert found == wanted


def test_words_that_the_ledger_never_met_find_nothing(full: Ledger) -> None:
    assert not find_events(full, Filters(actor="FJI"))
    assert not find_reports(full, Filters(act="annex"))
    assert not find_documents(full, Sought(publisher="nobody"))


def test_documents_by_their_words_and_publication(full: Ledger) -> None:
    assert len(find_documents(full, Sought("embassies number"), limit=200)) == len(
        find_documents(full, Sought("EMBASSY"), limit=200)
    )
    [one] = find_documents(full, Sought("matter 17"))
    assert "number 17," in one.text
    found = find_documents(full, Sought("treaty", "P1", on("2024-01-10"), on("2024-02-10")), limit=200)
    assert found and all(
        "treaty" in one.text and one.publisher == "P1" and on("2024-01-10") <= one.published <= on("2024-02-10")  # type: ignore[operator]
        for one in found
    )


def test_pages_of_documents(full: Ledger) -> None:
    for sought in (Sought(), Sought("treaty")):
        whole = [one.id for one in find_documents(full, sought, limit=500)]
        found, after = [], None
        while True:
            page = find_documents(full, sought, after=after, limit=9)
            found += [one.id for one in page]
            after = page.after
            if after is None:
                break
        assert found == whole


@pytest.mark.parametrize(
    "words", ['"', "—", "a AND (b", "x*", "NEAR(", "title:", "a\0b", "'; DROP TABLE document", "%"]
)
def test_signs_are_only_signs(full: Ledger, words: str) -> None:
    find_documents(full, Sought(words))
    assert find_documents(full, Sought("treaty"))


def test_too_many_words_in_a_sentence(full: Ledger) -> None:
    with pytest.raises(InputError, match="30 words at most"):
        find_documents(full, Sought("a " * (MOST_WORDS + 1)))


@pytest.mark.parametrize("after", ["", "x", "1", "1.2.3", "-1.2", "1.99999999999"])
def test_a_place_that_no_page_gave(full: Ledger, after: str) -> None:
    with pytest.raises(InputError, match="is no place to go on from"):
        find_reports(full, Filters(), after=after)


def test_search_as_known(ledger: Ledger, calendar: Calendar) -> None:
    calendar.set(2025, 1, 1)
    ledger.add(*said("meet", "RUS", "AFG", "2024-12-30", address="https://example.org/1", title="First"))
    calendar.set(2025, 2, 1)
    ledger.add(*said("visit", "RUS", "AFG", "2024-12-30", address="https://example.org/1", title="Second"))
    january = date(2025, 1, 15)
    assert [one.report.act for one in find_reports(ledger, Filters())] == ["visit"]
    assert [one.report.act for one in find_reports(ledger, Filters(), as_known=january)] == ["meet"]
    assert [one.act for one in find_events(ledger, Filters(), as_known=january)] == ["meet"]
    assert [one.title for one in find_documents(ledger, Sought(), as_known=january)] == ["First"]


def test_a_document_with_what_was_read_in_it(ledger: Ledger) -> None:
    document, reports = said("meet", "RUS", "AFG", "2024-12-30")
    ledger.add(document, reports)
    filed = file(ledger, document.id)
    assert filed.document == document
    assert [one.report for one in filed.reports] == reports
