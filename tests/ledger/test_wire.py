"""Copies of one story are told from stories of their own, on the half of the labelled set that nothing was tuned on."""

from __future__ import annotations

import pytest

from benchmarks.wire import Figures, Text, by_runs, by_sentences, measure, texts
from comity.ledger import Ledger
from comity.ledger.pairs import timeline
from tests.ledger.making import said

PRECISION = 0.97
RECALL = 0.96


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure("heldout", by_sentences)


def test_copies_are_found_and_little_else(figures: Figures) -> None:
    assert figures.precision >= PRECISION
    assert figures.recall >= RECALL


def test_the_set_is_large_enough_and_hard() -> None:
    given = [*texts("tuning"), *texts("heldout")]
    assert len({text.story for text in given}) == 60
    assert {text.kind for text in given} >= {"cut", "reworded", "desk", "merged", "rival", "feature"}
    assert measure("heldout", by_runs).recall < 0.6  # runs of three words would do for an easy one


def sources(ledger: Ledger, *given: str) -> int:
    """How many independent sources the ledger counts behind one event that all these texts tell of."""
    for number, text in enumerate(given):
        words = f"RUS did recognise AFG. {text}"
        ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03", words=words, publisher=f"Paper {number}"))
    [event] = timeline(ledger, "RUS", "AFG")
    return event.sources


def of_kinds(story: int, *kinds: str) -> list[str]:
    found: dict[str, Text] = {text.kind: text for text in texts("heldout") if text.story == story}
    return [found[kind].text for kind in kinds]


def test_whatever_outlets_made_of_one_story_it_is_one_source(ledger: Ledger) -> None:
    copies = of_kinds(5, "base", "credited", "cut", "reordered", "reworded", "desk")
    assert sources(ledger, *copies) == 1


def test_another_agency_is_another_source(ledger: Ledger) -> None:
    assert sources(ledger, *of_kinds(5, "base", "cut", "reworded", "rival", "feature")) == 3


def test_an_article_that_merges_two_stories_is_no_third_source(ledger: Ledger) -> None:
    assert sources(ledger, *of_kinds(7, "base", "rival"), *of_kinds(9, "base"), *of_kinds(7, "merged")) == 3
