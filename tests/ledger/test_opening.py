"""What cannot be opened or written is said in one sentence."""

from __future__ import annotations

import gc
import os
import resource
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from sqlalchemy import create_engine, insert

from comity.errors import LedgerError, LedgerFormatError
from comity.ledger import Ledger, open_ledger
from comity.ledger.audit import verify
from comity.ledger.knowledge import NOW
from comity.ledger.pairs import standing
from comity.ledger.schema import STEP
from comity.ledger.spans import Window, standings_between
from tests.ledger.conftest import started
from tests.ledger.making import Item, said


def sentence(url: str, *, create: bool = True) -> str:
    with pytest.raises(LedgerError) as caught:
        open_ledger(url, create=create)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message


def test_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    assert "no ledger at" in sentence(str(tmp_path / "none.sqlite"), create=False)
    assert "directory" in sentence(str(tmp_path / "none" / "ledger.sqlite"))
    assert "is a directory" in sentence(str(tmp_path))
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    text = tmp_path / "text.sqlite"
    text.write_text("Nothing here is a database. " * 100)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    before = other.read_bytes()
    for path in (text, other):
        assert "is not a ledger" in sentence(str(path))
        with pytest.raises(LedgerFormatError):
            open_ledger(str(path))
    assert other.read_bytes() == before


def test_an_empty_file_is_no_ledger_unless_one_is_to_be_laid(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.touch()
    assert "is not a ledger" in sentence(str(path), create=False)
    open_ledger(str(path)).close()


def test_a_newer_program_s_ledger(url: str) -> None:
    with open_ledger(url) as opened, opened.entering() as entry:
        entry.connection.execute(insert(STEP).values(name="9 future", applied_at="2030"))
    assert "newer" in sentence(url)


def test_a_read_only_ledger_is_read_but_not_written() -> None:
    first, second = said("visit", "RUS", "AFG", "2025-07-03"), said("visit", "RUS", "AFG", "2025-07-05")
    # Not in pytest's own folder, to which somebody else has no way in.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        with open_ledger(str(path)) as opened:
            opened.add(*first)
        Path(folder).chmod(0o755)
        path.chmod(0o444)
        status = as_somebody_else(lambda: read_and_try_to_write(path, second))
    assert status == 0


def as_somebody_else(check: Callable[[], None]) -> int:
    """The exit status of `check` run by a user without rights to the test's files, root though the tests may be."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 1
    try:
        if os.getuid() == 0:
            os.setuid(65534)
        check()
        status = 0
    finally:
        os._exit(status)
    return status


def read_and_try_to_write(path: Path, item: Item) -> None:
    with open_ledger(str(path)) as opened:
        assert len(opened.reports("RUS")) == 1
        with pytest.raises(LedgerError, match="read-only"):
            opened.add(*item)


def test_a_server_that_cannot_be_reached() -> None:
    assert "cannot be reached" in sentence("postgresql://nobody@127.0.0.1:9/comity")


def test_an_address_that_is_no_database() -> None:
    assert "no database of ledgers" in sentence("mysql://localhost/comity")
    assert "cannot be read" in sentence("postgresql://:::")


def test_a_password_is_not_told() -> None:
    assert "secret" not in sentence("postgresql://nobody:secret@127.0.0.1:9/comity")


def test_a_lost_connection(new_schema: Callable[[], str], server: str) -> None:
    item = said("visit", "RUS", "AFG", "2025-07-03")
    with open_ledger(new_schema()) as opened:
        with pytest.raises(LedgerError, match="cannot be reached"), opened.entering() as entry:
            end_all_connections(server, entry.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
            entry.connection.exec_driver_sql("SELECT 1")
        assert opened.add(*item).new


def test_a_connection_lost_while_asking(new_schema: Callable[[], str], server: str) -> None:
    with open_ledger(new_schema()) as opened:
        opened.add(*said("recognise", "RUS", "AFG", "2025-07-03"))
        with pytest.raises(LedgerError, match="cannot be reached"), opened.reading() as connection:
            end_all_connections(server, connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
            standings_between(connection, opened.words, 1, 2, Window(), NOW)
        assert len(standing(opened, "RUS", "AFG")) == 1


def test_a_full_disk_of_a_server(small_server: str) -> None:
    with open_ledger(small_server) as opened:
        opened.add(*said("visit", "RUS", "AFG", "2025-07-03"))
        with pytest.raises(LedgerError, match=r"disk .* is full"):
            opened.add(*said("visit", "RUS", "AFG", "2025-07-05", words=f"RUS in AFG. {token_hex(12_000_000)}"))
        assert len(opened.reports("RUS")) == 1
        assert verify(opened).problems == ()


@pytest.fixture
def small_server() -> Iterator[str]:
    """A server that may write no file beyond 17 MiB: the system refuses it more as it does where the disk is full.

    The files of its log are smaller, so that only the tables meet the limit.
    """
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    with tempfile.TemporaryDirectory(prefix="comity-small-", ignore_cleanup_errors=True) as folder:
        resource.setrlimit(resource.RLIMIT_FSIZE, (17 * 2**20, usual[1]))
        try:
            server = started(Path(folder))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        yield server.get_uri()
        server.cleanup()


def end_all_connections(server: str, process: int) -> None:
    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_terminate_backend({process})")


def test_a_full_disk(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ledger.sqlite")) as opened:
        opened.add(*said("visit", "RUS", "AFG", "2025-07-03"))
        fill_up(opened)
        with pytest.raises(LedgerError, match=r"disk .* is full"):
            opened.add(*said("visit", "RUS", "AFG", "2025-07-05", words="RUS in AFG. " * 100_000))
        assert len(opened.reports("RUS")) == 1


def test_a_disk_that_fills_up_while_many_are_loaded(tmp_path: Path) -> None:
    items = [said("visit", "RUS", "AFG", "2025-07-03", words=f"RUS in AFG, {number}.") for number in range(2_100)]
    usual = gc.get_threshold(), sys.getswitchinterval()
    with open_ledger(str(tmp_path / "ledger.sqlite")) as opened:
        opened.add(*said("visit", "RUS", "AFG", "2025-07-03"))
        fill_up(opened)
        with pytest.raises(LedgerError, match=r"disk .* is full"):
            opened.add_many(items)
        assert len(opened.reports("RUS")) == 1
        assert verify(opened).problems == ()
    assert (gc.get_threshold(), sys.getswitchinterval()) == usual


def fill_up(opened: Ledger) -> None:
    """Let the file grow no more, which SQLite tells just as it tells a full disk."""
    with opened.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
