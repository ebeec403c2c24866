"""The documents of a ledger: found by their words, and each with what was read in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from comity.ledger.fulltext import with_words
from comity.ledger.knowledge import AsKnown, is_known, last_entry
from comity.ledger.ledger import Ledger
from comity.ledger.load import load_reports
from comity.ledger.page import Page, cursor, place_of
from comity.ledger.rows import document_from
from comity.ledger.schema import DOCUMENT, REPORT
from comity.ledger.search import ROWS
from comity.ledger.view import document, recorded
from comity.model.document import Document
from comity.model.event import Recorded


@dataclass(frozen=True, slots=True)
class Sought:
    """What documents must meet: they hold all of `words`, `publisher` published them, from `since` to `until`."""

    words: str = ""
    publisher: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A document with the reports of it that were known, in the order of the text."""

    document: Document
    reports: tuple[Recorded, ...]


def find_documents(
    ledger: Ledger, sought: Sought, *, after: str | None = None, limit: int = ROWS, as_known: AsKnown = None
) -> Page[Document]:
    """The documents that meet `sought`, the latest recorded first; of a changed text, the version then known."""
    _, before = place_of(after)
    with ledger.reading() as connection:
        known = is_known(DOCUMENT, last_entry(connection, as_known))
        query = _published(select(DOCUMENT).where(DOCUMENT.c.seq < before, known), sought)
        if sought.words.strip():
            query = with_words(query, sought.words, connection.dialect.name, before)
        else:
            query = query.order_by(DOCUMENT.c.seq.desc())
        rows = connection.execute(query.limit(limit)).all()
        return Page(tuple(map(document_from, rows)), cursor([(0, row.seq) for row in rows], limit))


def file(ledger: Ledger, document_id: str, *, as_known: AsKnown = None) -> Filed:
    """The document of that id with its reports; raises NotFoundError if there is none."""
    with ledger.reading() as connection:
        found = document(connection, document_id)
        return Filed(found, _reports(connection, ledger, document_id, last_entry(connection, as_known)))


def _published(query: Select[Any], sought: Sought) -> Select[Any]:
    if sought.publisher is not None:
        query = query.where(DOCUMENT.c.publisher == sought.publisher)
    if sought.since:
        query = query.where(DOCUMENT.c.published >= sought.since.isoformat())
    if sought.until:
        query = query.where(DOCUMENT.c.published <= sought.until.isoformat())
    return query


def _reports(connection: Connection, ledger: Ledger, document_id: str, entry: int) -> tuple[Recorded, ...]:
    own = REPORT.c.document == select(DOCUMENT.c.seq).where(DOCUMENT.c.id == document_id).scalar_subquery()
    found = recorded(connection, load_reports(connection, ledger.words, own & is_known(REPORT, entry)))
    return tuple(sorted(found.values(), key=lambda one: (one.report.evidence.start, one.report.trigger.start)))
