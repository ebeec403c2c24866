"""Reports and documents out of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from comity.ledger.rows import document_from, report_from
from comity.ledger.schema import DOCUMENT, ENTRY, REPORT
from comity.ledger.words import Vocabulary, Words
from comity.model.document import Document
from comity.model.report import Report

_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """A report as it stands in the ledger: its number, its document, and the entries it is known between."""

    seq: int
    report: Report
    document: Document
    document_seq: int
    known_from: int
    known_until: int | None


def load_reports(connection: Connection, words: Words, condition: ColumnElement[bool]) -> list[Loaded]:
    """The reports whose rows meet `condition`, in the order in which they were recorded."""
    rows = connection.execute(select(REPORT).where(condition).order_by(REPORT.c.seq)).all()
    documents = load_documents(connection, {row.document for row in rows})
    vocabulary = Vocabulary(words, connection)
    return [
        Loaded(
            row.seq,
            report_from(row, documents[row.document][1], documents[row.document][0], vocabulary),
            documents[row.document][1],
            row.document,
            row.known_from,
            row.known_until,
        )
        for row in rows
    ]


def load_numbered(connection: Connection, words: Words, numbers: Sequence[int]) -> list[Loaded]:
    """The reports of these numbers, in the order in which they were recorded."""
    return [
        loaded
        for chunk in _chunks(sorted(numbers))
        for loaded in load_reports(connection, words, REPORT.c.seq.in_(chunk))
    ]


def load_documents(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[str, Document]]:
    """The documents of these numbers with their ids, by number."""
    return {
        row.seq: (row.id, document_from(row))
        for chunk in _chunks(sorted(numbers))
        for row in connection.execute(select(DOCUMENT).where(DOCUMENT.c.seq.in_(chunk)))
    }


def entry_times(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """When these entries were made, by number."""
    return {
        row.seq: row.at
        for chunk in _chunks(sorted(numbers))
        for row in connection.execute(select(ENTRY.c.seq, ENTRY.c.at).where(ENTRY.c.seq.in_(chunk)))
    }


def _chunks(numbers: list[int]) -> Iterable[list[int]]:
    return (numbers[start : start + _CHUNK] for start in range(0, len(numbers), _CHUNK))
