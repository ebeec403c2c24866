"""Parquet, in and out; needs the extra `columns`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import accumulate, islice, pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from comity.errors import CorpusError, InputError
from comity.records.fields import FIELDS, MENTION_FIELDS, Field, Kind
from comity.records.record import Record

ROWS_AT_ONCE = 1_000
"""Rows held in memory at a time, read or to be written."""


def parquet_rows(path: Path, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Each row of the file at `path`, with those of the columns `names` that it has.

    Raises CorpusError if it is no Parquet file, InputError without the extra.
    """
    parquet = _module("pyarrow.parquet")
    try:
        with parquet.ParquetFile(path) as file:
            found = [name for name in names if name in file.schema_arrow.names]
            for batch in file.iter_batches(ROWS_AT_ONCE, columns=found):
                yield from batch.to_pylist()
    except _module("pyarrow").ArrowException as error:
        raise CorpusError(f"{path} is not a Parquet file, or is damaged.") from error


def parquet_row_groups(file: BinaryIO) -> list[int]:
    """How many rows each row group of the Parquet `file` has; raises CorpusError if it is none."""
    try:
        metadata = _module("pyarrow.parquet").read_metadata(file)
    except _module("pyarrow").ArrowException as error:
        raise CorpusError("it is not a Parquet file, or is damaged.") from error
    return [metadata.row_group(place).num_rows for place in range(metadata.num_row_groups)]


def parquet_rows_between(file: BinaryIO, names: Sequence[str], start: int, stop: int) -> Iterator[dict[str, Any]]:
    """The rows of the Parquet `file` from `start` to before `stop`, with those of the columns `names` that it has."""
    with _module("pyarrow.parquet").ParquetFile(file) as opened:
        ends = list(accumulate(parquet_row_groups(file), initial=0))
        groups = [place for place, (low, high) in enumerate(pairwise(ends)) if low < stop and high > start]
        found = [name for name in names if name in opened.schema_arrow.names]
        batches = opened.iter_batches(ROWS_AT_ONCE, row_groups=groups, columns=found)
        rows = (row for batch in batches for row in batch.to_pylist())
        offset = ends[groups[0]] if groups else 0
        yield from islice(rows, start - offset, stop - offset)


def parquet_length(path: Path) -> int | None:
    """How many rows the file at `path` has, None if it is no Parquet file; raises InputError without the extra."""
    parquet = _module("pyarrow.parquet")
    try:
        return int(parquet.read_metadata(path).num_rows)
    except _module("pyarrow").ArrowException:
        return None


class ParquetFile:
    """A Parquet file that grows by records, one row each."""

    def __init__(self, stream: BinaryIO, fields: Sequence[Field] = FIELDS) -> None:
        """Begin the file in `stream`; raises InputError without the extra."""
        self._arrow = _module("pyarrow")
        self._schema = self._arrow.schema(_types(self._arrow, fields))
        self._file = _module("pyarrow.parquet").ParquetWriter(stream, self._schema, compression="zstd")
        self._waiting: list[Record] = []

    def add(self, record: Record) -> None:
        """Add one row."""
        self._waiting.append(record)
        if len(self._waiting) >= ROWS_AT_ONCE:
            self._flush()

    def close(self) -> None:
        """Write what waits, and the end."""
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        self._file.write_table(self._arrow.Table.from_pylist(self._waiting, schema=self._schema))
        self._waiting.clear()


def _types(arrow: ModuleType, fields: Sequence[Field]) -> list[tuple[str, Any]]:
    plain = {
        Kind.TEXT: arrow.string(),
        Kind.WHOLE: arrow.int64(),
        Kind.NUMBER: arrow.float64(),
        Kind.FLAG: arrow.bool_(),
        Kind.WORDS: arrow.list_(arrow.string()),
    }
    if fields is not MENTION_FIELDS:
        mention = arrow.struct(_types(arrow, MENTION_FIELDS))
        plain |= {Kind.MENTION: mention, Kind.MENTIONS: arrow.list_(mention)}
    return [(field.name, plain[field.kind]) for field in fields]


def _module(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise InputError("Parquet needs the extra “columns”: pip install 'comity[columns]'.") from error
