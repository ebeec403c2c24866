"""Rows as they stand in a file, all text, and their columns made into what they mean.

Every column is looked at by its different values only, of which there are far fewer than rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from comity.archives.columns import SCHEMA, Array, Texts
from comity.archives.naming import Named, Steps, steps

LINE = "line"
"""The column with the number of each row's line in its file."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Rows with columns of text, in which `nulls` stand for nothing; a column that the file lacks is all nothing."""

    table: pa.Table
    nulls: frozenset[str]

    def words(self, name: str) -> Texts:
        """A column as text."""
        found: Texts = self.mapped(name, str, pa.string()).dictionary_encode()
        return found

    def mapped(self, name: str, meaning: Callable[[str], object], kind: pa.DataType) -> Array:
        """What each text of a column means; None is null."""
        if name not in self.table.column_names:
            return pa.array([None] * self.table.num_rows, kind)
        column: Array = self.table[name].combine_chunks().dictionary_encode()
        texts = [text.strip() for text in column.dictionary.to_pylist()]
        return pa.array([None if text in self.nulls else meaning(text) for text in texts], kind).take(column.indices)


def told(meaning: Callable[[str], object], column: Texts, kind: pa.DataType | None = None) -> Array:
    """What each text of a dictionary-encoded column means; None and empty are null."""
    values = [meaning(text) or None for text in column.dictionary.to_pylist()]
    return pa.array(values, kind or pa.string()).take(column.indices)


def combined(meaning: Callable[..., Any], *columns: Texts) -> tuple[list[Any], NDArray[np.int64]]:
    """What the different combinations of several columns' texts mean, and the number of each row's combination.

    `meaning` gets a text for each column, empty where null.
    """
    numbers = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        places = column.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        _, numbers = np.unique(numbers * (len(column.dictionary) + 1) + places + 1, return_inverse=True)
    _, first = np.unique(numbers, return_index=True)
    texts = [[text or "" for text in column.take(pa.array(first)).to_pylist()] for column in columns]
    return [meaning(*values) for values in zip(*texts, strict=True)], numbers


def spread(values: Sequence[str | None], which: NDArray[np.int64]) -> Array:
    """The text of each row, of which `which` gives the number; empty is null."""
    return pa.array([value or None for value in values], pa.string()).take(pa.array(which, pa.int64()))


def codes(actors: list[Named], which: NDArray[np.int64], days: NDArray[np.int32]) -> Array:
    """The registry's code of each row's actor as of the row's day, null for nobody."""
    meanings = [steps(actor) for actor in actors]
    found = np.array([one[0][1] for one in meanings], dtype=object)[which]
    for number in (number for number, one in enumerate(meanings) if len(one) > 1):
        rows = np.flatnonzero(which == number)
        found[rows] = _on(meanings[number], days[rows])
    found[found == ""] = None
    return pa.array(found, pa.string())


def fingerprints(origin: str, *columns: Array) -> Array:
    """A hash of 64 bits for each row, of the origin and of what the columns hold; the same everywhere and always.

    Among n different rows two have the same with a probability of about n²/2⁶⁵: one in 3,700 for a hundred million.
    """
    found = np.full(len(columns[0]), _hash(origin), dtype=np.uint64)
    for column in columns:
        coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        values = np.array([_hash(str(value)) for value in coded.dictionary.to_pylist()] + [0], dtype=np.uint64)
        found = _mixed(found * np.uint64(0x9E3779B97F4A7C15) + values[coded.indices.fill_null(-1).to_numpy()])
    return pa.array(found.view(np.int64))


def rows_of(origin: str, count: int, columns: dict[str, Array]) -> pa.Table:
    """A table in the schema of an archive; the columns that are not given are null."""
    given = columns | {"origin": pa.array([origin] * count, pa.string())}
    filled = [given[field.name] if field.name in given else pa.nulls(count, field.type) for field in SCHEMA]
    return pa.table([_typed(column, field.type) for column, field in zip(filled, SCHEMA, strict=True)], schema=SCHEMA)


def day(text: str) -> date | None:
    """The day that begins `text`, as 2018-06-01 or 20180601; None if none does."""
    try:
        return date.fromisoformat(text[:10] if "-" in text else text[:8])
    except ValueError:
        return None


def number(text: str) -> float | None:
    """The number that `text` is; None if it is none."""
    try:
        return float(text)
    except ValueError:
        return None


def whole(text: str) -> int | None:
    """The whole number that `text` is; None if it is none."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _on(meaning: Steps, days: NDArray[np.int32]) -> NDArray[np.object_]:
    starts = np.array([start for start, _ in meaning])
    return np.array([code for _, code in meaning], dtype=object)[np.searchsorted(starts, days, side="right") - 1]


def _typed(column: Array, kind: pa.DataType) -> Array:
    if pa.types.is_dictionary(kind) and not pa.types.is_dictionary(column.type):
        return column.dictionary_encode()
    return column if column.type == kind else column.cast(kind)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The bits of each value spread over all of it (the finaliser of SplitMix64, Steele and others 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
