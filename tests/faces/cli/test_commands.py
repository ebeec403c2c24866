"""The commands in a process of their own: what they print, where, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from comity.records.fields import FIELDS
from tests.faces.cli.running import CORPUS, EXAMPLE, PROGRAM, comity, environment, on_terminal

READ = ("read", EXAMPLE, "--published", "2026-03-12")
NAMES = [field.name for field in FIELDS]


def test_version(tmp_path: Path) -> None:
    done = comity(tmp_path, "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, "comity 0.1.0\n", "")


def test_help_names_every_command(tmp_path: Path) -> None:
    said = comity(tmp_path, "--help").stdout
    assert all(f" {name} " in said for name in ("read", "code", "add", "show", "eval"))


def test_read_prints_records_in_a_pipe(tmp_path: Path) -> None:
    done = comity(tmp_path, *READ)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    text = EXAMPLE.read_text(encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(list(record) == NAMES for record in found)
    assert all(text[record["evidence_start"] : record["evidence_end"]] == record["evidence"] for record in found)
    assert any(
        (record["act"], record["status"], record["source"], record["target"], record["date"])
        == ("recognise", "asserted", ["FJI"], ["XKX"], "2026-03-10")
        for record in found
    )


def test_read_prints_a_coloured_table_on_a_terminal(tmp_path: Path) -> None:
    said = on_terminal(tmp_path, *READ, columns=80)
    plain = said.replace("\x1b[0m", "")
    assert "\x1b[" in said and "Kosovo (XKX)" in plain and "2026-03-10" in plain


@pytest.mark.parametrize("columns", [80, 100, 120])
def test_the_table_keeps_to_the_width(tmp_path: Path, columns: int) -> None:
    done = comity(tmp_path, *READ, "--format", "table", more={"COLUMNS": str(columns)})
    lines = done.stdout.splitlines()
    assert len(lines) > 10 and max(map(len, lines)) <= columns


def test_no_colour_if_none_is_wanted(tmp_path: Path) -> None:
    assert "\x1b[" not in comity(tmp_path, *READ, "--format", "table").stdout


def test_csv_and_parquet_hold_the_same_reports(tmp_path: Path) -> None:
    for name in ("out.csv", "out.parquet", "out.jsonl"):
        done = comity(tmp_path, *READ, "-o", name)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    ids = [row["id"] for row in csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8")))]
    assert ids == pq.read_table(tmp_path / "out.parquet").column("id").to_pylist()
    assert ids == [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "out.jsonl", "out.parquet"]


def test_read_standard_input_without_a_date(tmp_path: Path) -> None:
    done = comity(tmp_path, "read", "-", stdin=EXAMPLE.read_bytes())
    found = [json.loads(line) for line in done.stdout.splitlines()]
    on_tuesday = [record for record in found if record["date_phrase"] and "Tuesday" in record["date_phrase"]]
    assert on_tuesday and all(record["date"] is None and record["date_note"] for record in on_tuesday)


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_code_writes_every_format(tmp_path: Path, suffix: str) -> None:
    done = comity(tmp_path, "code", CORPUS, "-o", f"out.{suffix}")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("Coded 3 documents, ") and done.stderr.endswith(" 0 rows left out.\n")
    assert (tmp_path / f"out.{suffix}").stat().st_size


def test_code_reads_what_it_is_piped(tmp_path: Path) -> None:
    done = comity(tmp_path, "code", "-", stdin=CORPUS.read_bytes())
    coded = [json.loads(line) for line in done.stdout.splitlines()]
    assert [document["id"] for document in coded] == ["embassy", "envoys", "harvest"]
    assert all(record["corpus_id"] == document["id"] for document in coded for record in document["reports"])


def test_eval_of_the_reader_and_of_its_file_agree(tmp_path: Path) -> None:
    comity(tmp_path, "code", CORPUS, "-o", "coded.jsonl")
    read, scored = comity(tmp_path, "eval", CORPUS), comity(tmp_path, "eval", CORPUS, "--coded", "coded.jsonl")
    assert json.loads(read.stdout) == json.loads(scored.stdout)
    table = comity(tmp_path, "eval", CORPUS, "--coded", "coded.jsonl", "--format", "table").stdout
    assert table.startswith("3 cases, 3 answered") and "precision" in table


def test_add_and_show(tmp_path: Path) -> None:
    first = comity(tmp_path, "add", EXAMPLE, "--published", "2026-03-12")
    again = comity(tmp_path, "add", EXAMPLE, "--published", "2026-03-12")
    assert first.returncode == again.returncode == 0
    assert first.stdout.startswith("Recorded ") and again.stdout.endswith("nothing changed.\n")
    by_code, by_name = comity(tmp_path, "show", "FJI", "XKX"), comity(tmp_path, "show", "fiji", "Kosovo")
    assert by_code.stdout == by_name.stdout
    found = [json.loads(line) for line in by_code.stdout.splitlines()]
    assert any((record["act"], record["date"]) == ("recognise", "2026-03-10") for record in found)
    assert list(found[0]) == NAMES
    assert "Kosovo (XKX)" in comity(tmp_path, "show", "FJI", "--format", "table").stdout
    nothing = comity(tmp_path, "show", "Peru")
    assert (nothing.returncode, nothing.stdout) == (0, "") and "nothing" in nothing.stderr


def test_a_broken_pipe_is_quiet(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"'{PROGRAM}' code '{CORPUS}' | true"],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_breaking_off_leaves_nothing_half_written(tmp_path: Path, number: signal.Signals, status: int) -> None:
    os.mkfifo(tmp_path / "endless.jsonl")
    process = subprocess.Popen(
        [PROGRAM, "code", "endless.jsonl", "-o", "out.jsonl"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with (tmp_path / "endless.jsonl").open("wb") as corpus:  # opens once the program reads, its output begun
        corpus.write(CORPUS.read_bytes() * 20)
        corpus.flush()
        while not (tmp_path / "out.jsonl.journal").exists():
            time.sleep(0.01)
        process.send_signal(number)
        _, said = process.communicate(timeout=600)
    assert process.returncode == status
    assert "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["endless.jsonl"]
