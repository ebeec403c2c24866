"""Old documents cut to their evidence: what is given up, and that nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from comity.errors import InputError
from comity.ledger import Ledger
from comity.ledger.audit import verify
from comity.ledger.correct import Change, correct
from comity.ledger.documents import Sought, find_documents
from comity.ledger.retain import Retained, retain
from comity.ledger.schema import DOCUMENT
from comity.model.document import Document, Span
from tests.ledger.conftest import Calendar
from tests.ledger.making import Item, report

AROUND = "Nothing of this was ever reported by anybody, marmalade apart. "
LATER = date(2026, 1, 1)


def within(act: str, number: int, **fields: object) -> Item:
    """A long document with one sentence that a report rests on."""
    words = f"RUS did {act} AFG, says note {number}."
    document = Document(AROUND * 5 + words + AROUND * 5, address=f"https://example.org/{number}")
    made = report(document, act, "RUS", "AFG", "2025-05-03", **fields)
    start = document.text.index(words)
    evidence = Span.of(document.text, start, start + len(words))
    return document, [replace(made, evidence=evidence, trigger=evidence)]


def kept(ledger: Ledger, before: date = LATER, *, apply: bool = True) -> Retained:
    return retain(ledger, before, apply=apply, by="me", reason="policy")


def test_evidence_hashes_and_verification_stay_and_the_rest_is_gone(ledger: Ledger) -> None:
    visit, moving = within("visit", 1), within("recognise", 2)
    silent = Document(AROUND * 5)
    for document, reports in (visit, moving, (silent, [])):
        ledger.add(document, reports)
    before = ledger.reports("RUS")
    counted = kept(ledger, apply=False)
    assert counted.documents == 2
    assert ledger.document(visit[0].id) == visit[0]
    assert kept(ledger) == counted
    assert [(one.report, one.known_from) for one in ledger.reports("RUS")] == [
        (one.report, one.known_from) for one in before
    ]
    assert verify(ledger).problems == ()
    cut = ledger.document(visit[0].id)
    assert cut.id == visit[0].id
    assert (cut.text.strip(), len(cut.text)) == ("RUS did visit AFG, says note 1.", len(visit[0].text))
    assert ledger.document(silent.id).text.strip() == ""
    assert ledger.document(moving[0].id) == moving[0]
    assert kept(ledger).documents == 0
    assert not stored_anywhere(ledger, visit[0])


def stored_anywhere(ledger: Ledger, document: Document) -> bool:
    with ledger.reading() as connection:
        texts = connection.execute(select(DOCUMENT.c.text).where(DOCUMENT.c.id == document.id)).scalars()
        return any("marmalade" in text for text in texts)


def test_only_what_was_recorded_before_the_day(ledger: Ledger, calendar: Calendar) -> None:
    calendar.set(2025, 6, 10)
    ledger.add(*within("visit", 1))
    calendar.set(2025, 6, 11)
    ledger.add(*within("visit", 2))
    assert kept(ledger, date(2025, 6, 10)).documents == 0
    assert kept(ledger, date(2025, 6, 11)).documents == 1


def test_what_a_person_wrote_stays_whole(ledger: Ledger) -> None:
    document, reports = within("visit", 1)
    ledger.add(document, reports)
    correct(ledger, reports[0].id, Change(when="2025-05-04"), reason="the day before", by="me")
    assert kept(ledger).documents == 0


def test_a_cut_document_takes_no_other_reading_and_can_be_corrected(ledger: Ledger) -> None:
    document, reports = within("visit", 1)
    ledger.add(document, reports)
    kept(ledger)
    assert ledger.add(document, [replace(reports[0], reader="another 2")]).reports == 0
    correct(ledger, reports[0].id, Change(when="2025-05-04"), reason="the day before", by="me")
    assert [one.report.when.date for one in ledger.reports("RUS")] == ["2025-05-04"]
    assert verify(ledger).problems == ()


def test_words_are_found_no_more_but_those_of_the_evidence(ledger: Ledger) -> None:
    ledger.add(*within("visit", 1))
    assert len(find_documents(ledger, Sought(words="marmalade")).rows) == 1
    kept(ledger)
    assert len(find_documents(ledger, Sought(words="marmalade")).rows) == 0
    assert len(find_documents(ledger, Sought(words="note")).rows) == 1


@pytest.mark.parametrize("change", [{"title": "Another"}, {"text": "\x1fcut\x1f[615]"}, {"text": "whole again"}])
def test_a_cut_document_that_is_changed_is_found_out(ledger: Ledger, change: dict[str, str]) -> None:
    ledger.add(*within("visit", 1))
    kept(ledger)
    with ledger.noting() as connection:
        connection.execute(update(DOCUMENT).values(**change))
    assert verify(ledger).problems != ()


def test_a_text_that_looks_as_if_it_were_cut_is_not_recorded(ledger: Ledger) -> None:
    with pytest.raises(InputError, match="which no text may"):
        ledger.add(Document("\x1fcut\x1f[3]"), [])


def test_it_needs_a_reason(ledger: Ledger) -> None:
    with pytest.raises(InputError, match="needs a reason"):
        retain(ledger, LATER, apply=True, by="me", reason=" ")
