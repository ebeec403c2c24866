"""Passages: every sentence fresh once, with context before it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.find.passages import CONTEXT_WORDS, FRESH_WORDS, SECTION_SENTENCES, passages, sections
from comity.model.document import Span


def spans(lengths: list[int]) -> list[Span]:
    """Sentences of so many words, one space between them."""
    text, found = "", []
    for length in lengths:
        sentence = " ".join(["word"] * length) + "."
        found.append(Span(len(text), len(text) + len(sentence), sentence))
        text += sentence + " "
    return found


@given(st.lists(st.integers(1, 200), max_size=40))
def test_each_sentence_is_fresh_in_one_passage(lengths: list[int]) -> None:
    sentences = spans(lengths)
    cut = passages(sentences)
    fresh = [s.start for p in cut for s in sentences if p.fresh <= s.start < p.end]
    assert fresh == [s.start for s in sentences]


def test_context_comes_before_and_is_bounded() -> None:
    cut = passages(spans([50] * 6))
    assert [p.start == p.fresh for p in cut] == [True, False, False]
    assert FRESH_WORDS >= 2 * 51 and CONTEXT_WORDS >= 51


def test_a_long_sentence_stands_alone() -> None:
    assert len(passages(spans([500, 500]))) == 2


def test_sections_bound_what_is_linked() -> None:
    assert [len(run) for run in sections(spans([3] * (SECTION_SENTENCES + 5)))] == [SECTION_SENTENCES, 5]


def test_no_sentences_no_passages() -> None:
    assert passages([]) == []
