"""The figures, on a small set whose counts can be checked by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from comity.evaluation import LEVELS, Case, Claim, Evaluation, Tally, evaluate
from comity.model.document import Document
from comity.records.labelled import coded_claims, labelled_cases

DATA = Path(__file__).parent / "data"
GOLD, CODED = DATA / "gold.jsonl", DATA / "coded.jsonl"
REFERENCE = Path(__file__).parents[2] / "shared" / "corpus" / "score"


def figures(gold: list[Claim], coded: list[Claim]) -> Evaluation:
    return evaluate([Case("a", Document("x"), tuple(gold))], {"a": coded})


def test_pinned_figures() -> None:
    found = evaluate(labelled_cases(GOLD), coded_claims(CODED))
    assert (found.cases, found.answered, found.quiet, found.silent) == (5, 4, 2, 1)
    assert {level: (tally.found, tally.wrong, tally.missed) for level, tally in found.levels.items()} == {
        "dyad": (4, 2, 2),
        "event": (3, 3, 3),
        "act": (2, 4, 4),
        "full": (1, 5, 5),
    }
    assert found.acts["meet"] == Tally(found=1, wrong=1, missed=2)


def test_the_figures_are_those_of_the_corpus_script(tmp_path: Path) -> None:
    """Wherever that script lies beside the project, it and we must say the same of the same files."""
    scripts = [path for path in [REFERENCE] if path.exists()]
    for script in scripts:
        said = subprocess.run(
            [sys.executable, script, GOLD, CODED, "--json"], check=True, capture_output=True, text=True
        ).stdout
        theirs, ours = json.loads(said), evaluate(labelled_cases(GOLD), coded_claims(CODED))
        assert theirs["quiet"] == ours.silent / ours.quiet
        for level in LEVELS:
            tally = ours.levels[level]
            assert (tally.precision, tally.recall, tally.f1) == pytest.approx(tuple(theirs[level].values()))


def test_nothing_found_and_nothing_wanted_is_no_division() -> None:
    empty = figures([], [])
    assert (empty.levels["full"].precision, empty.levels["full"].recall, empty.levels["full"].f1) == (0, 0, 0)


@pytest.mark.parametrize(
    ("wanted", "given", "right"),
    [
        (("meet", "FJI", "TON"), ("meet", "TON", "FJI"), True),
        (("aid", "FJI", "TON"), ("aid", "TON", "FJI"), False),
        (("recognise", "COLLECTIVE", "TON"), ("recognise", "", "TON"), True),
        (("recognise", "FJI", "TON"), ("recognise", "", "TON"), False),
    ],
)
def test_direction_and_unnamed_sides(wanted: tuple[str, ...], given: tuple[str, ...], right: bool) -> None:
    gold, coded = (
        Claim(act, "asserted", (source,) if source else (), (target,)) for act, source, target in (wanted, given)
    )
    assert figures([gold], [coded]).levels["full"] == Tally(found=right, wrong=not right, missed=not right)


def test_what_is_optional_costs_nothing_either_way() -> None:
    optional = Claim("aid", "planned", ("FJI",), ("TON",), optional=True)
    required = Claim("aid", "planned", ("FJI",), ("TON",))
    assert figures([optional], []).levels["full"] == Tally()
    assert figures([optional], [required]).levels["full"] == Tally()
    assert figures([optional, required], []).levels["full"] == Tally(missed=1)


def test_a_pair_counts_once_a_case() -> None:
    claim = Claim("aid", "planned", ("FJI",), ("TON",))
    assert figures([claim], [claim, claim]).levels["act"] == Tally(found=1)
