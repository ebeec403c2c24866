"""Rows of an answer as a file: CSV, JSON Lines or Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from comity.errors import InputError

Record = dict[str, Any]


class Format(StrEnum):
    """How an answer is sent."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    JSONLD = "jsonld"


_TYPES = {
    Format.JSONL: "application/jsonl",
    Format.CSV: "text/csv; charset=utf-8",
    Format.PARQUET: "application/vnd.apache.parquet",
    Format.JSONLD: "application/ld+json",
}
Form = Annotated[
    Format,
    Query(alias="format", description="How to send it: json, or a file of the rows.", examples=["csv"]),
]
FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The rows, in the format that was asked for.",
        "content": {
            "application/jsonl": {"schema": {"type": "string"}},
            "text/csv": {"schema": {"type": "string"}},
            "application/vnd.apache.parquet": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}
"""What an operation that can send files says of them."""


def file_of(records: Sequence[Record], form: Format, name: str, after: str | None = None) -> Response:
    """`records`, all with the same fields, as a file called `name`; a further page is linked to in its header.

    Raises InputError for a format that the answer does not have.
    """
    makers = {Format.JSONL: _jsonl, Format.CSV: _csv, Format.PARQUET: _parquet}
    if form not in makers:
        raise InputError(f"This answer is not sent as {form}; ask for json, jsonl, csv or parquet.")
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    if after is not None:
        headers["X-After"] = after
    return Response(makers[form](records), headers=headers, media_type=_TYPES[form])


def _jsonl(records: Sequence[Record]) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False, default=str) + "\n" for record in records).encode()


def _csv(records: Sequence[Record]) -> bytes:
    text = io.StringIO()
    if records:
        writer = csv.DictWriter(text, records[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in record.items()} for record in records)
    return text.getvalue().encode()


def _cell(value: object) -> object:
    """Lists of words joined by spaces and what is nested as JSON, as in every CSV of Comity."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return " ".join(value)
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else value


def _parquet(records: Sequence[Record]) -> bytes:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise InputError("Parquet needs pyarrow at the server; install comity[columns] there.") from None
    sink = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(list(records)), sink)
    return sink.getvalue()
