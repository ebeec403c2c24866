"""Corpora, row by row."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from comity.errors import CorpusError
from comity.records.rows import LINE_LIMIT, TEXT_LIMIT, Row, rows

GOOD = {
    "id": "a",
    "text": "Fiji recognised Kosovo.",
    "published": "2026-03-12",
    "title": "Fiji",
    "address": "https://news.example/1",
    "publisher": "The Example",
    "more": "ignored",
}


def lines(tmp_path: Path, *given: bytes | Mapping[str, object]) -> list[Row | CorpusError]:
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(dict(line)).encode() for line in given))
    return list(rows(path, io.BytesIO()))


def check_good(row: Row | CorpusError, line: int = 1) -> None:
    assert isinstance(row, Row)
    document = row.document
    assert (row.line, row.id, document.text) == (line, "a", GOOD["text"])
    assert (document.title, document.address, document.publisher) == ("Fiji", GOOD["address"], "The Example")
    assert document.published == date(2026, 3, 12)


def test_json_lines(tmp_path: Path) -> None:
    bare, good = lines(tmp_path, {"text": "Only this."}, b"", GOOD)
    assert isinstance(bare, Row) and bare.id is None and bare.document.published is None
    check_good(good, line=3)


def test_json_lines_from_standard_input() -> None:
    [row] = rows(Path("-"), io.BytesIO(b"\xef\xbb\xbf" + json.dumps(GOOD).encode()))
    check_good(row)


def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "corpus.csv"
    path.write_text(
        'id,text,published,title,address,publisher,more\na,"Fiji recognised Kosovo.",2026-03-12,Fiji,'
        'https://news.example/1,The Example,x\nb,"two\nlines",,,,,\nc,,,,,,\nd,1,2,3,4,5,6,7,8\n',
        encoding="utf-8-sig",
    )
    good, two, empty, long = rows(path, io.BytesIO())
    check_good(good, line=2)
    assert isinstance(two, Row) and (two.line, two.document.text, two.document.published) == (3, "two\nlines", None)
    assert str(empty) == f"{path}, line 5: it has no “text”."
    assert str(long) == f"{path}, line 6: it has more fields than the first line."


def test_csv_without_the_column_is_none(tmp_path: Path) -> None:
    path = tmp_path / "corpus.csv"
    path.write_text("id,body\na,b\n")
    with pytest.raises(CorpusError, match="has no column “text”"):
        list(rows(path, io.BytesIO()))


def test_csv_in_another_encoding_is_reported_by_row(tmp_path: Path) -> None:
    path = tmp_path / "corpus.csv"
    path.write_bytes("text\nCôte d'Ivoire met Togo.\nFiji met Togo.\n".encode("latin-1"))
    bad, good = rows(path, io.BytesIO())
    assert str(bad) == f"{path}, line 2: its “text” is not valid UTF-8."
    assert isinstance(good, Row)


@pytest.mark.parametrize("published", ["2026-03-12", date(2026, 3, 12), datetime(2026, 3, 12, 9, 30)])
def test_parquet(tmp_path: Path, published: object) -> None:
    path = tmp_path / "corpus.parquet"
    pq.write_table(pa.Table.from_pylist([{**GOOD, "published": published}, {"text": None}]), path)
    good, bad = rows(path, io.BytesIO())
    check_good(good)
    assert str(bad) == f"{path}, line 2: it has no “text”."


def test_parquet_that_is_none_gets_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "corpus.parquet"
    path.write_bytes(b"PAR1 not at all")
    with pytest.raises(CorpusError, match="is not a Parquet file, or is damaged"):
        list(rows(path, io.BytesIO()))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "it is not JSON."),
        (b"[" * 100_000, "it is not JSON."),
        (b"[1]", "it is not a JSON object."),
        (b'{"text": "\xe9"}', "it is not valid UTF-8."),
        ({"id": "b"}, "it has no “text”."),
        ({"text": " \n"}, "it has no “text”."),
        ({"text": 7}, "its “text” is not text."),
        ({"text": "x", "title": ["y"]}, "its “title” is not text."),
        ({"text": "half a \ud83d"}, "its “text” is not valid UTF-8."),
        ({"text": "x", "published": 2026}, "its “published” is not a date."),
        ({"text": "x" * (TEXT_LIMIT + 1)}, "its text is longer than 10,000,000 characters."),
    ],
)
def test_a_malformed_row_is_reported_with_its_line_and_the_rest_is_read(
    tmp_path: Path, line: bytes | Mapping[str, object], said: str
) -> None:
    bad, good = lines(tmp_path, line, GOOD)
    assert isinstance(bad, CorpusError) and str(bad) == f"{tmp_path / 'corpus.jsonl'}, line 1: {said}"
    check_good(good, line=2)


def test_an_impossible_date_is_reported_with_its_line(tmp_path: Path) -> None:
    bad, _ = lines(tmp_path, {"text": "x", "published": "2026-02-30"}, GOOD)
    assert isinstance(bad, CorpusError) and "line 1: " in str(bad) and "2026-02-30" in str(bad)


def test_a_line_without_end_is_skipped(tmp_path: Path) -> None:
    bad, good = lines(tmp_path, b'{"text": "' + b"x" * (2 * LINE_LIMIT), GOOD)
    assert isinstance(bad, CorpusError) and "line 1" in str(bad)
    check_good(good, line=2)


@pytest.mark.parametrize("published", ["2026-03-12T23:59:59Z", "2026-03-12 08:00"])
def test_a_moment_is_cut_to_its_day(tmp_path: Path, published: str) -> None:
    [row] = lines(tmp_path, {**GOOD, "published": published})
    check_good(row)


def test_a_number_may_be_an_id(tmp_path: Path) -> None:
    [row] = lines(tmp_path, {"id": 7, "text": "x"})
    assert isinstance(row, Row) and row.id == "7"


@pytest.mark.parametrize("name", ["none.jsonl", "none.csv", "none.parquet", "."])
def test_a_file_that_cannot_be_read_gets_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(CorpusError, match=r"cannot be read|not a Parquet file"):
        list(rows(tmp_path / name, io.BytesIO()))
