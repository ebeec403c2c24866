"""Documents and their reports on their way into the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select, update

from comity.ledger.bulk import insert_rows
from comity.ledger.close import close_reports
from comity.ledger.cut import is_cut
from comity.ledger.entry import Entry
from comity.ledger.rows import (
    ClaimRow,
    DocumentRow,
    ReportRow,
    check,
    checksum,
    claim_rows,
    document_row,
    report_row,
)
from comity.ledger.schema import CLAIM, DOCUMENT, REPORT
from comity.ledger.words import Vocabulary
from comity.model.document import Document
from comity.model.report import Report

Item = tuple[Document, Sequence[Report]]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a document did: its id, whether the ledger had not known it, and how many reports were new."""

    document: str
    new: bool
    reports: int


class Prepared(NamedTuple):
    """A document on its way with its id, and its reports by id, each with its checksum: what takes long to compute."""

    document_id: str
    document: Document
    reports: dict[str, tuple[Report, int]]


def prepared(item: Item) -> Prepared:
    """The document and the reports of `item`, each once.

    Raises InputError if a report does not rest on its document.
    """
    document, reports = item
    document_id = document.id
    for report in reports:
        check(report, document, document_id)
    return Prepared(document_id, document, {report.id: (report, checksum(report)) for report in reports})


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows that are yet to be written."""

    documents: list[DocumentRow] = field(default_factory=list)
    reports: list[ReportRow] = field(default_factory=list)
    claims: list[ClaimRow] = field(default_factory=list)

    def write(self, connection: Connection) -> None:
        """Write them, those first that others refer to."""
        insert_rows(connection, DOCUMENT, self.documents)
        insert_rows(connection, REPORT, self.reports)
        # In the order of the table's key, so that neighbours are written together.
        insert_rows(connection, CLAIM, sorted(self.claims, key=_KEY))


class Recorder:
    """Writes documents and reports into one entry; rows are gathered and written by `flush`.

    `touched` gathers the pairs of actors that new or closed reports speak of.
    """

    def __init__(self, entry: Entry) -> None:
        """Write into `entry`."""
        self.touched: set[Pair] = set()
        self._entry = entry
        self._words = Vocabulary(entry.words, entry.connection)
        self._rows = _Rows()
        self._flushing: Future[None] = Future()
        self._flushing.set_result(None)
        self._known: dict[str, int] = {}
        self._at: dict[str, list[int]] = {}

    def add_all(self, items: Sequence[Prepared]) -> list[Added]:
        """Record `items` in their order, and say for each what was new."""
        self._look_up(items)
        with ThreadPoolExecutor(1) as beside:
            added = []
            for item in items:
                added.append(self._add(item))
                if len(self._rows.reports) >= _ROWS:
                    self._flush_beside(beside)
            self.flush()
        return added

    def flush(self) -> None:
        """Write the rows gathered so far."""
        self._flushing.result()
        self._rows.write(self._entry.connection)
        self._rows = _Rows()

    def _flush_beside(self, beside: Executor) -> None:
        """Write the rows gathered so far while more are made."""
        self._flushing.result()
        self._flushing = beside.submit(self._rows.write, self._entry.connection)
        self._rows = _Rows()

    def put_report(self, document: Document, number: int, report: Report) -> None:
        """Gather rows for a report of the document that has `number`."""
        self._put_report(document, number, report.id, report, checksum(report))

    def _look_up(self, items: Sequence[Prepared]) -> None:
        ids = [item.document_id for item in items]
        addresses = [item.document.address for item in items if item.document.address]
        columns = (DOCUMENT.c.id, DOCUMENT.c.seq, DOCUMENT.c.address, DOCUMENT.c.known_until)
        live = DOCUMENT.c.address.in_(addresses) & DOCUMENT.c.known_until.is_(None)
        for row in self._entry.connection.execute(select(*columns).where(DOCUMENT.c.id.in_(ids) | live)):
            self._known[row.id] = row.seq
            if row.address and row.known_until is None:
                self._at.setdefault(row.address, []).append(row.seq)

    def _add(self, item: Prepared) -> Added:
        document_id, document, reports = item
        number = self._known.get(document_id)
        if number is not None:
            return Added(document_id, new=False, reports=self._add_reading(document, number, reports))
        self._supersede(document)
        number = self._put_document(document_id, document)
        for report_id, (report, digest) in reports.items():
            self._put_report(document, number, report_id, report, digest)
        return Added(document_id, new=True, reports=len(reports))

    def _put_document(self, document_id: str, document: Document) -> int:
        number = self._entry.next_document()
        self._rows.documents.append(document_row(document, document_id, number, self._entry.seq))
        self._entry.digest.add("document", document_id.encode())
        self._known[document_id] = number
        if document.address:
            self._at[document.address] = [number]
        return number

    def _put_report(self, document: Document, number: int, report_id: str, report: Report, digest: int) -> None:
        seq, entry = self._entry.next_report(), self._entry.seq
        self._rows.reports.append(report_row(report, report_id, digest, seq, number, entry, self._words))
        self._entry.digest.add("report", f"{report_id}{digest}".encode())
        claims = claim_rows(report, document.published, seq, entry, self._words)
        self._rows.claims.extend(claims)
        for claim in claims:
            self.touched.add((claim.source, claim.target))

    def _supersede(self, document: Document) -> None:
        earlier = self._at.get(document.address, []) if document.address else []
        if not earlier:
            return
        self.flush()
        connection = self._entry.connection
        known_until = {"known_until": self._entry.seq}
        connection.execute(update(DOCUMENT).where(DOCUMENT.c.seq.in_(earlier)).values(known_until))
        self._entry.closed("closed document", earlier)
        self.touched |= close_reports(self._entry, self._live_reports(REPORT.c.document.in_(earlier)))

    def _add_reading(self, document: Document, number: int, reports: dict[str, tuple[Report, int]]) -> int:
        """Record what is new in another reading of a document; readings by other versions of the reader end.

        A report that the ledger has met changes nothing, even if it was closed since: it may have been retracted.
        """
        self.flush()
        query = select(REPORT.c.id).where(REPORT.c.document == number)
        met = set(self._entry.connection.execute(query).scalars())
        new = {report_id: said for report_id, said in reports.items() if report_id not in met}
        if not new or not self._is_open(number):
            return 0
        readers = [self._words[reader] for reader in {report.reader for report, _ in reports.values()}]
        others = (REPORT.c.document == number) & REPORT.c.reader.not_in([*readers, *self._persons()])
        self.touched |= close_reports(self._entry, self._live_reports(others))
        for report_id, (report, digest) in new.items():
            self._put_report(document, number, report_id, report, digest)
        return len(new)

    def _persons(self) -> list[int]:
        return self._entry.words.starting(self._entry.connection, PERSON)

    def _is_open(self, number: int) -> bool:
        """Whether the document is known now, and whole: what was cut of it could bear no report."""
        query = select(DOCUMENT.c.known_until, DOCUMENT.c.text).where(DOCUMENT.c.seq == number)
        row = self._entry.connection.execute(query).one()
        return row.known_until is None and not is_cut(row.text)

    def _live_reports(self, condition: ColumnElement[bool]) -> list[int]:
        query = select(REPORT.c.seq).where(condition & REPORT.c.known_until.is_(None))
        return list(self._entry.connection.execute(query).scalars())


_KEY = attrgetter("source", "target", "first", "report")

_ROWS = 2_000
"""So many reports are written at once."""

PERSON = "person: "
"""How the reader of a report begins that a person wrote or corrected; a machine's reading never replaces those."""
