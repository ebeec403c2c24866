"""Rows of text from a delimited file, with their lines; those that do not fit are told and left out."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Literal, TypeAlias, cast

import numpy as np
import pyarrow as pa
import pyarrow.csv
from numpy.typing import NDArray

from comity.archives.raw import LINE

BLOCK = 1 << 25
"""Bytes that are read at a time."""


Unfit: TypeAlias = Callable[[pyarrow.csv.InvalidRow], Literal["skip"]]


@dataclass(frozen=True, slots=True)
class Malformed:
    """A row that is left out: its line, from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a file in their order, and which other orders, of other lengths, single rows may have."""

    names: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()
    delimiter: str = "\t"
    quoted: bool = False
    header: bool = False


@dataclass
class Delimited:
    """The rows of one stream, read once."""

    stream: io.RawIOBase
    layout: Layout
    wanted: Sequence[str]
    malformed: list[Malformed] = field(default_factory=list)
    _skipped: list[int] = field(default_factory=list)
    _other: list[tuple[int, str]] = field(default_factory=list)

    def tables(self) -> Iterator[pa.Table]:
        """The wanted columns of the rows, as text, some tens of thousands at a time; LINE numbers their lines."""
        first = 2 if self.layout.header else 1
        read = 0
        for batch in self._batches():
            table = pa.Table.from_batches([batch])
            lines = self._lines(first, read, table.num_rows)
            read += table.num_rows
            yield table.append_column(LINE, pa.array(lines))
            yield from self._others()

    def _batches(self) -> pyarrow.csv.CSVStreamingReader:
        names = [name for name in self.layout.names if name in self.wanted]
        return pyarrow.csv.open_csv(
            cast(IO[bytes], self.stream),
            pyarrow.csv.ReadOptions(
                use_threads=False,  # several threads could not tell the number of a line
                block_size=BLOCK,
                column_names=list(self.layout.names),
                skip_rows=int(self.layout.header),
            ),
            _parsing(self.layout, self._unfit),
            _converting(names),
        )

    def _unfit(self, row: pyarrow.csv.InvalidRow) -> Literal["skip"]:
        """Keep a row of another length for later if it has another order, else note that it is malformed."""
        line = row.number or 0
        self._skipped.append(line)
        if any(len(names) == row.actual_columns for names in self.layout.others):
            self._other.append((line, row.text))
        elif row.text.strip():
            reason = f"it has {row.actual_columns} columns and not {row.expected_columns}"
            self.malformed.append(Malformed(line, reason))
        return "skip"

    def _lines(self, first: int, read: int, count: int) -> NDArray[np.int64]:
        """The lines of `count` rows of which `read` came before, given which lines were skipped."""
        places = np.arange(read, read + count)
        before = np.array(self._skipped, dtype=np.int64) - first - np.arange(len(self._skipped))
        return places + first + np.searchsorted(before, places, side="right")

    def _others(self) -> Iterator[pa.Table]:
        """The rows kept for later, by their order."""
        kept, self._other = self._other, []
        for names in self.layout.others:
            rows = [(line, text) for line, text in kept if text.count(self.layout.delimiter) == len(names) - 1]
            if rows:
                stream = io.BytesIO("\n".join(text.rstrip("\r\n") for _, text in rows).encode())
                wanted = [name for name in names if name in self.wanted]
                table = pyarrow.csv.read_csv(
                    stream,
                    pyarrow.csv.ReadOptions(column_names=list(names)),
                    _parsing(self.layout),
                    _converting(wanted),
                )
                yield table.append_column(LINE, pa.array([line for line, _ in rows]))


def _parsing(
    layout: Layout, unfit: Callable[[pyarrow.csv.InvalidRow], Literal["skip"]] | None = None
) -> pyarrow.csv.ParseOptions:
    return pyarrow.csv.ParseOptions(
        delimiter=layout.delimiter,
        quote_char='"' if layout.quoted else False,
        double_quote=layout.quoted,
        ignore_empty_lines=False,  # they count as lines
        invalid_row_handler=unfit,
    )


def _converting(names: Sequence[str]) -> pyarrow.csv.ConvertOptions:
    return pyarrow.csv.ConvertOptions(
        include_columns=list(names), column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
    )


class Utf8(io.RawIOBase):
    """A stream in UTF-8 of one in `encoding`, with a sign in place of what is not valid in it."""

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        """Read from `stream`."""
        super().__init__()
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """About `size` bytes; none at the end."""
        while part := self._stream.read(size):
            if text := self._decoder.decode(part):
                return text.encode()
        return self._decoder.decode(b"", final=True).encode()
