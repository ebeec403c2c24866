"""Backup and restoring: a backup is a ledger in a SQLite file, whichever database it comes from.

It is one state of the ledger, taken while others read and write. Rows are copied as they are, so that a backup verifies
as the ledger does, and can be opened and asked like any other.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, func, select

from comity.errors import LedgerError, LedgerFormatError
from comity.ledger.bulk import Values, insert_rows
from comity.ledger.connect import Database, connect
from comity.ledger.failures import told
from comity.ledger.migrations import applied_steps, is_empty, is_ledger, lay
from comity.ledger.schema import STEP

_ROWS = 5_000
_PAGES = 10_000
"""How much is copied between two words on how far it is."""

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""


def back_up(ledger: str, path: Path, progress: Progress) -> None:
    """Copy the ledger at a path or URL to the file at `path`, which takes its name when it is whole.

    Raises LedgerError where there is no ledger, or `path` is the ledger's own or cannot be written.
    """
    source = connect(ledger, create=False)
    if source.is_sqlite and path.exists() and path.samefile(source.name):
        raise LedgerError(f"{path} is the ledger itself; name another file for its backup.")
    with told(source.name), _growing(path) as growing:
        if source.is_sqlite:
            _check_ledger(source)
            _copy_file(Path(source.name), growing, progress, journal="DELETE")
        else:
            _copy(source, connect(str(growing), create=True), progress)


def restore(path: Path, ledger: str, progress: Progress) -> None:
    """Lay a ledger at a path or URL that is as the backup at `path`; nothing may be there yet.

    Raises LedgerError where something is, and LedgerFormatError where `path` is no backup.
    """
    source = connect(str(path), create=False)
    with told(source.name):
        _check_ledger(source)
    target = connect(ledger, create=True)
    if not target.is_sqlite:
        _copy(source, target, progress)
        return
    if Path(target.name).exists():
        raise LedgerError(f"There is something at {target.name} already; restore to a new file.")
    with _growing(Path(target.name)) as growing:
        _copy_file(path, growing, progress, journal="WAL")


@contextmanager
def _growing(path: Path) -> Iterator[Path]:
    """A name beside `path`, whose file takes its place when the block ends well and is removed when it does not."""
    if not path.parent.is_dir():
        raise LedgerError(f"The directory {path.parent} does not exist; create it first.")
    growing = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield growing
        growing.replace(path)
    except OSError as error:
        raise LedgerError(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            growing.with_name(growing.name + end).unlink(missing_ok=True)


def _check_ledger(database: Database) -> None:
    with database.reading() as connection:
        if not is_ledger(connection):
            raise LedgerFormatError(f"{database.name} is not a ledger; name another.")


def _copy_file(source: Path, target: Path, progress: Progress, *, journal: str) -> None:
    """Copy a file page by page, all as of one moment, by SQLite's own means.

    `journal` is how the copy is to be written to: with a log beside it, as one in use, or by itself.
    """
    try:
        with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
            # What is read here once is the state that all pages are of, however long the copying takes.
            reading.execute("BEGIN")
            reading.execute("SELECT count(*) FROM step").fetchone()
            reading.backup(writing, pages=_PAGES, progress=lambda _, left, pages: progress(pages - left, pages))
            writing.execute(f"PRAGMA journal_mode = {journal}")
    except sqlite3.Error as error:
        raise LedgerError(f"{source} cannot be copied: {error}.") from None


def _copy(source: Database, target: Database, progress: Progress) -> None:
    """Copy all rows from one database to the other, one of which is a server, in one transaction of each."""
    with told(target.name), source.reading() as reading, target.writing() as writing:
        if not is_empty(writing):
            raise LedgerError(f"There is something at {target.name} already; restore to an empty database or schema.")
        lay(writing, applied_steps(reading))
        tables = _tables(writing if source.is_sqlite else reading)
        counts = {table: reading.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}
        done, total = 0, sum(counts.values())
        for table in tables:
            for rows in _batches(reading, table):
                insert_rows(writing, table, rows)
                done += len(rows)
                progress(done, total)


def _tables(server: Connection) -> list[Table]:
    """The tables of a ledger, those that others refer to first, as a server has them: without those of an index."""
    metadata = MetaData()
    metadata.reflect(server)
    return [table for table in metadata.sorted_tables if table.name != STEP.name] + [metadata.tables[STEP.name]]


def _batches(connection: Connection, table: Table) -> Iterator[list[Values]]:
    rows = connection.execute(select(table).execution_options(yield_per=_ROWS))
    for part in rows.partitions(_ROWS):
        yield [tuple(row) for row in part]
