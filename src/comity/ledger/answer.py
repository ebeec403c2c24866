"""Answers as tables: rows that are dataclasses, to walk over or to hand to pandas and Arrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from comity.errors import InputError
from comity.ledger import columns

if TYPE_CHECKING:
    import pandas
    import pyarrow

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Answer(Generic[Row]):
    """The rows that answer a question, in the order that the question asks for."""

    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        """The rows, one by one."""
        return iter(self.rows)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def records(self) -> list[dict[str, Any]]:
        """Each row as a dictionary of plain values, as `record`."""
        return [record(row) for row in self.rows]

    def to_arrow(self) -> pyarrow.Table:
        """The rows as an Arrow table; raises InputError if pyarrow is not installed."""
        return columns.table(self.rows, self.records())

    def to_parquet(self) -> bytes:
        """The rows as a Parquet file; raises InputError if pyarrow is not installed."""
        return columns.parquet(self.to_arrow())

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame; raises InputError if pandas is not installed."""
        try:
            import pandas  # noqa: F401  the conversion below needs it and says so less clearly
        except ImportError:
            raise InputError("Data frames need pandas; install pandas beside comity[columns].") from None
        return self.to_arrow().to_pandas()


def record(row: object) -> dict[str, Any]:
    """The fields of a dataclass as plain values, in one level.

    A field that is a dataclass gives its own fields, with its name before theirs; a tuple is counted.
    """
    found: dict[str, Any] = {}
    for field in fields(row):  # type: ignore[arg-type]
        value = getattr(row, field.name)
        if is_dataclass(value):
            found |= {f"{field.name}_{name}": inner for name, inner in record(value).items()}
        else:
            found[field.name] = _plain(value)
    return found


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    return len(value) if isinstance(value, tuple) else value
