"""Dating the news of an article by the words that retell it: "Thursday's announcement", "the decision on Monday".

A lead often gives no day, and a later sentence that refers back to it does. The noun says that something told before
is meant, so its day is the day of what the lead tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from comity.actors.names import find_names
from comity.model.document import Span
from comity.model.report import Precision, Report, Status, When
from comity.read.phrases import find_phrases, resolve_phrase
from comity.read.split import sentences

_NOUN = (
    r"(?:historic |landmark |surprise |formal |official )?"
    r"(?:announcement|decision|declaration|move|step|action|ruling|vote|ceremony|statement|recognition|signing)"
)
_AFTER_DAY = re.compile(rf"\s*['’]s {_NOUN}\b", re.IGNORECASE)
_BEFORE_DAY = re.compile(
    rf"\b(?:the|this|that|its|their|his|her) {_NOUN}(?: made| taken| announced)? (?:on )?$", re.IGNORECASE
)


def dates_retold(text: str, reports: Sequence[Report], published: date | None) -> list[Report]:
    """`reports` of one document, undated asserted ones of the lead with the day that the text retells them by.

    The lead is the first sentence with asserted reports. Nothing changes where the text names several such days, or
    where the retelling sentence names actors and none of them is the report's source.
    """
    asserted = [report for report in reports if report.status == Status.ASSERTED]
    lead = min((report.evidence.start for report in asserted), default=None)
    days = list(_retellings(text, published)) if lead is not None else []
    return [_dated(report, days) if report.evidence.start == lead else report for report in reports]


def _dated(report: Report, days: Sequence[tuple[When, frozenset[str]]]) -> Report:
    if report.status != Status.ASSERTED or report.when.date is not None or report.when.phrase is not None:
        return report
    source = frozenset(report.source_codes)
    fitting = [when for when, named in days if not named or named & source]
    if len({when.date for when in fitting}) != 1:
        return report
    return replace(report, when=fitting[0])


def _retellings(text: str, published: date | None) -> Iterator[tuple[When, frozenset[str]]]:
    """The days of retelling nouns, each with the actors that its sentence names."""
    for sentence in sentences(text):
        for phrase in find_phrases(sentence.text):
            if not _is_retelling(sentence.text, phrase):
                continue
            when = resolve_phrase(_moved(phrase, sentence.start), published)
            if when.precision == Precision.DAY:
                yield when, frozenset(hit.actor.code for hit in find_names(sentence.text, published))


def _is_retelling(sentence: str, phrase: Span) -> bool:
    after = _AFTER_DAY.match(sentence, phrase.end - 2 if phrase.text.endswith(("'s", "’s")) else phrase.end)
    return after is not None or _BEFORE_DAY.search(sentence[: phrase.start]) is not None


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.text)
