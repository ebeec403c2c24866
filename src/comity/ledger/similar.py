"""How alike the words of two reports are, and how many independent sources stand behind several."""

from __future__ import annotations

import re
from collections.abc import Iterable

from comity.ledger.wire import Passage, sentences, stories_of
from comity.model.document import Document
from comity.model.report import Report

ALIKE = 0.3
"""From this share of common words on, two sentences speak of one happening."""

_AROUND = 400
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

    Copies of one story count once, whatever an outlet made of it, and so does all that one publisher wrote itself (or
    one document, where its publisher is not known). An article that merges two stories is a copy of both.
    """
    given = sorted(passages, key=lambda passage: passage[0].id)
    stories = [{_origin(given[place][1]) for place in story} for story in stories_of(map(_passage, given))]
    shared = [origins for origins in stories if len(origins) > 1]
    return len(shared) + len(set().union(*stories) - set().union(*shared))


def _origin(document: Document) -> str:
    return f"publisher {document.publisher}" if document.publisher else document.id


def _passage(given: tuple[Report, Document]) -> Passage:
    report, document = given
    return sentences(document.text[max(0, report.evidence.start - _AROUND) : report.evidence.end + _AROUND])
