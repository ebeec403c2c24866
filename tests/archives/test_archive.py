"""Reading an archive: which rows, in which order, and as what."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from comity.archives.archive import Archive, Holding
from comity.archives.columns import COLUMNS, SCHEMA, coded, days
from tests.archives.making import GDELT_1_SAMPLE, GDELT_2_SAMPLE, ICEWS_SAMPLE, gdelt_row, imported, written


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("archive")
    imported(folder, "gdelt", GDELT_1_SAMPLE, GDELT_2_SAMPLE)
    imported(folder, "icews", ICEWS_SAMPLE)
    return Archive(folder)


def test_rows_come_in_the_schema_by_their_days(archive: Archive) -> None:
    table = archive.events()
    assert table.schema.equals(SCHEMA)
    assert table.num_rows == 710 + 31 + 3705
    assert np.all(np.diff(days(table)) >= 0)


def test_bounds_are_days_that_count(archive: Archive) -> None:
    day = date(2018, 6, 2)
    found = archive.events(since=day, until=day, columns=("date", "origin"))
    assert found.num_rows == 1346 and set(found["date"].to_pylist()) == {day}
    assert archive.events(since=date(2030, 1, 1)).num_rows == 0
    assert archive.events(until=date(2018, 6, 2), origins=("icews",)).num_rows == 3705
    assert archive.events(origins=()).num_rows == 0


def test_what_was_published_later_is_not_known(tmp_path: Path) -> None:
    lines = [
        gdelt_row(SQLDATE="20250101", DATEADDED="20260101000000", SOURCEURL="https://late.example/"),
        gdelt_row(SQLDATE="20250101", DATEADDED="20250102000000", SOURCEURL="https://soon.example/"),
        gdelt_row(SQLDATE="20250101", DATEADDED="", SOURCEURL="https://undated.example/"),
    ]
    imported(tmp_path / "a", "gdelt", written(tmp_path / "f", *lines))
    archive = Archive(tmp_path / "a")
    known = {day: archive.events(known_by=date.fromisoformat(day)).num_rows for day in ("2025-01-01", "2025-01-02")}
    assert known == {"2025-01-01": 1, "2025-01-02": 2}
    assert archive.events(known_by=date(2026, 1, 1)).num_rows == 3


def test_columns_are_chosen_and_become_numpy_arrays(archive: Archive) -> None:
    table = archive.events(columns=("source", "date"))
    assert table.column_names == ["source", "date"]
    numbers, words = coded(table, "source")
    assert numbers.dtype == np.int32 and len(numbers) == table.num_rows
    told = [words[number] if number >= 0 else None for number in numbers]
    assert told == table["source"].to_pylist()
    assert days(table)[0] == (table["date"][0].as_py() - date(1970, 1, 1)).days


def test_an_empty_choice_becomes_empty_arrays(archive: Archive) -> None:
    table = archive.events(since=date(2030, 1, 1), columns=("source", "date"))
    numbers, words = coded(table, "source")
    assert (len(numbers), words, len(days(table))) == (0, [], 0)


def test_the_order_and_the_version_do_not_depend_on_the_order_of_import(archive: Archive, tmp_path: Path) -> None:
    imported(tmp_path, "icews", ICEWS_SAMPLE)
    imported(tmp_path, "gdelt", GDELT_2_SAMPLE)
    assert Archive(tmp_path).version != archive.version
    imported(tmp_path, "gdelt", GDELT_1_SAMPLE)
    other = Archive(tmp_path)
    assert other.version == archive.version
    assert other.events()["fingerprint"].equals(archive.events()["fingerprint"])


def test_it_says_what_it_holds(archive: Archive) -> None:
    assert archive.holdings() == [
        Holding("gdelt", 741, date(1982, 1, 2), date(2026, 8, 10), 2),
        Holding("icews", 3705, date(2018, 6, 1), date(2018, 6, 2), 1),
    ]
    assert [file.name for file in archive.files()] == [GDELT_1_SAMPLE.name, GDELT_2_SAMPLE.name, ICEWS_SAMPLE.name]


def test_pieces_are_plain_parquet_that_other_tools_read(archive: Archive) -> None:
    table = pa.parquet.read_table(archive.path / "pieces")
    assert table.num_rows == archive.events().num_rows
    assert set(table.column_names) == {column.name for column in COLUMNS}
