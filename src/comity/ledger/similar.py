"""How alike the words of two reports are, and how many independent sources stand behind several."""

from __future__ import annotations

import re
from collections.abc import Iterable

from comity.model.document import Document
from comity.model.report import Report

COPY = 0.5
"""From this share of common three-word runs on, two passages are copies of one story."""

ALIKE = 0.3
"""From this share of common words on, two sentences speak of one happening."""

_AROUND = 200
"""How many characters before and after the evidence are compared: sentences are short, passages tell stories apart."""

_WORD = re.compile(r"\w+")
_COMMON = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "has", "have", "in", "it", "of", "on", "said", "the", "to"]
)


def words(report: Report) -> frozenset[str]:
    """The words of the evidence that carry meaning."""
    return frozenset(_WORD.findall(report.evidence.text.lower())) - _COMMON


def alike(one: frozenset[str], two: frozenset[str]) -> float:
    """The share of words that two sentences have in common, from 0 to 1."""
    return len(one & two) / len(one | two) if one and two else 0.0


def independent(passages: Iterable[tuple[Report, Document]]) -> int:
    """How many independent sources are behind these reports.

    Copies of one story count once, and so do all passages of one publisher and of one document.
    """
    stories: list[tuple[set[str], list[frozenset[str]]]] = []
    for report, document in sorted(passages, key=lambda passage: passage[0].id):
        origins = {document.id, *([f"publisher {document.publisher}"] if document.publisher else [])}
        runs = [_runs(report, document)]
        apart = []
        for other_origins, other_runs in stories:
            if origins & other_origins or any(_copied(runs[0], other) for other in other_runs):
                origins |= other_origins
                runs += other_runs
            else:
                apart.append((other_origins, other_runs))
        stories = [*apart, (origins, runs)]
    return len(stories)


def _runs(report: Report, document: Document) -> frozenset[str]:
    passage = document.text[max(0, report.evidence.start - _AROUND) : report.evidence.end + _AROUND]
    found = _WORD.findall(passage.lower())
    return frozenset(" ".join(found[start : start + 3]) for start in range(max(1, len(found) - 2)))


def _copied(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether the shorter passage is mostly in the longer, since copies are cut at will."""
    return len(one & two) >= COPY * min(len(one), len(two))
