"""The benchmark of rankings, on a small world with habits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np

from benchmarks.forecast import measure
from comity.outlook.links.dataset import read_dataset
from comity.outlook.links.ranker import Plan
from tests.outlook.links.made import ACTORS, world, write

SMALL = Plan(candidates=8, fit_days=40, fit_candidates=6, rule_days=10, networks=1)
ROOT = Path(__file__).parents[3]


def test_habits_are_ranked_far_better_than_by_chance(tmp_path: Path) -> None:
    write(tmp_path, world())
    figures = measure(read_dataset(tmp_path), "test", SMALL)
    by_chance = float(np.mean(1 / np.arange(1, len(ACTORS) + 1)))
    assert figures.answers > 300
    assert figures.mrr > 1.5 * by_chance
    assert figures.hits[0] < figures.hits[1] < figures.hits[2]


def test_a_bad_directory_gets_a_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.forecast", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "entity2id.txt cannot be read" in done.stderr
