"""The output of a cluster: each part once, however often it is coded, and nothing of another job."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from comity.errors import InputError
from comity.records.reading import Reading
from comity.records.record import records
from comity.records.rows import Row, RowError
from comity.scale.dataset import Dataset
from comity.scale.job import PartSize
from comity.scale.tally import Tally
from tests.samples import DOCUMENT, READING

JOB = {"reader": "test 1", "threshold": 0.5, "files": {"a.jsonl": "1"}}


def rows(folder: Path) -> list[dict[str, object]]:
    return ds.dataset(folder, format="parquet", partitioning="hive").to_table().to_pylist()


def test_reports_lie_by_month_and_what_is_left_out_beside_them(tmp_path: Path) -> None:
    dataset = Dataset(str(tmp_path / "out"))
    dataset.begin(JOB)
    failure = RowError("a.jsonl", 70, "reading it failed.", Row(70, "x", DOCUMENT))
    done = dataset.write("p1", [READING, failure, Reading(DOCUMENT, ())])
    assert done == Tally(2, len(READING.reports), 1) == dataset.tally("p1")
    month = f"{DOCUMENT.published:%Y-%m}" if DOCUMENT.published else "unknown"
    assert rows(tmp_path / "out") == [{**record, "month": month} for record in records(READING)]
    left_out = json.loads((tmp_path / "out" / "_failed" / "p1.jsonl").read_text())
    assert (left_out["line"], left_out["id"], left_out["error"]) == (70, "x", "reading it failed.")


def test_a_part_written_twice_is_there_once(tmp_path: Path) -> None:
    dataset = Dataset(str(tmp_path))
    for _ in range(2):
        dataset.write("p1", [READING])
    assert len(rows(tmp_path)) == len(READING.reports)


def test_a_part_that_broke_off_is_not_done(tmp_path: Path) -> None:
    dataset = Dataset(str(tmp_path))

    def breaking_off() -> list[Reading]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dataset.write("p1", (reading for _ in range(1) for reading in breaking_off()))
    assert dataset.tally("p1") is None
    (tmp_path / "_done").mkdir()
    (tmp_path / "_done" / "p1.json").write_text('{"docum')
    assert dataset.tally("p1") is None


def test_tries_are_counted(tmp_path: Path) -> None:
    assert [Dataset(str(tmp_path)).tries("p1") for _ in range(3)] == [0, 1, 2]


def test_a_corpus_may_grow_but_not_change(tmp_path: Path) -> None:
    dataset = Dataset(str(tmp_path / "out"))
    dataset.begin(JOB)
    dataset.begin({**JOB, "files": {"b.jsonl": "1"}})
    with pytest.raises(InputError, match=r"a\.jsonl has changed"):
        dataset.begin({**JOB, "files": {"a.jsonl": "2"}})
    with pytest.raises(InputError, match="another reader"):
        dataset.begin({**JOB, "reader": "test 2"})


def test_a_kill_as_the_job_is_noted_loses_nothing(tmp_path: Path) -> None:
    """Whatever the kill left of the note of a first or later beginning, the same job goes on."""
    dataset = Dataset(str(tmp_path / "out"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "_job.json.part").write_text('{"read')
    dataset.begin({**JOB, "size of parts": {"size": 9, "rows": 3}})
    (tmp_path / "out" / "_job.json.part").write_text('{"read')
    assert dataset.part_size() == PartSize(9, 3)
    with pytest.raises(InputError, match="another reader"):
        dataset.begin({**JOB, "size of parts": {"size": 9, "rows": 3}, "reader": "test 2"})


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("Dear sir")
    with pytest.raises(InputError, match="something else"):
        Dataset(str(tmp_path)).begin(JOB)
