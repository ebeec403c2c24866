"""When an act happened, as far as the text says it.

The date of an act is that of the time phrase which belongs to it; where the text has none, it is unknown: neither
the day of publication nor the date of another act fills in. How a phrase finds its act stands in `attach.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property, lru_cache

from comity.model.document import Span
from comity.model.report import Precision, Report, Status, When
from comity.ontology.acts import acts
from comity.read.attach import Act, attach, is_future
from comity.read.clauses import Sentence
from comity.read.days import parse_day
from comity.read.offsets import days_off, is_offset
from comity.read.period import OTHER_EVENT
from comity.read.phrases import find_phrases, resolve_phrase

__all__ = ["date_of", "dates_across", "find_phrases", "parse_day", "resolve_phrase"]

_FRESH = timedelta(days=14)
"""A phrase that means an earlier day than this before publication tells of the past, not of news."""

_BEFORE = 400
"""How many characters before the sentence are searched for what "a day later" counts from."""

_DEADLINE = re.compile(r"\b(?:by|before|until|till) (?:the )?$", re.IGNORECASE)

_REACH = 600
"""How many characters around a trigger are searched for its time phrase."""

DATELINE = "The day of the dateline, on which the text was filed."
DEADLINE = "A deadline: by then, not on that day."


def date_of(
    text: str,
    sentence: Span,
    trigger: Span,
    hint: Span | None,
    status: Status,
    published: date | None,
) -> When:
    """The date of the act that `trigger` names in `sentence` of `text`; all spans count from the text's beginning.

    `hint` is where a model sees the time phrase; the phrase that overlaps it is taken. Without one, or with one that
    holds no date, the phrase is chosen by the build of the sentence.
    """
    sentence = _around(text, sentence, trigger, hint or trigger)
    reading = _Reading(text, sentence, trigger, status, published)
    phrase = _overlapping(reading.phrases, hint, sentence.start)
    when = reading.attached() if phrase is None else reading.resolved(phrase)
    if when.phrase is None:
        return when
    return replace(when, phrase=_moved(when.phrase, sentence.start))


def _around(text: str, sentence: Span, trigger: Span, hint: Span) -> Span:
    """The part of `sentence` that can hold the date of `trigger`: all of it, but for lists without a full stop."""
    start = max(sentence.start, min(trigger.start, hint.start) - _REACH)
    return Span.of(text, start, min(sentence.end, max(trigger.end, hint.end) + _REACH))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.text)


def _overlapping(phrases: Sequence[Span], hint: Span | None, offset: int) -> Span | None:
    if hint is None:
        return None
    overlap = {p: min(hint.end - offset, p.end) - max(hint.start - offset, p.start) for p in phrases}
    best = max(overlap, key=lambda phrase: overlap[phrase], default=None)
    return best if best is not None and overlap[best] > 0 else None


@lru_cache(maxsize=64)
def _build(sentence: str) -> Sentence:
    # Kept for a while, as one sentence often states several acts.
    return Sentence(sentence, find_phrases(sentence))


class _Reading:
    """The time phrases of one sentence, read for one act; their places count from the sentence's beginning."""

    def __init__(self, text: str, sentence: Span, trigger: Span, status: Status, published: date | None) -> None:
        self.before = text[max(0, sentence.start - _BEFORE) : sentence.start]
        self.build = _build(sentence.text)
        self.phrases = self.build.phrases
        self.trigger = _moved(trigger, -sentence.start)
        self.status = status
        self.published = published

    @cached_property
    def future(self) -> bool:
        """Whether the act lies ahead, so that "Monday" is the next one."""
        if self.status == Status.DENIED:
            return is_future(self.build.part_at(self.trigger.start))
        return self.status != Status.ASSERTED

    def resolved(self, phrase: Span) -> When:
        """The date that `phrase` means here."""
        if is_offset(phrase.text):
            return self._counted(phrase)
        when = resolve_phrase(phrase, self.published, future=self.future)
        if when.date and self.status != Status.ASSERTED and _DEADLINE.search(self.build.text[: phrase.start]):
            return replace(when, note=DEADLINE)
        return when

    def attached(self) -> When:
        """The date of the act by the phrase that the sentence's build gives it."""
        found = attach(Act(self.build, self.trigger, self.status, self._old()))
        if found is None:
            return When()
        when = self.resolved(found.phrase)
        if found.offset is not None:
            return _shifted(when, found.offset, -1)
        return replace(when, note=DATELINE) if found.dateline and when.date else when

    def _counted(self, phrase: Span) -> When:
        """The date of a phrase that counts from another event: from the last day named before it, or "after" it."""
        days = [p for p in self.phrases if p.end <= phrase.start and not is_offset(p.text)][::-1]
        if phrase.text.endswith(("after", "before")):
            days = [p for p in self.phrases if p.start >= phrase.end and not is_offset(p.text)][:1] + days
        days += [p for p in find_phrases(self.before) if not is_offset(p.text)][::-1]
        if not days:
            return When(phrase=phrase, note=OTHER_EVENT)
        return _shifted(self.resolved(days[0]), phrase, 1)

    def _old(self) -> frozenset[Span]:
        return frozenset(phrase for phrase in self.phrases if self._is_old(phrase))

    def _is_old(self, phrase: Span) -> bool:
        when = resolve_phrase(phrase, self.published)
        if when.date is None:
            return False
        if self.published is None:
            return when.precision != Precision.DAY
        return when.date < (self.published - _FRESH).isoformat()[: len(when.date)]


def _shifted(when: When, offset: Span, direction: int) -> When:
    """The day that `offset` puts after the day of `when`, or before it where `direction` is -1."""
    days = days_off(offset.text)
    if days is None or when.date is None or when.precision != Precision.DAY:
        return When(phrase=offset, note=when.note or OTHER_EVENT)
    day = date.fromisoformat(when.date) + timedelta(days=direction * days)
    return When(day.isoformat(), Precision.DAY, offset)


def dates_across(reports: Sequence[Report]) -> list[Report]:
    """`reports` of one document, where an asserted one without a date takes it from another of the same act and sides.

    Only where all the dated ones agree on it: two visits on two days date no third mention of a visit.
    """
    dated: dict[tuple[object, ...], set[str]] = {}
    whens: dict[tuple[object, ...], When] = {}
    for report in reports:
        if report.status == Status.ASSERTED and report.when.date is not None:
            dated.setdefault(_happening(report), set()).add(report.when.date)
            whens.setdefault(_happening(report), report.when)
    return [
        replace(report, when=whens[_happening(report)]) if _lacks_date(report, dated) else report for report in reports
    ]


def _lacks_date(report: Report, dated: dict[tuple[object, ...], set[str]]) -> bool:
    # A report with a phrase of its own, even one that cannot be resolved, is about another time.
    if report.status != Status.ASSERTED or report.when.date is not None or report.when.phrase is not None:
        return False
    return len(dated.get(_happening(report), ())) == 1


def _happening(report: Report) -> tuple[object, ...]:
    sides = (frozenset(report.source_codes), frozenset(report.target_codes))
    return (report.act, frozenset(sides)) if acts()[report.act].reciprocal else (report.act, *sides)
