"""Contexts that a text names."""

from __future__ import annotations

from comity.ontology.acts import CONTEXTS
from comity.ontology.contexts import WORDS_FILE, contexts_named


def test_words_name_contexts() -> None:
    assert contexts_named("They spoke of Energy, railways and the harvest.") == {"energy", "transport"}


def test_parts_of_words_do_not() -> None:
    assert contexts_named("He was important and oily.") == frozenset()


def test_all_are_contexts_of_the_codebook() -> None:
    rows = WORDS_FILE.read_text(encoding="utf-8").splitlines()[1:]
    assert {row.split(",")[0] for row in rows} <= set(CONTEXTS)
