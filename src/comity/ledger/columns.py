"""The columns of answers as Arrow tables: their types follow from the dataclass of a row, whatever its values are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from io import BytesIO
from types import ModuleType, NoneType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from comity.errors import InputError

if TYPE_CHECKING:
    import pyarrow


def table(rows: Sequence[object], records: list[dict[str, Any]]) -> pyarrow.Table:
    """The `records` of `rows` as a table, without any column if there are none; raises InputError without pyarrow."""
    arrow = _arrow()
    schema = arrow.schema(list(_columns(arrow, type(rows[0])))) if rows else arrow.schema([])
    found: pyarrow.Table = arrow.Table.from_pylist(records, schema=schema)
    return found


def parquet(found: pyarrow.Table) -> bytes:
    """A table as a Parquet file."""
    from pyarrow.parquet import write_table

    file = BytesIO()
    write_table(found, file, compression="zstd")
    return file.getvalue()


def _arrow() -> ModuleType:
    try:
        import pyarrow
    except ImportError:
        raise InputError("Tables and Parquet need pyarrow; install comity[columns].") from None
    return pyarrow


def _columns(arrow: ModuleType, row: Any, before: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401  a dataclass
    """Names and types of the columns of a dataclass; the fields of one within it have its name before theirs."""
    hints = get_type_hints(row)
    for field in fields(row):
        name, kind = before + field.name, _present(hints[field.name])
        if is_dataclass(kind):
            yield from _columns(arrow, kind, f"{name}_")
        else:
            yield name, _type(arrow, kind)


def _present(hint: Any) -> Any:  # noqa: ANN401  a type, or one of its generic forms
    """The type of a field where it is not None."""
    kinds = [kind for kind in get_args(hint) if kind is not NoneType]
    return kinds[0] if len(kinds) == 1 and get_origin(hint) is not tuple else hint


def _type(arrow: ModuleType, kind: Any) -> Any:  # noqa: ANN401  as above, and a type of Arrow
    if get_origin(kind) is tuple:
        return arrow.int64()  # such fields are counted
    plain = {bool: arrow.bool_(), int: arrow.int64(), float: arrow.float64()}
    plain |= {date: arrow.date32(), datetime: arrow.timestamp("us", tz="UTC")}
    return arrow.string() if issubclass(kind, Enum) else plain.get(kind, arrow.string())
