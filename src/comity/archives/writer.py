"""Adding rows to an archive: each file whole or not at all, each row once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from filelock import FileLock, Timeout

from comity.archives.catalogue import (
    NAME,
    PIECES,
    Catalogue,
    Piece,
    SourceFile,
    append_log,
    read_catalogue,
    read_log,
    write_catalogue,
)
from comity.archives.pieces import fingerprints, read_pieces, write_piece
from comity.archives.seen import Seen
from comity.clock import Clock, utc_now
from comity.errors import ArchiveError

ROWS_AT_ONCE = 500_000
"""Rows held in memory before they are written."""
SMALL = 200_000
"""A piece of fewer rows is joined with others once there are many of them."""
MANY = 12
"""How many small pieces a month may have."""
KEPT = timedelta(hours=1)
"""How long a piece that others took the place of is kept for whoever is reading it."""
MONTHS_SEEN = 24
"""Of how many months the fingerprints are held in memory between commits."""

LOCK = "lock"
"""The file whose lock the writer holds."""

Rows = dict[str, list[pa.Table]]
"""Tables by the first day of their month."""


@dataclass
class _Part:
    """Rows that are new, in memory and in pieces that do not count yet."""

    rows: Rows = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        return sum(table.num_rows for tables in self.rows.values() for table in tables)

    def flush(self, folder: Path) -> None:
        """Write the rows in memory as pieces."""
        self.pieces += [write_piece(folder, month, tables) for month, tables in self.rows.items()]
        self.rows = {}


class Writer:
    """The only one who adds to an archive; `writing` gives it."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Add to the archive in `folder`, whose lock is held."""
        self._folder = folder
        self._clock = clock
        self._catalogue = read_catalogue(folder)
        self._imported = {(file.origin, file.digest) for file in read_log(folder, self._catalogue)}
        self._seen: dict[str, Seen] = {}
        self._done, self._open = _Part(), _Part()
        self._files: list[SourceFile] = []
        self._added = 0

    def has(self, origin: str, digest: str) -> bool:
        """Whether a file of that content was imported already."""
        return (origin, digest) in self._imported

    def add(self, table: pa.Table) -> None:
        """Add the new ones among the rows of `table`, which are of the file that is being read."""
        for month, rows in _by_month(table):
            new = rows.filter(pa.array(self._seen_in(month).take(rows["fingerprint"].to_numpy())))
            if new.num_rows:
                self._open.rows.setdefault(month, []).append(new)
                self._added += new.num_rows
        if self._open.waiting >= ROWS_AT_ONCE:
            self._open.flush(self._folder)

    def complete(self, file: SourceFile) -> list[SourceFile]:
        """The file has been read whole; returns the files that have become part of the archive by now, if any."""
        known = file.rows - file.malformed - self._added
        self._files.append(replace(file, added=self._added, known=known, at=_stamp(self._clock())))
        self._imported.add((file.origin, file.digest))
        for month, tables in self._open.rows.items():
            self._done.rows.setdefault(month, []).extend(tables)
        self._done.pieces += self._open.pieces
        self._open, self._added = _Part(), 0
        return self.commit() if self._done.pieces or self._done.waiting >= ROWS_AT_ONCE else []

    def abandon(self) -> None:
        """The file cannot be read to its end: forget what came from it."""
        for piece in self._open.pieces:
            (self._folder / PIECES / piece.name).unlink(missing_ok=True)
        if self._added:
            self._done.flush(self._folder)
            self._seen.clear()
        self._open, self._added = _Part(), 0

    def commit(self) -> list[SourceFile]:
        """Make the files read so far part of the archive, and return them."""
        if not self._files:
            return []
        self._done.flush(self._folder)
        pieces = self._catalogue.pieces + tuple(self._done.pieces)
        kept, retired = self._joined(pieces)
        logged = append_log(self._folder, self._catalogue, self._files)
        now = _stamp(self._clock())
        self._catalogue = Catalogue(kept, self._catalogue.retired | dict.fromkeys(retired, now), logged)
        write_catalogue(self._folder, self._catalogue)
        committed, self._files, self._done = self._files, [], _Part()
        while len(self._seen) > MONTHS_SEEN:
            del self._seen[next(iter(self._seen))]
        return committed

    def clean(self) -> None:
        """Remove what does not count: pieces of imports that were killed, and those that were joined a while ago."""
        cut = _stamp(self._clock() - KEPT)
        retired = {name: at for name, at in self._catalogue.retired.items() if at > cut}
        counted = {piece.name for piece in self._catalogue.pieces} | retired.keys()
        for path in (self._folder / PIECES).iterdir():
            if path.name not in counted:
                path.unlink()
        if retired != self._catalogue.retired:
            self._catalogue = replace(self._catalogue, retired=retired)
            write_catalogue(self._folder, self._catalogue)

    def _seen_in(self, month: str) -> Seen:
        """The fingerprints of the rows of a month that are in the archive or on the way into it."""
        if month not in self._seen:
            pieces = (*self._catalogue.pieces, *self._done.pieces)
            self._seen[month] = Seen(fingerprints(self._folder, [one for one in pieces if one.month == month]))
        return self._seen[month]

    def _joined(self, pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], list[str]]:
        """The pieces with the many small ones of a month joined, and the names of those joined."""
        small: dict[str, list[Piece]] = {}
        for piece in pieces:
            if piece.rows < SMALL:
                small.setdefault(piece.month, []).append(piece)
        many = {month: some for month, some in small.items() if len(some) > MANY}
        joined = [write_piece(self._folder, month, read_pieces(self._folder, some)) for month, some in many.items()]
        retired = [piece.name for some in many.values() for piece in some]
        return (*(piece for piece in pieces if piece.name not in retired), *joined), retired


@contextmanager
def writing(path: Path, clock: Clock = utc_now, waiting: Callable[[], None] = lambda: None) -> Iterator[Writer]:
    """A writer for the archive in the folder `path`, which is laid if there is none.

    Only one may write at a time: `waiting` is called if another does, and then it is waited for. Files that were
    completed are committed at the end, also if an error or Ctrl-C leaves the block. Raises ArchiveError for a folder
    that holds something else or cannot be written.
    """
    _lay(path)
    with _locked(path / LOCK, waiting):
        if not (path / NAME).exists():
            write_catalogue(path, Catalogue())
        writer = Writer(path, clock)
        writer.clean()
        try:
            yield writer
        finally:
            writer.abandon()
            writer.commit()


def _lay(path: Path) -> None:
    try:
        if _is_strange(path):
            raise ArchiveError(f"{path} holds something else than an archive; name an empty or a new folder.")
        (path / PIECES).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"The archive {path} cannot be written: {error.strerror}.") from error


def _is_strange(path: Path) -> bool:
    """Whether there is a folder that is neither an archive nor the beginning of one."""
    if not path.exists() or (path / NAME).exists():
        return False
    # Another import may be writing the first catalogue, which grows under a name that begins with a dot.
    return any(one.name not in (LOCK, PIECES) and not one.name.startswith(f".{NAME}.") for one in path.iterdir())


@contextmanager
def _locked(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire()
    except OSError as error:
        raise ArchiveError(f"The archive {path.parent} cannot be written: {error.strerror}.") from error
    try:
        yield
    finally:
        lock.release()


def _by_month(table: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """The rows of each month, by its first day."""
    months = pc.floor_temporal(table["date"], unit="month")
    for month in pc.unique(months):
        yield str(month.as_py()), table.filter(pc.equal(months, month))


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")
