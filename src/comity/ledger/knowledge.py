"""What the ledger knew at a moment: the rows that were open after the last entry made by then."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Table, bindparam, select

from comity.ledger.entry import stamp
from comity.ledger.schema import ENTRY

AsKnown = date | datetime | None
"""The end of a day in UTC, a moment with its zone, or now."""


NOW = 2**31 - 1
"""An entry after all others: what is known after it is known now."""


def last_entry(connection: Connection, as_known: AsKnown) -> int:
    """The number of the last entry made by `as_known`, 0 if there was none; NOW for now."""
    if as_known is None:
        return NOW
    return connection.execute(_LAST, {"moment": stamp(_moment(as_known))}).scalar() or 0


def is_known(table: Table, entry: int | BindParameter[int]) -> ColumnElement[bool]:
    """The condition that a row of `table` was known after `entry`."""
    until: ColumnElement[Any] = table.c.known_until
    return (table.c.known_from <= entry) & (until.is_(None) | (until > entry))


_LAST = (
    select(ENTRY.c.seq)
    .where(ENTRY.c.at <= bindparam("moment"))
    .order_by(ENTRY.c.at.desc(), ENTRY.c.seq.desc())
    .limit(1)
)


def _moment(as_known: date | datetime) -> datetime:
    if isinstance(as_known, datetime):
        return as_known.astimezone(UTC)
    return datetime.combine(as_known, time(), UTC) + timedelta(days=1, microseconds=-1)
