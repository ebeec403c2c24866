"""Amending the ledger: reports are closed and others written in one entry, and the standing is drawn anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from comity.ledger.close import close_reports
from comity.ledger.draw import draw
from comity.ledger.entry import Entry
from comity.ledger.load import Loaded
from comity.ledger.record import Recorder
from comity.ledger.schema import REPORT
from comity.model.document import Document
from comity.model.report import Report


@dataclass(frozen=True, slots=True)
class Written:
    """A report to be written, with its document and the document's number."""

    document: Document
    document_seq: int
    report: Report

    @classmethod
    def again(cls, loaded: Loaded) -> Written:
        """A closed report, to be known again."""
        return cls(loaded.document, loaded.document_seq, loaded.report)


def amend(entry: Entry, closing: Sequence[int], writing: Iterable[Written]) -> None:
    """Close the live reports of these numbers and write others; what is known already is not written twice."""
    recorder = Recorder(entry)
    touched = close_reports(entry, closing)
    new = {one.report.id: one for one in writing}
    for one in new.values():
        if not _is_live(entry, one.report.id):
            recorder.put_report(one.document, one.document_seq, one.report)
    recorder.flush()
    draw(entry, touched | recorder.touched)


def _is_live(entry: Entry, report_id: str) -> bool:
    query = select(REPORT.c.seq).where(REPORT.c.id == report_id, REPORT.c.known_until.is_(None))
    return entry.connection.execute(query).first() is not None
