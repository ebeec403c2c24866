"""Many rows written at once, by the driver itself: what SQLAlchemy does for each row would take most of the time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.engine import Dialect

Values = tuple[Any, ...]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert `rows` into `table`, each with a value for every column, in their order."""
    if rows:
        connection.exec_driver_sql(_statement(table, connection.dialect), list(rows))


@cache
def _statement(table: Table, dialect: Dialect) -> str:
    return str(insert(table).compile(dialect=dialect))
