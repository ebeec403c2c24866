"""What of an archive's folder counts: the pieces that are whole, and the files that they came from.

The catalogue is one small file that is replaced as a whole. A file that it does not list is no part of the archive.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from comity.errors import ArchiveError
from comity.records.files import whole_file

FORMAT = 1
"""The number of the layout; a newer program's archive has a higher one."""

NAME = "archive.json"
LOG = "files.jsonl"
PIECES = "pieces"


@dataclass(frozen=True, slots=True)
class Piece:
    """A Parquet file with rows of one month (its first day), sorted by date and fingerprint.

    `origins` says how many rows come from which archive, `first` and `last` are the days that they span. `total` is
    the sum of the fingerprints, modulo 2**64.
    """

    name: str
    month: str
    first: str
    last: str
    origins: dict[str, int]
    total: int

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return sum(self.origins.values())


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was imported: how many rows it had, and how many of them were added, known already or malformed.

    `at` is the moment of the import in UTC; `first` and `last` are the days that its rows span.
    """

    name: str
    origin: str
    digest: str
    size: int
    rows: int = 0
    added: int = 0
    known: int = 0
    malformed: int = 0
    first: str = ""
    last: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The pieces that count, the pieces that others took the place of with the moment, and the length of the log."""

    pieces: tuple[Piece, ...] = ()
    retired: dict[str, str] = field(default_factory=dict)
    logged: int = 0

    def between(self, since: date | None, until: date | None) -> tuple[Piece, ...]:
        """The pieces with rows of the days from `since` to `until`."""
        first, last = str(since or date.min), str(until or date.max)
        return tuple(piece for piece in self.pieces if piece.first <= last and piece.last >= first)


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue of the archive in `folder`; raises ArchiveError if there is none, or it cannot be read."""
    try:
        text = (folder / NAME).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ArchiveError(f"{folder} holds no archive; import a file first, or name another with --archive.") from None
    except OSError as error:
        raise ArchiveError(f"The archive {folder} cannot be read: {error.strerror}.") from error
    try:
        return _catalogue(folder, json.loads(text))
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"The archive {folder} is damaged: {NAME} cannot be understood.") from error


def write_catalogue(folder: Path, catalogue: Catalogue) -> None:
    """Make `catalogue` what counts in `folder`, at once and on the disk."""
    text = json.dumps({"format": FORMAT, **asdict(catalogue)}, indent=1)
    with whole_file(folder / NAME) as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def read_log(folder: Path, catalogue: Catalogue) -> list[SourceFile]:
    """The files that were imported, in their order."""
    if not catalogue.logged:
        return []
    with (folder / LOG).open("rb") as file:
        return [SourceFile(**json.loads(line)) for line in file.read(catalogue.logged).splitlines()]


def append_log(folder: Path, catalogue: Catalogue, files: Iterable[SourceFile]) -> int:
    """Note `files` behind what `catalogue` counts of the log; returns the log's new length, for the next catalogue."""
    lines = "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in files)
    with (folder / LOG).open("ab") as file:
        file.truncate(catalogue.logged)
        file.write(lines.encode())
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def _catalogue(folder: Path, values: dict[str, Any]) -> Catalogue:
    if values["format"] > FORMAT:
        raise ArchiveError(f"The archive {folder} was made by a newer Comity; install that one.")
    return Catalogue(tuple(Piece(**piece) for piece in values["pieces"]), values["retired"], values["logged"])
