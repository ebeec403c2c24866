"""Reading a benchmark's directory of facts: `train.txt`, `valid.txt`, `test.txt`, `entity2id.txt`, `relation2id.txt`.

A row of a part is source, act, target and time, as numbers with tabs between them; what follows is not read. Time
counts hours in steps of 24. A row of `entity2id.txt` or `relation2id.txt` is a name and its number.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from comity.errors import CorpusError, ReadError
from comity.outlook.links.facts import Facts, join

HOURS = 24
PARTS = ("train", "valid", "test")


@dataclass(frozen=True, slots=True)
class Dataset:
    """The facts of each part, with the names of actors and acts by their number; a part may be lacking."""

    parts: dict[str, Facts]
    actors: tuple[str, ...]
    acts: tuple[str, ...]

    @property
    def facts(self) -> Facts:
        """All facts by day."""
        return join(list(self.parts.values())).in_order()


def read_dataset(directory: Path) -> Dataset:
    """Read the parts that are there; `train.txt` and `valid.txt` must be, `test.txt` may be kept apart.

    Raises ReadError for a file that is not there or not text, CorpusError for a row that is none, a number that has no
    name, or a part that does not lie after the one before it.
    """
    if not directory.is_dir():
        raise ReadError(f"{directory} is not a directory; name one that holds train.txt, valid.txt and entity2id.txt.")
    actors = _names(directory / "entity2id.txt")
    acts = _names(directory / "relation2id.txt")
    there = [part for part in PARTS if part != "test" or (directory / "test.txt").exists()]
    parts = {part: _facts(directory / f"{part}.txt", len(actors), len(acts)) for part in there}
    _check_order(directory, parts)
    return Dataset(parts, actors, acts)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ReadError(f"{path} cannot be read: {error.strerror}; the directory must hold it.") from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{path} is not UTF-8 text (byte {error.start}); save it as such.") from error


def _names(path: Path) -> tuple[str, ...]:
    """The names by their number; a number that none has stays nameless."""
    found: dict[int, str] = {}
    for row, line in enumerate(_lines(path), start=1):
        name, tab, number = line.rpartition("\t")
        if not tab or not number.strip().isascii() or not number.strip().isdigit():
            raise CorpusError(f"{path}, row {row}: {line[:60]!r} is not a name, a tab and its number.")
        found[int(number)] = name
    if len(found) != max(found, default=-1) + 1:
        raise CorpusError(f"{path} does not number its {len(found)} names from 0 on without a gap.")
    return tuple(found[number] for number in range(len(found)))


def _facts(path: Path, actors: int, acts: int) -> Facts:
    rows = [line.split("\t") for line in _lines(path) if line.strip()]
    try:
        table = np.array([row[:4] for row in rows], dtype=np.int64).reshape(-1, 4)
    except ValueError as error:
        raise CorpusError(f"{path}, row {_first_bad(rows)}: not source, act, target and time as numbers.") from error
    if not len(table):
        raise CorpusError(f"{path} holds no fact.")
    bad = (table < 0).any(axis=1) | (table >= [actors, acts, actors, np.iinfo(np.int64).max]).any(axis=1)
    if bad.any():
        row = int(np.argmax(bad))
        raise CorpusError(f"{path}, row {row + 1}: {table[row].tolist()} holds a number that has no name.")
    return Facts(table[:, 0], table[:, 1], table[:, 2], table[:, 3] // HOURS)


def _first_bad(rows: list[list[str]]) -> int:
    for number, row in enumerate(rows, start=1):
        if len(row) < 4 or not all(cell.strip().isdigit() for cell in row[:4]):
            return number
    return len(rows)


def _check_order(directory: Path, parts: dict[str, Facts]) -> None:
    """Each part must lie after the one before it, else what is to be forecast would be known."""
    names = list(parts)
    for before, after in pairwise(names):
        if parts[before].day.max() >= parts[after].day.min():
            raise CorpusError(f"{directory}: {after}.txt does not begin after {before}.txt ends; order them by time.")
