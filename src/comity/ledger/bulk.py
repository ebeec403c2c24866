"""Many rows written at once, by the driver itself: what SQLAlchemy does for each row would take most of the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.engine import Dialect


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows`, at least two columns each and all with the same ones, into `table`."""
    statement, order = _statement(table, connection.dialect, tuple(rows[0]))
    values = [itemgetter(*order)(row) for row in rows] if order else list(rows)
    connection.exec_driver_sql(statement, values)


@cache
def _statement(table: Table, dialect: Dialect, columns: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The statement, and the columns in the order of its places; none where it has names instead."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    return str(compiled), tuple(compiled.positiontup or ()) if compiled.positional else ()
