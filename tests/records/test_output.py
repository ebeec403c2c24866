"""Readings written as JSON Lines, CSV and Parquet."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from comity.errors import InputError
from comity.records.fields import FIELDS
from comity.records.output import FileFormat, output
from comity.records.reading import Reading
from comity.records.record import records
from tests.samples import DOCUMENT, READING


def written(form: FileFormat, *readings: Reading, by_document: bool = False) -> bytes:
    stream = io.BytesIO()
    out = output(stream, form, by_document=by_document)
    for reading in readings:
        out.add(reading)
    out.close()
    return stream.getvalue()


def test_json_lines_hold_a_record_each() -> None:
    lines = written(FileFormat.JSONL, READING).splitlines()
    assert [json.loads(line) for line in lines] == list(records(READING))


def test_json_lines_by_document_hold_each_document_once() -> None:
    silent = Reading(DOCUMENT, ())
    first, second = map(json.loads, written(FileFormat.JSONL, READING, silent, by_document=True).splitlines())
    assert first == {"id": "fiji", "text": None, "reports": list(records(READING))}
    assert second == {"id": None, "text": DOCUMENT.text, "reports": []}


def test_csv_has_a_header_and_a_row_a_report() -> None:
    rows = list(csv.DictReader(io.StringIO(written(FileFormat.CSV, READING).decode())))
    assert list(rows[0]) == [field.name for field in FIELDS]
    assert [row["status"] for row in rows] == ["asserted", "denied"]
    assert (rows[0]["contexts"], rows[0]["uncertain"], rows[1]["date"]) == ("diplomatic territory", "false", "")
    assert json.loads(rows[0]["source_mentions"])[0]["text"] == "Fiji"


def test_csv_without_a_report_is_its_header() -> None:
    assert written(FileFormat.CSV).decode() == ",".join(field.name for field in FIELDS) + "\n"


def test_parquet_gives_the_records_back() -> None:
    table = pq.read_table(io.BytesIO(written(FileFormat.PARQUET, READING)))
    assert table.to_pylist() == list(records(READING))


def test_parquet_of_nothing_still_has_the_columns() -> None:
    assert pq.read_table(io.BytesIO(written(FileFormat.PARQUET))).column_names == [field.name for field in FIELDS]


def test_parquet_without_the_extra_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"comity\[columns\]"):
        output(io.BytesIO(), FileFormat.PARQUET)


@pytest.mark.parametrize(
    ("name", "form"), [("a.csv", "csv"), ("a.PARQUET", "parquet"), ("a.jsonl", "jsonl"), ("a.txt", "jsonl")]
)
def test_the_suffix_names_the_format(name: str, form: str) -> None:
    assert FileFormat.of(Path(name)) == form
