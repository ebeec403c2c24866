"""Many rows written at once, by the driver itself: what SQLAlchemy does for each row would take most of the time."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.engine import Dialect

Values = tuple[Any, ...]

_TOGETHER = 1_000
"""Rows of one statement: the driver lets other threads of Python go on while the database takes it, and only then."""

_YOUNG, _OLDER, _OLDEST = 20_000, 50, 1_000
"""Thresholds of the collector of cycles, as `gc.set_threshold` takes them."""

_SWITCH_SECONDS = 0.0005
"""After how long a thread has to let another one go on that waits for Python."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert `rows` into `table`, each with a value for every column, in their order.

    Raises the driver's own errors.
    """
    cursor = connection.connection.cursor()
    try:
        if connection.dialect.name == "sqlite":
            for start in range(0, len(rows), _TOGETHER):
                some = rows[start : start + _TOGETHER]
                cursor.execute(_statement(table, connection.dialect, len(some)), list(chain.from_iterable(some)))
        elif rows:
            cursor.executemany(_statement(table, connection.dialect, 1), rows)
    finally:
        cursor.close()


@contextmanager
def loading() -> Iterator[None]:
    """A block in which Python serves a bulk load.

    The collector of cycles looks at young objects only: it would go through the many documents and reports in memory
    again and again, which takes a quarter of the time. The thread that writes, which needs Python for moments only,
    does not wait long for the one that makes the rows.
    """
    usual, interval = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(_YOUNG, _OLDER, _OLDEST)
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        sys.setswitchinterval(interval)


@lru_cache(maxsize=64)
def _statement(table: Table, dialect: Dialect, rows: int) -> str:
    one = str(insert(table).compile(dialect=dialect))
    head, values, places = one.partition(" VALUES ")
    return head + values + ", ".join([places] * rows)
