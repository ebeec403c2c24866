"""What the ledger knew at a moment: the rows that were open after the last entry made by then."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from comity.ledger.entry import stamp
from comity.ledger.schema import ENTRY

AsKnown = date | datetime | None
"""The end of a day in UTC, a moment with its zone, or now."""


def last_entry(connection: Connection, as_known: AsKnown) -> int | None:
    """The number of the last entry made by `as_known`; None for now."""
    if as_known is None:
        return None
    before = ENTRY.c.at <= stamp(_moment(as_known))
    query = select(ENTRY.c.seq).where(before).order_by(ENTRY.c.at.desc(), ENTRY.c.seq.desc()).limit(1)
    return connection.execute(query).scalar() or 0


def is_known(table: Table, entry: int | None) -> ColumnElement[bool]:
    """The condition that a row of `table` was known after `entry`, None meaning now."""
    until: ColumnElement[Any] = table.c.known_until
    if entry is None:
        return until.is_(None)
    return (table.c.known_from <= entry) & (until.is_(None) | (until > entry))


def _moment(as_known: date | datetime) -> datetime:
    if isinstance(as_known, datetime):
        return as_known.astimezone(UTC)
    return datetime.combine(as_known, time(), UTC) + timedelta(days=1, microseconds=-1)
