"""Indexes that the first bulk load of a ledger lays last, since keeping them up row by row takes much of its time."""

from __future__ import annotations

from sqlalchemy import Connection, Index, select

from comity.ledger import fulltext
from comity.ledger.schema import BY_SIDE, CLAIM, DOCUMENT, REPORT, SEARCHED

_LATE = ("ix_report_id", "claim_target")


def put_off(connection: Connection) -> None:
    """Drop the late indexes of a ledger that has no document yet; `lay` must follow once it is loaded."""
    if connection.execute(select(DOCUMENT.c.seq).limit(1)).first() is None:
        for index in _late():
            index.drop(connection, checkfirst=True)
        fulltext.put_off(connection)


def lay(connection: Connection) -> None:
    """Lay the late indexes that are not there."""
    for index in _late():
        index.create(connection, checkfirst=True)
    if fulltext.is_put_off(connection):
        fulltext.lay(connection)


def _late() -> list[Index]:
    return [
        *SEARCHED,
        *BY_SIDE,
        *(index for table in (REPORT, CLAIM) for index in table.indexes if index.name in _LATE),
    ]
