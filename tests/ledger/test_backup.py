"""Backups taken while the ledger is in use, and ledgers restored from them."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from comity.errors import LedgerError, LedgerFormatError
from comity.ledger import Ledger, open_ledger
from comity.ledger.alerts import Alerts
from comity.ledger.audit import verify
from comity.ledger.backup import back_up, restore
from comity.ledger.feeds import Feeds
from comity.ledger.pairs import standing
from tests.ledger.making import said
from tests.ledger.test_faults import add_range, ended_not, forked, item


def quiet(done: int, total: int) -> None:
    assert 0 <= done <= total


def filled(ledger: Ledger) -> None:
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03", publisher="Zürich"))
    ledger.add(*said("visit", "RUS", "AFG", "2025-07-05"))
    Feeds(ledger).follow({"https://example.org/feed": "News"}, 1.0)
    Alerts(ledger).begin(["Recognition"])


def state(url: str) -> object:
    """What there is to ask of a ledger, and its last hash."""
    with open_ledger(url) as ledger, ledger.reading() as connection:
        chain = connection.exec_driver_sql("SELECT max(hash) FROM entry").scalar()
        rules = connection.exec_driver_sql("SELECT name, entry FROM alert_rule").all()
    with open_ledger(url) as ledger:
        assert verify(ledger).problems == ()
        found = standing(ledger, "RUS", "AFG").rows, ledger.reports("RUS"), Feeds(ledger).followed()
        return chain, [tuple(row) for row in rules], found


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger can be restored to."""
    if request.param == "sqlite":
        return str(tmp_path / "restored.sqlite")
    make: Callable[[], str] = request.getfixturevalue("new_schema")
    return make()


def test_a_backup_is_the_ledger_whichever_database_it_comes_from_and_goes_to(
    url: str, target: str, tmp_path: Path
) -> None:
    with open_ledger(url) as ledger:
        filled(ledger)
    path = tmp_path / "backup.sqlite"
    back_up(url, path, quiet)
    restore(path, target, quiet)
    assert state(str(path)) == state(target) == state(url)
    with open_ledger(target) as ledger:
        assert ledger.add(*said("visit", "RUS", "AFG", "2025-07-09")).new
        assert verify(ledger).problems == ()


def test_a_backup_taken_while_somebody_writes_is_one_state(url: str, tmp_path: Path) -> None:
    open_ledger(url).close()
    child = forked(lambda: add_range(url, 30))
    taken = 0
    while ended_not(child):
        path = tmp_path / f"{taken}.sqlite"
        back_up(url, path, quiet)
        with open_ledger(str(path)) as copy:
            found = verify(copy)
            assert found.problems == ()
            assert found.reports == 3 * found.documents
        taken += 1
    assert taken > 1
    with open_ledger(url) as ledger:
        assert verify(ledger).documents == 30


def test_a_backup_that_is_killed_leaves_the_one_before(tmp_path: Path) -> None:
    url, path = str(tmp_path / "ledger.sqlite"), tmp_path / "backup.sqlite"
    with open_ledger(url) as ledger:
        ledger.add(*item(1))
    back_up(url, path, quiet)
    before = path.read_bytes()
    assert os.waitstatus_to_exitcode(os.waitpid(forked(lambda: killed_backup(url, path)), 0)[1]) == -signal.SIGKILL
    assert path.read_bytes() == before


def killed_backup(url: str, path: Path) -> None:
    back_up(url, path, lambda done, total: os.kill(os.getpid(), signal.SIGKILL))


def test_a_restored_file_is_written_as_one_in_use(tmp_path: Path) -> None:
    url = str(tmp_path / "ledger.sqlite")
    open_ledger(url).close()
    back_up(url, tmp_path / "backup.sqlite", quiet)
    restore(tmp_path / "backup.sqlite", str(tmp_path / "restored.sqlite"), quiet)
    for name, mode in (("backup", "delete"), ("restored", "wal")):
        with closing(sqlite3.connect(tmp_path / f"{name}.sqlite")) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == (mode,)


def test_nothing_is_overwritten_that_is_no_backup(url: str, tmp_path: Path) -> None:
    with open_ledger(url) as ledger:
        filled(ledger)
    path = tmp_path / "backup.sqlite"
    back_up(url, path, quiet)
    with pytest.raises(LedgerError, match=r"There is something at .* already; restore to "):
        restore(path, url, quiet)
    assert state(url) == state(str(path))


def test_what_cannot_be_backed_up_or_restored(tmp_path: Path) -> None:
    url = str(tmp_path / "ledger.sqlite")
    open_ledger(url).close()
    text = tmp_path / "text"
    text.write_text("no ledger at all " * 100)
    with pytest.raises(LedgerError, match="is the ledger itself"):
        back_up(url, tmp_path / "ledger.sqlite", quiet)
    with pytest.raises(LedgerError, match=r"The directory .* does not exist"):
        back_up(url, tmp_path / "none" / "b.sqlite", quiet)
    with pytest.raises(LedgerError, match="There is no ledger at"):
        back_up(str(tmp_path / "none.sqlite"), tmp_path / "b.sqlite", quiet)
    with pytest.raises(LedgerFormatError, match="is not a ledger"):
        restore(text, str(tmp_path / "new.sqlite"), quiet)
    assert {path.name for path in tmp_path.iterdir()} == {"ledger.sqlite", "text"}
