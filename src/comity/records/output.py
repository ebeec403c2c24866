"""Readings as JSON Lines, CSV or Parquet."""

from __future__ import annotations

import csv
import io
import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

from comity.records.columns import ParquetFile
from comity.records.fields import FIELDS, Field, Kind
from comity.records.reading import Reading
from comity.records.record import Record, coded


class FileFormat(StrEnum):
    """The formats of a file of readings."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"

    @classmethod
    def of(cls, path: Path) -> FileFormat:
        """The format that the suffix of `path` names, JSON Lines if it names none."""
        suffix = path.suffix.lower().removeprefix(".")
        return cls(suffix) if suffix in set(cls) else cls.JSONL


class Output(Protocol):
    """Where readings go."""

    def add(self, reading: Reading) -> None:
        """Write the reading's reports."""

    def close(self) -> None:
        """Write what waits, and the end."""


class FileOutput(ABC):
    """An output to a file, which takes readings and also what `comity.records.record.coded` made of them."""

    def add(self, reading: Reading) -> None:
        """Write the reading's reports."""
        self.put(coded(reading))

    @abstractmethod
    def put(self, document: Record) -> None:
        """Write the reports of a coded document."""

    @abstractmethod
    def close(self) -> None:
        """Write what waits, and the end."""


def output(
    stream: BinaryIO, form: FileFormat, *, by_document: bool = False, fields: Sequence[Field] = FIELDS
) -> FileOutput:
    """An output to `stream`: one row a report, or in JSON Lines `by_document` one line a document.

    `fields` are those of the records that are put, if they are other than a report's.
    """
    match form:
        case FileFormat.JSONL:
            return DocumentLines(stream) if by_document else ReportLines(stream)
        case FileFormat.CSV:
            return CsvRows(stream, fields)
        case FileFormat.PARQUET:
            return ParquetRows(stream, fields)


class ReportLines(FileOutput):
    """JSON Lines, one a report: its record."""

    def __init__(self, stream: BinaryIO) -> None:
        """Write to `stream`."""
        self._stream = stream

    def put(self, document: Record) -> None:
        """Write a line a report."""
        for record in document["reports"]:
            self._stream.write(json_line(record))

    def close(self) -> None:
        """Write out what the stream holds back."""
        self._stream.flush()


class DocumentLines(FileOutput):
    """JSON Lines, one a document: its id in the corpus, its text if it has no id, and its reports."""

    def __init__(self, stream: BinaryIO) -> None:
        """Write to `stream`."""
        self._stream = stream

    def put(self, document: Record) -> None:
        """Write one line, also for a document without reports."""
        self._stream.write(json_line(document))

    def close(self) -> None:
        """Write out what the stream holds back."""
        self._stream.flush()


class CsvRows(FileOutput):
    """CSV, one row a report: lists of words joined by spaces, mentions as JSON, nothing where null."""

    def __init__(self, stream: BinaryIO, fields: Sequence[Field] = FIELDS) -> None:
        """Write the header to `stream`."""
        self._fields = fields
        self._text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
        self._rows = csv.writer(self._text, lineterminator="\n")
        self._rows.writerow([field.name for field in fields])

    def put(self, document: Record) -> None:
        """Write a row a report."""
        self._rows.writerows(_row(record, self._fields) for record in document["reports"])

    def close(self) -> None:
        """Leave the stream, which is its owner's to close."""
        self._text.flush()
        self._text.detach()


class ParquetRows(FileOutput):
    """Parquet, one row a report."""

    def __init__(self, stream: BinaryIO, fields: Sequence[Field] = FIELDS) -> None:
        """Begin the file in `stream`."""
        self._file = ParquetFile(stream, fields)

    def put(self, document: Record) -> None:
        """Add a row a report."""
        for record in document["reports"]:
            self._file.add(record)

    def close(self) -> None:
        """Write what waits, and the end."""
        self._file.close()


def json_line(value: object) -> bytes:
    """`value` as a line of JSON Lines."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": ")).encode() + b"\n"


def _row(record: Record, fields: Sequence[Field]) -> list[object]:
    return [_cell(field.kind, record[field.name]) for field in fields]


def _cell(kind: Kind, value: object) -> object:
    match kind, value:
        case Kind.WORDS, list():
            return " ".join(value)
        case ((Kind.MENTION | Kind.MENTIONS), (list() | dict())):
            return json.dumps(value, ensure_ascii=False) if value else None
        case Kind.FLAG, bool():
            return "true" if value else "false"
        case _:
            return value
