"""Connections to the database of a ledger: a SQLite file by path, PostgreSQL by URL."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import OperationalError
from time import sleep

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from comity.errors import LedgerError
from comity.settings import default_ledger

CONNECT_SECONDS = 30
"""How long a server is waited for."""

BUSY_SECONDS = 60
"""How long a writer waits for another one."""

_PRAGMAS = (
    f"busy_timeout = {BUSY_SECONDS * 1000}",
    "foreign_keys = ON",
    "cache_size = -65536",  # 64 MiB
    "wal_autocheckpoint = 8192",  # 32 MiB of the log go into the file together, each page once
    "threads = 1",  # one more to sort by, where an index is laid
    "synchronous = FULL",  # an acknowledged add outlives a power cut
)


class Database:
    """One database and the two ways into it: reading one unchanging state, and writing alone."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Wrap `engine`; `name` is how messages call the ledger, without a password."""
        self.engine = engine
        self.name = name

    @property
    def errors(self) -> type[Exception]:
        """What the driver raises."""
        return self.engine.dialect.loaded_dbapi.Error

    @property
    def is_sqlite(self) -> bool:
        """Whether the ledger is a file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the ledger, whatever others write meanwhile."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is the only one to write; committed at the end, rolled back on an error."""
        with self.engine.connect().execution_options(comity_write=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def alone(self, purpose: str) -> Iterator[bool]:
        """Whether this process is, for the length of the block, the only one that is here for `purpose`.

        The lock is the database's own, so that it goes when the process does, however that ends.
        """
        if self.is_sqlite:
            with _file_lock(Path(f"{self.name}.{purpose}")) as free:
                yield free
            return
        with self.engine.connect() as connection:
            name = {"name": purpose}
            lock = text("SELECT pg_try_advisory_lock(hashtext(current_schema() || '.comity.' || :name))")
            try:
                yield bool(connection.execute(lock, name).scalar())
            finally:
                connection.invalidate()  # the lock ends with the connection

    def prepare(self) -> None:
        """Let readers go on while somebody writes, from now on; needed once, before a ledger is laid."""
        if self.is_sqlite:
            # The driver's own connection, since SQLAlchemy's would open a transaction, in which this is not allowed.
            connection = self.engine.raw_connection()
            try:
                _keep_log(connection.cursor())
            finally:
                connection.close()


def connect(url_or_path: str, *, create: bool) -> Database:
    """The database at a URL or, if it is none, in the SQLite file at that path.

    Raises LedgerError if the directory or the file is missing, or the URL names no database that Comity knows.
    """
    if "://" not in url_or_path:
        return _file(Path(url_or_path).expanduser(), create=create)
    url = _url(url_or_path)
    if url.get_backend_name() == "sqlite":
        return _file(Path(url.database or ""), create=create)
    return Database(_server(url), url.render_as_string(hide_password=True))


@contextmanager
def _file_lock(path: Path) -> Iterator[bool]:
    """Whether nobody else holds the lock file at `path`, a database of its own, which is held during the block."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except OperationalError:
            yield False
        else:
            yield True
    finally:
        connection.close()


def _url(given: str) -> URL:
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise LedgerError("The ledger's URL cannot be read; write postgresql://user:password@host/database.") from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        return url
    raise LedgerError(f"{url.drivername} is no database of ledgers; give a path or a postgresql:// URL.")


def _server(url: URL) -> Engine:
    try:
        engine = create_engine(
            url, paramstyle="format", pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS}
        )
    except (ImportError, NoSuchModuleError):
        raise LedgerError("A ledger on PostgreSQL needs psycopg; install comity[postgresql].") from None
    event.listen(engine, "begin", _begin_server)
    return engine


def _begin_server(connection: Connection) -> None:
    if connection.get_execution_options().get("comity_write"):
        # One chain of hashes means one writer at a time; readers are not held up by this lock.
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.comity'))")


def _file(path: Path, *, create: bool) -> Database:
    if path.is_dir():
        raise LedgerError(f"{path} is a directory; name a file in it for the ledger.")
    if not path.exists() and not create:
        raise LedgerError(f"There is no ledger at {path}; add a document or run comity init first.")
    if create and path == default_ledger():
        path.parent.mkdir(parents=True, exist_ok=True)  # the user's data directory is for us to make
    if not path.parent.is_dir():
        raise LedgerError(f"The directory {path.parent} of the ledger does not exist; create it first.")
    engine = create_engine(_file_url(path), connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _set_up_file)
    event.listen(engine, "begin", _begin_file)
    return Database(engine, str(path))


def _file_url(path: Path) -> URL:
    query = {}
    if path.exists() and not os.access(path, os.W_OK):
        query = {"mode": "ro", "uri": "true"}
        if not path.with_name(path.name + "-wal").exists():
            # Without a log beside it the file is whole, and SQLite need not lay a shared index that it may not write.
            query["immutable"] = "1"
    name = f"file:{path}" if query else str(path)
    return URL.create("sqlite", database=name, query=query)


def _set_up_file(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's own BEGIN below, not the driver's hidden one
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _keep_log(cursor: DBAPICursor) -> None:
    """Switch a file to a log beside it; SQLite does not itself wait for others who do the same at this moment."""
    for _ in range(BUSY_SECONDS * 20):
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except OperationalError:
            sleep(0.05)
        else:
            return


def _begin_file(connection: Connection) -> None:
    if connection.get_execution_options().get("comity_write"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.connection.cursor().execute("BEGIN")  # which cannot fail, and costs less so
