"""A file of events, read table by table."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from comity.archives.columns import Array
from comity.archives.delimited import Delimited, Malformed, Utf8
from comity.archives.opening import PEEKED, Stream, check, is_parquet, streams, told
from comity.archives.origin import Origin
from comity.archives.origins import ORIGINS
from comity.archives.parquet import ParquetRows
from comity.archives.raw import LINE, Raw, rows_of
from comity.errors import EventFileError

REPORTED = 20
"""How many malformed rows of a file are told one by one."""


class _Part(Protocol):
    """Rows of text with their lines."""

    malformed: list[Malformed]

    def tables(self) -> Iterator[pa.Table]:
        """The rows that fit, as text."""


@dataclass
class Source:
    """One file of `origin`, read once: how many rows it has, those left out, and some of the latter in words."""

    path: Path
    origin: Origin
    rows: int = 0
    left_out: int = 0
    malformed: list[str] = field(default_factory=list)

    def digest(self) -> str:
        """The SHA-256 of the file."""
        check(self.path)
        with told(self.path), self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def tables(self) -> Iterator[pa.Table]:
        """The rows that fit, in the schema of an archive.

        Raises EventFileError if the file cannot be read, is of another archive or has no row that fits.
        """
        with told(self.path):
            for name, part in self._parts():
                for table in part.tables():
                    self._note(name, part)
                    yield self._fitting(name, table)
                self._note(name, part)
        if not self.rows:
            raise EventFileError(f"{self.path} has no rows.")
        if self.rows == self.left_out:
            raise EventFileError(f"{self.path} has no row that fits {self.origin.title}: {self.malformed[0]}.")

    def _parts(self) -> Iterator[tuple[str, _Part]]:
        if is_parquet(self.path):
            yield str(self.path), ParquetRows(self.path, self.origin)
            return
        for name, stream in streams(self.path):
            yield name, self._delimited(name, stream)

    def _delimited(self, name: str, stream: Stream) -> Delimited:
        lines = _first_lines(stream, self.origin.encoding)
        layout = self.origin.layout(lines) if lines else None
        if layout is None:
            raise EventFileError(_wrong(name, lines, self.origin))
        return Delimited(Utf8(stream, self.origin.encoding), layout, self.origin.wanted)

    def _note(self, name: str, part: _Part) -> None:
        """Take over what the part has left out since it was last asked."""
        taken, part.malformed = part.malformed, []
        for row in taken:
            self._leave_out(f"{name}, line {row.line}: {row.reason}")

    def _fitting(self, name: str, table: pa.Table) -> pa.Table:
        """The rows with an id and a date, in the schema; the others are noted, blank ones excepted."""
        columns: dict[str, Array] = self.origin.rows(Raw(table, self.origin.nulls))
        columns["file"] = pa.array([self.path.name] * table.num_rows, pa.string())
        found = rows_of(self.origin.name, table.num_rows, columns)
        fits = pc.and_(found["id"].is_valid(), found["date"].is_valid())
        if pc.all(fits).as_py() is False:
            self._note_misfits(name, table.filter(pc.invert(fits)))
            found = found.filter(fits)
        self.rows += found.num_rows
        return found

    def _note_misfits(self, name: str, table: pa.Table) -> None:
        identity, date = self.origin.wanted[:2]
        for row in table.to_pylist():
            line = row.pop(LINE)
            if any(text.strip() for text in row.values()):
                has_id = row[identity].strip() not in self.origin.nulls
                lacks = f"its date “{row[date]}” is none" if has_id else "it has no id"
                self._leave_out(f"{name}, line {line}: {lacks}")

    def _leave_out(self, reason: str) -> None:
        self.rows += 1
        self.left_out += 1
        if len(self.malformed) < REPORTED:
            self.malformed.append(reason)


def _first_lines(stream: Stream, encoding: str) -> list[str]:
    """The lines at the beginning of a stream, without the last one if it may go on."""
    beginning = stream.peek(PEEKED)[:PEEKED].removeprefix(codecs.BOM_UTF8)
    text = beginning.decode(encoding, "replace")
    lines = text.splitlines()
    return lines if len(lines) < 2 or text.endswith("\n") else lines[:-1]


def _wrong(name: str, lines: Sequence[str], origin: Origin) -> str:
    """What to say of a stream that is not of the archive."""
    if not lines:
        return f"{name} is empty."
    others = [other for other in ORIGINS.values() if other is not origin and other.layout(lines)]
    if others:
        return f"{name} is of {others[0].title} and not of {origin.title}; use comity import {others[0].name}."
    return f"{name} is no file of {origin.title}, which has {origin.looks}."
