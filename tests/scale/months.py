"""A corpus over several months, and what one process makes of it: what a cluster's output is held to."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from comity.find.reader import load_reader
from comity.model.document import Document
from comity.records.reading import Reading
from comity.records.record import Record, records
from tests.scale.corpus import FILLER, PUBLISHED, sentence

DOCUMENTS = 36


def document(number: int) -> Document:
    """One in four has no day of publication."""
    published = PUBLISHED.replace(month=1 + number % 3) if number % 4 else None
    return Document(sentence(number) + FILLER, published=published)


def write_parquet(path: Path) -> None:
    """All documents, and a row without text."""
    rows = [
        {"id": f"n{number}", "text": one.text, "published": one.published}
        for number, one in enumerate(map(document, range(DOCUMENTS)))
    ]
    pq.write_table(pa.Table.from_pylist([*rows, {"id": "empty", "text": "", "published": None}]), path)


def expected(count: int = DOCUMENTS) -> list[Record]:
    """What one process finds in the first documents, with the month that it is filed under."""
    reader = load_reader()
    found = []
    for number, one in enumerate(map(document, range(count))):
        month = f"{one.published:%Y-%m}" if one.published else "unknown"
        found += [{**row, "month": month} for row in records(Reading(one, tuple(reader.read(one)), f"n{number}"))]
    return sorted(found, key=_place)


def coded(folder: Path) -> list[Record]:
    """The rows of a cluster's output."""
    return sorted(ds.dataset(folder, format="parquet", partitioning="hive").to_table().to_pylist(), key=_place)


def _place(row: Record) -> tuple[str, int]:
    return row["corpus_id"], row["trigger_start"]
