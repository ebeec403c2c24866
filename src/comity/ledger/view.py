"""Reading the ledger: documents and reports as they were known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from comity.errors import NotFoundError
from comity.ledger import days
from comity.ledger.claims import either_way
from comity.ledger.knowledge import AsKnown, is_known, last_entry
from comity.ledger.load import Loaded, entry_times, load_numbered
from comity.ledger.rows import document_from
from comity.ledger.schema import CLAIM, DOCUMENT
from comity.ledger.words import Words
from comity.model.document import Document
from comity.model.event import Recorded


@dataclass(frozen=True, slots=True)
class Bounds:
    """What to leave out: what happened after `on`, what was learned after `as_known`, all but the latest `limit`."""

    on: date | None = None
    as_known: AsKnown = None
    limit: int | None = None


def document(connection: Connection, document_id: str) -> Document:
    """The document of that id; raises NotFoundError if there is none."""
    row = connection.execute(select(DOCUMENT).where(DOCUMENT.c.id == document_id)).first()
    if row is None:
        raise NotFoundError(f"The ledger has no document {document_id}.")
    return document_from(row)


def reports(connection: Connection, words: Words, actor: str, other: str | None, bounds: Bounds) -> list[Recorded]:
    """The reports that name `actor` and, if given, `other` on the other side, by day and number."""
    one = words.known(connection, actor)
    two = words.known(connection, other) if other is not None else None
    if one is None or (other is not None and two is None):
        return []
    rows = connection.execute(_claims(connection, _between(one, two), bounds)).all()
    order = {row.report: place for place, row in enumerate(reversed(rows))}
    found = recorded(connection, load_numbered(connection, words, list(order)))
    return [found[number] for number in sorted(order, key=order.__getitem__)]


def recorded(connection: Connection, loaded: Sequence[Loaded]) -> dict[int, Recorded]:
    """The reports with the moments they were known between, by number."""
    entries = {one.known_from for one in loaded} | {one.known_until for one in loaded if one.known_until is not None}
    times = {number: datetime.fromisoformat(at) for number, at in entry_times(connection, entries).items()}
    return {
        one.seq: Recorded(
            one.report,
            one.document,
            times[one.known_from],
            times[one.known_until] if one.known_until is not None else None,
        )
        for one in loaded
    }


def _between(one: int, two: int | None) -> ColumnElement[bool]:
    if two is None:
        return or_(CLAIM.c.source == one, CLAIM.c.target == one)
    return either_way(CLAIM, one, two)


def _claims(connection: Connection, sides: ColumnElement[bool], bounds: Bounds) -> Select[Any]:
    query = select(CLAIM.c.first, CLAIM.c.report).distinct()
    query = query.where(sides, is_known(CLAIM, last_entry(connection, bounds.as_known)))
    if bounds.on is not None:
        query = query.where(CLAIM.c.first <= days.number(bounds.on))
    return query.order_by(CLAIM.c.first.desc(), CLAIM.c.report.desc()).limit(bounds.limit)
