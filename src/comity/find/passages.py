"""A document cut into passages that the model reads at once, each with some of what stood before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.find.wordpiece import WORD
from comity.model.document import Span

FRESH_WORDS = 120
"""Words that a passage adds: about a paragraph, the length that the model was trained on."""
CONTEXT_WORDS = 60
"""Words repeated from before, so that a pronoun finds whom it stands for."""
SECTION_SENTENCES = 150
"""Sentences within which references are followed; what links mentions grows with the square of their number."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` of a text, of which those before `fresh` belong to earlier passages."""

    start: int
    fresh: int
    end: int


def sections(sentences: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """Runs of sentences that are read together."""
    for start in range(0, len(sentences), SECTION_SENTENCES):
        yield sentences[start : start + SECTION_SENTENCES]


def passages(sentences: Sequence[Span]) -> list[Passage]:
    """The passages of a run of sentences: whole sentences, each fresh in exactly one passage."""
    counts = [len(WORD.findall(sentence.text)) for sentence in sentences]
    cut = []
    first = 0
    while first < len(sentences):
        last = _reach(counts, first)
        before = _context(counts, first)
        cut.append(Passage(sentences[before].start, sentences[first].start, sentences[last - 1].end))
        first = last
    return cut


def _reach(counts: list[int], first: int) -> int:
    """One past the last sentence that fits in beside `first`, which always fits."""
    total, last = counts[first], first + 1
    while last < len(counts) and total + counts[last] <= FRESH_WORDS:
        total += counts[last]
        last += 1
    return last


def _context(counts: list[int], first: int) -> int:
    """The first of the sentences before `first` that fit in as context."""
    total, before = 0, first
    while before > 0 and total + counts[before - 1] <= CONTEXT_WORDS:
        before -= 1
        total += counts[before]
    return before
