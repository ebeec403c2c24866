"""The journal of a corpus that is being coded: what has been done, so that after a kill the rest can be.

JSON Lines beside the output: first what is coded by whom, then a line for each row of the corpus in its order, either
a coded document or why there is none. What a kill cut off at the end is dropped and done again.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from comity.errors import InputError
from comity.records.files import filling, unwritable
from comity.records.output import json_line
from comity.records.reading import Reading
from comity.records.record import Record, coded
from comity.records.rows import COLUMNS, Row, RowError
from comity.scale.tally import Tally

SUFFIX = ".journal"
"""What the journal's name has more than the output's."""


class Journal:
    """An open journal; `done` counts what it holds, `line` is the last of the corpus's lines in it."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.done = Tally()
        self.line = 0
        self._path = path
        self._file = file

    def add(self, outcome: Reading | RowError, line: int) -> None:
        """Keep what came of the row at `line`, safe from a kill at any later moment."""
        entry = {"line": line, **({"failed": left_out(outcome)} if isinstance(outcome, RowError) else coded(outcome))}
        self._file.write(json_line(entry))
        self._file.flush()
        self._tally(entry)

    def coded(self) -> Iterator[Record]:
        """The coded documents, as `comity.records.record.coded` gives them."""
        for entry in self._entries():
            if "failed" not in entry:
                del entry["line"]
                yield entry

    def failed(self) -> Iterator[Record]:
        """The rows left out, each with its line, the reason as `error` and, where it has a text, its columns."""
        return (entry["failed"] for entry in self._entries() if "failed" in entry)

    def take_up(self, job: Mapping[str, object]) -> None:
        """Go on where the journal ends, or begin it; raises InputError if it is of another job."""
        self._file.seek(0)
        begun = _object(self._file.readline())
        if begun is None:
            self._begin(job)
        elif begun != job:
            other = ", ".join(name for name in job if job[name] != begun.get(name)) or "program"
            raise InputError(
                f"{self._path} is of an unfinished run with another {other}; run that one to its end, or delete it."
            )
        else:
            self._count()

    def _begin(self, job: Mapping[str, object]) -> None:
        self._file.truncate(0)
        self._file.write(json_line(job))
        self._file.flush()

    def _count(self) -> None:
        """Count what is whole, and cut off what is not: an entry is whole with the end of its line."""
        whole = self._file.tell()
        for line in self._file:
            entry = _object(line)
            if entry is None:
                break
            self._tally(entry)
            whole += len(line)
        self._file.truncate(whole)

    def _tally(self, entry: Record) -> None:
        self.line = entry["line"]
        self.done.count(None if "failed" in entry else len(entry["reports"]))

    def _entries(self) -> Iterator[Record]:
        with self._path.open("rb") as file:
            file.readline()
            yield from map(json.loads, file)


@contextmanager
def open_journal(path: Path, job: Mapping[str, object], *, lasting: bool) -> Iterator[Journal]:
    """The journal of `job` at `path`, begun or taken up; on an error it stays if it is `lasting` and holds a row.

    Raises InputError if it cannot be written, is of another job, or another process writes it now.
    """
    with filling(path), _opened(path) as file:  # closing writes too, and so meets the full disk again
        _lock(file, path)
        journal = Journal(path, file)
        journal.take_up(job)
        try:
            yield journal
        except BaseException:
            if not (lasting and journal.line):
                path.unlink(missing_ok=True)
            raise
        finally:
            os.fsync(file.fileno())


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("a+b")
    except OSError as error:
        raise unwritable(path, error) from error


def _lock(file: BinaryIO, path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InputError(f"{path} is being written by another run; wait for it, or name another output.") from None
    except OSError:
        return  # a file system without locks: then it is the user's care


def _object(line: bytes) -> dict[str, Any] | None:
    """The object that a whole line holds."""
    try:
        found = json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def left_out(error: RowError) -> Record:
    """A row left out, with its line, the reason as `error` and, where it has a text, its columns."""
    return {"line": error.line, "error": error.reason, **(_columns(error.row) if error.row else {})}


def _columns(row: Row) -> Record:
    """The row as a corpus has it, so that what was left out can be coded again."""
    document = row.document
    published = document.published.isoformat() if document.published else None
    values = (row.id, document.text, published, document.title, document.address, document.publisher)
    return {name: value for name, value in zip(COLUMNS, values, strict=True) if value is not None}
