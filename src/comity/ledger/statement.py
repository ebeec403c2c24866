"""Queries that are asked all the time: compiled once, and run by the driver itself.

What SQLAlchemy does for each run of a query, and for each row of its result, takes longer than a small query takes.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.engine import Dialect


class Statement:
    """A query with named places for values; lists of values cannot be among them."""

    def __init__(self, query: Select[Any]) -> None:
        """Compile `query` for a database when it is first run there."""
        self._query = query
        self._compiled: dict[str, tuple[str, list[tuple[str, Any]]]] = {}

    def rows(self, connection: Connection, **values: int) -> list[tuple[Any, ...]]:
        """The rows of the result with `values` in their places, as tuples; raises the driver's own errors."""
        dialect = connection.dialect
        text, places = self._compiled.get(dialect.name) or self._compile(dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(text, [values.get(name, default) for name, default in places])
            return list(cursor.fetchall())
        finally:
            cursor.close()

    def _compile(self, dialect: Dialect) -> tuple[str, list[tuple[str, Any]]]:
        """The text of the query, and in the order of its places their names and fixed values."""
        compiled = self._query.compile(dialect=dialect)
        fixed = compiled.params
        found = (str(compiled), [(name, fixed[name]) for name in compiled.positiontup or ()])
        self._compiled[dialect.name] = found
        return found
