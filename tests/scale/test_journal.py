"""The journal keeps what is done through any kill, and only for the job that it was begun for."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from comity.errors import InputError
from comity.records.record import coded
from comity.records.rows import Row, RowError
from comity.scale.journal import Journal, open_journal
from tests.samples import DOCUMENT, READING

JOB = {"corpus": "news.jsonl", "reader": "test 1"}


def fill(path: Path, *lines: int) -> None:
    with open_journal(path, JOB, lasting=True) as journal:
        for line in lines:
            journal.add(READING, line)


def lines_of(journal: Journal) -> int:
    return len(list(journal.coded()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl.journal"


def test_it_is_taken_up_where_it_ends(path: Path) -> None:
    fill(path, 1, 2)
    with open_journal(path, JOB, lasting=True) as journal:
        assert (journal.line, journal.done.documents, journal.done.reports) == (2, 2, 2 * len(READING.reports))
        journal.add(READING, 5)
        assert list(journal.coded()) == [coded(READING)] * 3


@pytest.mark.parametrize("cut", [1, 2, 40, 300])
def test_a_line_that_a_kill_cut_off_is_done_again(path: Path, cut: int) -> None:
    fill(path, 1, 2, 3)
    path.write_bytes(path.read_bytes()[:-cut])
    with open_journal(path, JOB, lasting=True) as journal:
        assert journal.line == 2 == lines_of(journal)
        journal.add(READING, 3)
        assert lines_of(journal) == 3


def test_what_a_power_cut_left_as_zeros_is_done_again(path: Path) -> None:
    fill(path, 1, 2)
    path.write_bytes(path.read_bytes() + b"\0" * 5_000)
    with open_journal(path, JOB, lasting=True) as journal:
        assert journal.line == 2 == lines_of(journal)


def test_a_first_line_that_was_cut_off_begins_anew(path: Path) -> None:
    path.write_bytes(b'{"corpus": "ne')
    fill(path, 1)
    with open_journal(path, JOB, lasting=True) as journal:
        assert lines_of(journal) == 1


def test_rows_left_out_keep_their_reason_and_columns(path: Path) -> None:
    with open_journal(path, JOB, lasting=True) as journal:
        journal.add(RowError(path, 1, "it is not JSON."), 1)
        journal.add(RowError(path, 2, "reading it failed.", Row(2, "fiji", DOCUMENT)), 2)
        broken, unread = journal.failed()
    assert broken == {"line": 1, "error": "it is not JSON."}
    assert (unread["id"], unread["text"], unread["error"]) == ("fiji", DOCUMENT.text, "reading it failed.")


def test_another_job_is_refused(path: Path) -> None:
    fill(path, 1)
    with pytest.raises(InputError, match="another reader"), open_journal(path, {**JOB, "reader": "2"}, lasting=True):
        pass
    assert path.exists()


def test_two_at_once_are_refused(path: Path) -> None:
    with (
        open_journal(path, JOB, lasting=True),
        pytest.raises(InputError, match="another run"),
        open_journal(path, JOB, lasting=True),
    ):
        pass


def test_a_journal_that_does_not_last_goes_with_an_error(path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), open_journal(path, JOB, lasting=False) as journal:
        journal.add(READING, 1)
        raise KeyboardInterrupt
    assert not path.exists()


@contextmanager
def little_room() -> Iterator[None]:
    """Files of this process may not grow beyond a thousand bytes, which is an error like that of a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_a_sentence(path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"), little_room():
        fill(path, *range(1, 9))
