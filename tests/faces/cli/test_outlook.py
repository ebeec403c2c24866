"""`comity outlook` as it is typed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.faces.cli.running import check_sentence, comity, on_terminal


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found: Path = tmp_path_factory.mktemp("outlook")
    assert comity(found, "init", "--with-reference").returncode == 0
    return found


def test_who_follows_is_ranked_kept_settled_and_scored(folder: Path) -> None:
    asked = ("outlook", "--act", "recognise", "--target", "XKX", "--on", "2008-03-01", "--horizon", "30")
    done = comity(folder, *asked, "--keep")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows == sorted(rows, key=lambda row: -row["probability"])
    assert {"id", "source", "probability", "low", "high", "base", "reasons", "due", "model", "data"} <= rows[0].keys()
    assert f"{len(rows)} forecasts kept" in done.stderr
    assert "0 forecasts kept" in comity(folder, *asked, "--keep").stderr
    settled = list(csv.DictReader(comity(folder, "outlook", "resolve", "--format", "csv").stdout.splitlines()))
    assert len(settled) == len(rows)
    came = {row["source"] for row in settled if row["happened"] == "True"}
    assert {"JPN", "CAN", "HRV"} <= came
    assert comity(folder, "outlook", "resolve").stdout == ""
    told = comity(folder, "outlook", "score", "--plot", "plot.svg").stdout
    assert "Brier skill" in told
    assert f"{len(rows)} forecasts" in told
    assert (folder / "plot.svg").read_text(encoding="utf-8").startswith("<svg")
    assert "all as recorded" in comity(folder, "verify").stdout


def test_a_terminal_shows_rank_interval_and_reasons(folder: Path) -> None:
    shown = on_terminal(folder, "outlook", "--act", "recognise", "--target", "AFG", "--on", "2025-07-04", columns=140)
    assert "Tajikistan (TJK)" in shown
    assert "borders on Afghanistan" in shown
    assert "For all alike: 1 has come to it" in shown
    assert "are expected to" in shown


def test_two_parties_are_named_without_a_command(folder: Path) -> None:
    done = comity(folder, "outlook", "RUS", "AFG", "--on", "2025-07-04", "--format", "csv")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert {row["horizon"] for row in rows} == {"30", "90", "365"}
    assert {row["act"] for row in rows} == {"withdraw-recognition", "establish-relations"}
    assert {row["signal"] for row in rows} == {"False"}


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        ((), 2, "Name two parties"),
        (("RUS",), 2, "Name two parties"),
        (("RUS", "AFG", "--act", "recognise"), 2, "Name two parties"),
        (("--act", "recognise", "--target", "Ruritania"), 2, "Ruritania"),
        (("--act", "dance", "--target", "AFG"), 2, "recognise"),
        (("RUS", "AFG", "--horizon", "400"), 2, "from 1 to 365"),
        (("--act", "recognise", "--target", "AFG", "--on", "2199-01-01"), 2, "has not come"),
        (("backtest", "--target", "France"), 2, "No past forecast"),
        (("backtest", "--acts"), 2, "too few days"),
    ],
)
def test_bad_input_is_said_in_a_sentence(folder: Path, words: tuple[str, ...], status: int, sentence: str) -> None:
    check_sentence(comity(folder, "outlook", *words), status, sentence)
