"""Floors of quality on the held-out tenth of the corpus. A change may raise them; lowering one needs a reason.

The figures hold for one corpus, named by its digest: where the corpus changes, measure with `python -m benchmarks.card`
and pin anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.memory import measure as measure_memory
from benchmarks.reader import Figures, measure
from comity.find.model import PACKAGED
from training.check import check
from training.corpus import CORPUS, digest

DIGEST = "541695923dc50208"
FLOORS = {"dyad": 0.61, "event": 0.48, "act": 0.47, "full": 0.44}
QUIET = 0.88
CALIBRATION_ERROR = 0.05
MODEL_BYTES = 30_000_000
MEMORY_BYTES = 900_000_000
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure("heldout")


def test_the_floors_belong_to_this_corpus() -> None:
    assert digest() == DIGEST
    assert DIGEST in (ROOT / "docs" / "model-card.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("level", FLOORS)
def test_f1_end_to_end(figures: Figures, level: str) -> None:
    assert figures.evaluation.levels[level].f1 >= FLOORS[level]


def test_silence_where_nothing_happens(figures: Figures) -> None:
    assert figures.evaluation.silent >= QUIET * figures.evaluation.quiet


def test_confidence_means_something(figures: Figures) -> None:
    assert figures.calibration_error <= CALIBRATION_ERROR


def test_the_model_is_small() -> None:
    assert sum(path.stat().st_size for path in PACKAGED.iterdir()) <= MODEL_BYTES


def test_a_laptop_has_the_memory() -> None:
    assert measure_memory() <= MEMORY_BYTES


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_the_corpus_is_well_formed(path: Path) -> None:
    count, faults = check(path)
    assert count and not faults
