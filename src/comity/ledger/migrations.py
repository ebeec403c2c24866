"""The steps that bring a ledger up to date: each is applied and recorded in one transaction, once."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, inspect, select

from comity.clock import Clock
from comity.errors import LedgerFormatError
from comity.ledger import alerted, cut, foreseen, fulltext, watched
from comity.ledger.schema import BY_SIDE, INDEX_UNDATED, INDEXES_STANDING, METADATA, SEARCHED, STEP


def _tables(connection: Connection) -> None:
    METADATA.create_all(connection, checkfirst=False)


def _search(connection: Connection) -> None:
    fulltext.lay(connection)
    for index in SEARCHED:
        index.create(connection, checkfirst=True)


def _foreseen(connection: Connection) -> None:
    foreseen.METADATA.create_all(connection, checkfirst=False)


def _watched(connection: Connection) -> None:
    watched.METADATA.create_all(connection, checkfirst=False)


def _alerted(connection: Connection) -> None:
    alerted.METADATA.create_all(connection, checkfirst=False)


def _cut(connection: Connection) -> None:
    cut.METADATA.create_all(connection, checkfirst=False)
    fulltext.follow_changes(connection)


def _undated_claims(connection: Connection) -> None:
    INDEX_UNDATED.create(connection, checkfirst=True)


def _standings_by_days(connection: Connection) -> None:
    for name in ("standing_source", "standing_target"):
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
    for index in INDEXES_STANDING:
        index.create(connection, checkfirst=True)


def _by_side(connection: Connection) -> None:
    for index in BY_SIDE:
        index.create(connection, checkfirst=True)


STEPS: dict[str, Callable[[Connection], None]] = {
    "1 tables": _tables,
    "2 search": _search,
    "3 forecasts and what came of them": _foreseen,
    "4 feeds, articles and hosts": _watched,
    "5 alerts": _alerted,
    "6 documents cut to their evidence": _cut,
    "7 undated claims": _undated_claims,
    "8 standings by days": _standings_by_days,
    "9 the latest of one actor": _by_side,
}
"""Every step by name, in order; a step that has once been published never changes."""


def is_ledger(connection: Connection) -> bool:
    """Whether the database has ever been a ledger."""
    return inspect(connection).has_table(STEP.name)


def is_empty(connection: Connection) -> bool:
    """Whether the database has no table at all, so that a ledger can be laid in it."""
    return not inspect(connection).get_table_names()


def missing_steps(connection: Connection) -> list[str]:
    """The steps not yet applied, in order.

    Raises LedgerFormatError if the ledger has steps that this program does not know.
    """
    applied = applied_steps(connection) if is_ledger(connection) else []
    return [name for name in STEPS if name not in applied]


def applied_steps(connection: Connection) -> list[str]:
    """The steps that the ledger has, in order; raises LedgerFormatError as `missing_steps` does."""
    applied = set(connection.execute(select(STEP.c.name)).scalars())
    newer = sorted(applied - STEPS.keys())
    if newer:
        raise LedgerFormatError(
            f"The ledger was written by a newer version of Comity (step {newer[0]!r}); update Comity to open it."
        )
    return [name for name in STEPS if name in applied]


def lay(connection: Connection, steps: list[str]) -> None:
    """Apply `steps` without recording that they were, for a ledger whose rows, these among them, are copied in."""
    for name in steps:
        STEPS[name](connection)


def migrate(connection: Connection, clock: Clock) -> None:
    """Apply the missing steps within the transaction of `connection`."""
    for name in missing_steps(connection):
        STEPS[name](connection)
        connection.execute(insert(STEP).values(name=name, applied_at=clock().isoformat()))
