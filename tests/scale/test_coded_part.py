"""A part is coded once, and by a process of its own if workers died of it."""

from __future__ import annotations

from pathlib import Path

from comity.scale.cluster import code_part
from comity.scale.job import ClusterJob, PartSize
from comity.scale.parts import Part, parts
from comity.scale.tally import Tally
from comity.settings import Settings
from tests.scale.months import coded, expected, write_parquet

SETTINGS = Settings(ledger="")


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    write_parquet(tmp_path / "corpus.parquet")
    job = ClusterJob(str(tmp_path / "corpus.parquet"), str(tmp_path / "out"), SETTINGS, size=PartSize(rows=2))
    part = parts(job.corpus, job.size)[0]
    done = code_part(job, part)
    (tmp_path / "corpus.parquet").unlink()
    assert code_part(job, part) == done == Tally(2, done.reports, 0)


def test_a_part_that_workers_died_of_is_read_by_a_process_that_may_die(tmp_path: Path) -> None:
    write_parquet(tmp_path / "corpus.parquet")
    job = ClusterJob(str(tmp_path / "corpus.parquet"), str(tmp_path / "out"), SETTINGS, size=PartSize(rows=2))
    part: Part = parts(job.corpus, job.size)[0]
    tried = tmp_path / "out" / "_tried"
    tried.mkdir(parents=True)
    (tried / part.name).write_text('{"tries": 5}')
    found = expected(2)
    assert code_part(job, part) == Tally(2, len(found), 0)
    assert coded(tmp_path / "out") == found
