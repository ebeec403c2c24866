"""A corpus is cut into parts so that every row is in exactly one of them, wherever the cuts fall."""

from __future__ import annotations

import json
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from comity.errors import CorpusError, InputError
from comity.records.rows import Row, RowError
from comity.scale.job import PartSize
from comity.scale.parts import FEW_PARTS, absolute, fitting_size, part_rows, parts
from tests.scale.corpus import sentence, write_corpus


def ids(corpus: str, size: PartSize) -> list[str | None]:
    rows = [row for part in parts(corpus, size) for row in part_rows(part)]
    return [row.id for row in rows if isinstance(row, Row)]


@pytest.mark.parametrize("size", [1, 7, 100, 137, 1_000_000])
def test_every_line_is_in_one_part(tmp_path: Path, size: int) -> None:
    path = write_corpus(tmp_path / "corpus.jsonl", 9)
    path.write_text(path.read_text().replace("\n", "\n\n", 2).removesuffix("\n"))
    assert ids(str(path), PartSize(size=size)) == [f"n{number}" for number in range(9)]


@pytest.mark.parametrize("rows", [1, 3, 4, 5, 100])
def test_every_row_of_parquet_is_in_one_part(tmp_path: Path, rows: int) -> None:
    table = pa.table({"id": [f"n{n}" for n in range(10)], "text": [sentence(n) for n in range(10)], "more": range(10)})
    pq.write_table(table, tmp_path / "corpus.parquet", row_group_size=4)
    assert ids(str(tmp_path / "corpus.parquet"), PartSize(rows=rows)) == [f"n{number}" for number in range(10)]


def test_a_folder_a_pattern_and_an_address_are_as_good_as_a_path(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.jsonl", "notes.txt"):
        write_corpus(tmp_path / name, 2)
    both = ["n0", "n1"] * 2
    assert ids(str(tmp_path), PartSize()) == ids(f"file://{tmp_path}", PartSize()) == both
    assert ids(str(tmp_path / "*.jsonl"), PartSize()) == both
    assert ids(str(tmp_path / "a.*"), PartSize()) == both[:2]


def test_a_corpus_may_lie_elsewhere(tmp_path: Path) -> None:
    with fsspec.open("memory://news/corpus.jsonl", "wb") as file:
        file.write(write_corpus(tmp_path / "corpus.jsonl", 3).read_bytes())
    assert ids("memory://news", PartSize(size=50)) == ["n0", "n1", "n2"]


def test_a_small_corpus_is_shared_out_and_a_large_one_not_cut_too_fine(tmp_path: Path) -> None:
    sizes = (1_000_000, 100_000_000, 10_000_000_000)
    found = []
    for number, size in enumerate(sizes):
        path = tmp_path / f"{number}.jsonl"
        with path.open("wb") as file:
            file.truncate(size)  # a file with a hole, which takes no room
        fitting = fitting_size(str(path))
        assert fitting.rows * PartSize().size == pytest.approx(fitting.size * PartSize().rows, rel=0.1)
        found.append(len(parts(str(path), fitting)))
    assert found == [25, FEW_PARTS, 5_000]


def test_a_malformed_row_has_its_place(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps({"text": sentence(1)}) + "\n{broken\n")
    _, bad = [row for part in parts(str(path), PartSize()) for row in part_rows(part)]
    assert isinstance(bad, RowError) and bad.reason == "it is not JSON." and bad.line == path.read_text().index("{b")


def test_a_changed_file_is_another_part(tmp_path: Path) -> None:
    path = write_corpus(tmp_path / "corpus.jsonl", 3)
    before = parts(str(path), PartSize())
    assert parts(str(path), PartSize()) == before
    write_corpus(path, 4)
    assert parts(str(path), PartSize())[0].name != before[0].name


def test_what_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="holds no file"):
        parts(str(tmp_path), PartSize())
    with pytest.raises(CorpusError, match=r"none\.jsonl"):
        parts(str(tmp_path / "none.jsonl"), PartSize())
    with pytest.raises(InputError, match="cannot be reached"):
        parts("nowhere://news", PartSize())
    (tmp_path / "bad.parquet").write_bytes(b"no Parquet file")
    with pytest.raises(CorpusError, match=r"bad\.parquet"):
        parts(str(tmp_path), PartSize())


def test_a_path_means_the_same_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute("out") == f"file://{tmp_path}/out" == absolute(f"file://{tmp_path}/out")
    assert absolute("memory://news") == "memory:///news"
