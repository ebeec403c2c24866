"""Documents, reports and claims checked against what was recorded of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Row, select

from comity.errors import DateError
from comity.ledger.problems import Problem
from comity.ledger.rows import ClaimRow, checksum, claim_rows, document_from, report_from
from comity.ledger.schema import CLAIM, DOCUMENT, REPORT
from comity.ledger.words import KnownWords, Vocabulary, Words
from comity.model.document import Document
from comity.model.report import Report

_CHUNK = 2_000
_UNREADABLE = (ValueError, KeyError, TypeError, IndexError, DateError)
"""What a changed byte makes the reading of a row raise."""


def report_problems(connection: Connection, words: Words) -> Iterator[Problem]:
    """Documents whose words changed, reports that are not as they were recorded, and claims that do not follow."""
    yield from _document_problems(connection)
    vocabulary = KnownWords(words, connection)
    expected = _Tally()
    for rows in _chunks(connection):
        documents = _documents(connection, {row.document for row in rows})
        for row in rows:
            yield from _row_problems(row, documents.get(row.document), vocabulary, expected)
    yield from _claim_problems(connection, expected)


class _Tally:
    """The claims that the reports make, added up, so that ten million need not be held at once."""

    def __init__(self) -> None:
        self.sum = 0

    def add(self, claim: ClaimRow) -> None:
        self.sum = (self.sum + hash(claim)) % 2**64


def _document_problems(connection: Connection) -> Iterator[Problem]:
    for row in connection.execute(select(DOCUMENT).execution_options(yield_per=_CHUNK)):
        try:
            whole = document_from(row).id == row.id
        except _UNREADABLE:
            whole = False
        if not whole:
            yield Problem(f"document {row.id}", "is not as it was recorded: its text or what is said of it changed")


def _chunks(connection: Connection) -> Iterator[list[Row[Any]]]:
    last = 0
    while rows := connection.execute(
        select(REPORT).where(REPORT.c.seq > last).order_by(REPORT.c.seq).limit(_CHUNK)
    ).all():
        yield list(rows)
        last = rows[-1].seq


def _documents(connection: Connection, numbers: set[int]) -> dict[int, Document]:
    """The documents of these numbers that can be read; the others are named apart."""
    found = {}
    for row in connection.execute(select(DOCUMENT).where(DOCUMENT.c.seq.in_(numbers))):
        with suppress(*_UNREADABLE):
            found[row.seq] = document_from(row)
    return found


def _row_problems(row: Row[Any], document: Document | None, words: Vocabulary, expected: _Tally) -> Iterator[Problem]:
    where = f"report {row.id}"
    if document is None:
        yield Problem(where, "rests on a document that is missing or cannot be read")
        return
    try:
        report = report_from(row, document, document.id, words)
        for claim in claim_rows(report, document.published, row.seq, row.known_from, words):
            expected.add(claim._replace(known_until=row.known_until))
    except _UNREADABLE:
        yield Problem(where, "cannot be read: its row changed")
        return
    if report.id != row.id or checksum(report) != row.checksum:
        yield Problem(where, f"is not as it was recorded: {_difference(report)}")


def _difference(report: Report) -> str:
    return f"it now rests on the words {report.evidence.text[:80]!r}"


def _claim_problems(connection: Connection, expected: _Tally) -> Iterator[Problem]:
    found = _Tally()
    for row in connection.execute(select(CLAIM).execution_options(yield_per=_CHUNK)):
        found.add(ClaimRow(*row))
    if found.sum != expected.sum:
        yield Problem("the table claim", "is not what the reports say")
