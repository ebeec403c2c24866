"""Rows of text from a Parquet file whose columns bear an archive's own names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from comity.archives.columns import Array
from comity.archives.delimited import Malformed
from comity.archives.origin import Origin
from comity.archives.raw import LINE
from comity.errors import EventFileError

ROWS_AT_ONCE = 100_000


class ParquetRows:
    """The rows of the file at `path`; its "lines" are the numbers of its rows."""

    def __init__(self, path: Path, origin: Origin) -> None:
        """Open the file; raises EventFileError if it is damaged or lacks the columns that every row needs."""
        self.malformed: list[Malformed] = []
        try:
            self._file = pq.ParquetFile(path)
        except pa.ArrowException as error:
            raise EventFileError(f"{path} is no Parquet file, or is damaged.") from error
        self._names = [name for name in origin.wanted if name in self._file.schema_arrow.names]
        if origin.layout(["\t".join(self._file.schema_arrow.names)]) is None:
            raise EventFileError(f"{path} is no file of {origin.title}, which has {origin.looks}.")

    def tables(self) -> Iterator[pa.Table]:
        """The wanted columns, as text."""
        first = 1
        for batch in self._file.iter_batches(ROWS_AT_ONCE, columns=self._names):
            columns = [_text(column) for column in batch.columns]
            lines = pa.array(range(first, first + batch.num_rows), pa.int64())
            yield pa.table([*columns, lines], names=[*batch.schema.names, LINE])
            first += batch.num_rows


def _text(column: Array) -> Array:
    """A column as text, empty where null."""
    return column.cast(pa.string()).fill_null("")
