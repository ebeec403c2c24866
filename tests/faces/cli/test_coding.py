"""`comity code` on several cores, killed and taken up again."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.faces.cli.running import PROGRAM, check_sentence, comity, environment
from tests.scale.corpus import FILLER, write_corpus

DOCUMENTS = 44
"""With their filler enough text that a pool of processes is started."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus") / "corpus.jsonl", DOCUMENTS, filler=FILLER)


@pytest.fixture(scope="module")
def by_one(corpus: Path) -> bytes:
    """What one process without a journal makes of the corpus."""
    return comity(corpus.parent, "code", corpus, "--workers", "1").stdout.encode()


def started(folder: Path, *arguments: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([PROGRAM, *arguments], cwd=folder, env=environment(folder), stderr=subprocess.PIPE)


def await_lines(process: subprocess.Popen[bytes], path: Path, count: int) -> None:
    """Wait until `process` has written so many lines to the file at `path`."""
    while not path.exists() or path.read_bytes().count(b"\n") < count:
        assert process.poll() is None
        time.sleep(0.01)


def children(process: int) -> list[int]:
    """The processes that `process` started."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(number) for number in found]


def readers(process: int) -> list[int]:
    """Those of its children that read; multiprocessing has a helper of its own beside them."""
    return [n for n in children(process) if b"spawn_main" in Path(f"/proc/{n}/cmdline").read_bytes()]


def gone(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_killed_again_and_again_it_ends_with_what_one_process_writes(
    tmp_path: Path, corpus: Path, by_one: bytes
) -> None:
    command = ("code", corpus, "-o", "out.jsonl", "--workers", "2")
    for lines in (4, 20):
        process = started(tmp_path, *command)
        await_lines(process, tmp_path / "out.jsonl.journal", lines)
        its_readers = readers(process.pid)
        process.kill()
        process.communicate()
        while not all(map(gone, its_readers)):  # nobody is left to read for a process that is gone
            time.sleep(0.01)
        assert not (tmp_path / "out.jsonl").exists()
    done = comity(tmp_path, *command)
    assert done.returncode == 0 and done.stderr.startswith("Going on after ")
    assert f"Coded {DOCUMENTS} documents" in done.stderr
    assert (tmp_path / "out.jsonl").read_bytes() == by_one
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_killed_reader_costs_nothing_but_time(tmp_path: Path, corpus: Path, by_one: bytes) -> None:
    process = started(tmp_path, "code", corpus, "-o", "out.jsonl", "--workers", "2")
    await_lines(process, tmp_path / "out.jsonl.journal", 2)
    os.kill(readers(process.pid)[0], signal.SIGKILL)
    said = process.communicate()[1].decode()
    assert process.returncode == 0 and said.endswith(" 0 rows left out.\n")
    assert (tmp_path / "out.jsonl").read_bytes() == by_one


def test_ctrl_c_leaves_the_journal_to_go_on_from(tmp_path: Path, corpus: Path) -> None:
    process = started(tmp_path, "code", corpus, "-o", "out.csv", "--workers", "2")
    await_lines(process, tmp_path / "out.csv.journal", 3)
    process.send_signal(signal.SIGINT)
    said = process.communicate()[1].decode()
    assert process.returncode == 130 and "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv.journal"]
    check_sentence(comity(tmp_path, "code", corpus, "-o", "out.csv", "--threshold", "0.9"), 2, "another threshold")
    assert (tmp_path / "out.csv.journal").exists()


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_file_is_what_a_stream_would_be(tmp_path: Path, suffix: str) -> None:
    corpus = write_corpus(tmp_path / "corpus.jsonl", 6)
    comity(tmp_path, "code", corpus, "-o", f"out.{suffix}")
    streamed = subprocess.run(
        [PROGRAM, "code", corpus, "--format", suffix],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        check=True,
    )
    assert (tmp_path / f"out.{suffix}").read_bytes() == streamed.stdout


def test_rows_left_out_are_set_aside_and_can_be_coded_again(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus.jsonl", 3)
    french = '{"id": "fr", "text": "Le gouvernement du Pérou a reconnu mardi la République, ont dit des responsables."}'
    corpus.write_text(corpus.read_text() + "{broken\n" + french + "\n")
    done = comity(tmp_path, "code", corpus, "-o", "out.jsonl")
    assert done.returncode == 1 and done.stderr.endswith("Coded 3 documents, 3 reports, 2 rows left out.\n")
    assert "out.jsonl.failed.jsonl" in done.stderr
    again = comity(tmp_path, "code", "out.jsonl.failed.jsonl", "-o", "again.jsonl", "--force")
    assert again.returncode == 1 and again.stderr.endswith("Coded 1 document, 0 reports, 1 row left out.\n")
    comity(tmp_path, "code", write_corpus(tmp_path / "corpus.jsonl", 2), "-o", "out.jsonl")
    assert not (tmp_path / "out.jsonl.failed.jsonl").exists()


def test_a_cluster_writes_a_folder(tmp_path: Path, corpus: Path) -> None:
    check_sentence(comity(tmp_path, "code", corpus, "--engine", "ray"), 2, "-o")
    check_sentence(comity(tmp_path, "code", corpus, "--engine", "ray", "-o", "o", "--format", "csv"), 2, "--format")
    check_sentence(comity(tmp_path, "code", "nowhere://news", "--engine", "ray", "-o", "out"), 2, "nowhere://news")
