"""A corpus, row by row, from JSON Lines, CSV or Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from comity.errors import CorpusError, InputError
from comity.model.document import Document
from comity.read.dates import parse_day
from comity.records.columns import parquet_length, parquet_rows

COLUMNS = ("id", "text", "published", "title", "address", "publisher")
"""The columns that are read; others are ignored. Only `text` must be there."""

TEXT_LIMIT = 10_000_000
"""The most characters that one row's text may have."""

LINE_LIMIT = 4 * TEXT_LIMIT
"""The most bytes of one line of JSON Lines; a longer one is reported and skipped."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line, the id that the corpus gives it, None where it gives none, and its document."""

    line: int
    id: str | None
    document: Document


class RowError(CorpusError):
    """Why the row at a `line` cannot be coded: `reason`, and the `row` where there is one. It stands in its place."""

    def __init__(self, path: Path | str, line: int, reason: str, row: Row | None = None) -> None:
        """The row at `line` of the corpus at `path`."""
        super().__init__(f"{path}, line {line}: {reason}")
        self.line = line
        self.reason = reason
        self.row = row


def rows(path: Path, stdin: BinaryIO) -> Iterator[Row | RowError]:
    """Each row of the corpus at `path`, and in place of a malformed one the error that says why.

    The suffix names the format: .csv, .parquet, anything else JSON Lines; `-` is JSON Lines from `stdin`.
    Only a row, or a batch of Parquet, is in memory at a time. Raises CorpusError if the file as a whole cannot
    be read.
    """
    for line, values in _values(path, stdin):
        try:
            yield row(line, json_object(values) if isinstance(values, bytes) else values)
        except InputError as error:
            yield RowError(path, line, str(error))


def count_rows(path: Path) -> int | None:
    """About how many rows the corpus at `path` has, if a look at the file tells; for showing progress."""
    if not path.is_file() or path.suffix.lower() == ".csv":
        return None
    if path.suffix.lower() == ".parquet":
        return parquet_length(path)
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1_000_000), b""))


def json_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines of `file` that are not blank, with their numbers; of one beyond LINE_LIMIT only the beginning."""
    number = 0
    while line := file.readline(LINE_LIMIT):
        number += 1
        if line.strip():
            yield number, line
        while len(line) == LINE_LIMIT and not line.endswith(b"\n"):
            line = file.readline(LINE_LIMIT)


def json_object(line: bytes) -> dict[Any, Any]:
    """The JSON object that `line` holds; raises CorpusError if it holds none."""
    try:
        values = json.loads(line)
    except UnicodeDecodeError as error:
        raise CorpusError("it is not valid UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise CorpusError("it is not JSON.") from error
    if not isinstance(values, dict):
        raise CorpusError("it is not a JSON object.")
    return values


def row(line: int, values: dict[Any, Any]) -> Row:
    """The row that `values` describe; raises CorpusError or DateError if they do not."""
    if None in values:
        raise CorpusError("it has more fields than the first line.")
    text = _text(values, "text")
    if text is None:
        raise CorpusError("it has no “text”.")
    if len(text) > TEXT_LIMIT:
        raise CorpusError(f"its text is longer than {TEXT_LIMIT:,} characters.")
    document = Document(
        text=text,
        title=_text(values, "title"),
        address=_text(values, "address"),
        publisher=_text(values, "publisher"),
        published=_day(values.get("published")),
    )
    return Row(line, _text(values, "id"), document)


def _values(path: Path, stdin: BinaryIO) -> Iterator[tuple[int, bytes | dict[Any, Any]]]:
    try:
        if str(path) == "-":
            yield from json_lines(stdin)
        elif path.suffix.lower() == ".parquet":
            yield from enumerate(parquet_rows(path, COLUMNS), start=1)
        elif path.suffix.lower() == ".csv":
            yield from _csv_rows(path)
        else:
            with path.open("rb") as file:
                yield from json_lines(file)
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}.") from error


def _csv_rows(path: Path) -> Iterator[tuple[int, dict[Any, Any]]]:
    csv.field_size_limit(LINE_LIMIT)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        reader = csv.DictReader(file)
        if "text" not in (reader.fieldnames or ()):
            raise CorpusError(f"{path} has no column “text” in its first line.")
        line = reader.line_num + 1
        try:
            for values in reader:
                yield line, values
                line = reader.line_num + 1
        except csv.Error as error:
            raise CorpusError(f"{path}, line {line}: {error}.") from error


def _text(values: dict[Any, Any], name: str) -> str | None:
    value = values.get(name)
    if isinstance(value, int) and name == "id":
        value = str(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise CorpusError(f"its “{name}” is not text.")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise CorpusError(f"its “{name}” is not valid UTF-8.")
    return value


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise CorpusError("its “published” is not a date.")
    return parse_day(value[:10] if value[10:11] in {"T", " "} else value)
