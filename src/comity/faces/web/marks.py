"""The words of an article cut where reports begin and end to rest on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from comity.model.document import Span
from comity.model.report import Report


class Part(StrEnum):
    """What words are to a report."""

    EVIDENCE = "evidence"
    SOURCE = "source"
    TARGET = "target"
    DATE = "date"
    TRIGGER = "trigger"


@dataclass(frozen=True, slots=True)
class Segment:
    """Words from `start` on and what they are: for each part, the numbers of the reports, counted from 1.

    `ends` are the reports whose trigger ends with this segment.
    """

    start: int
    text: str
    parts: dict[Part, tuple[int, ...]]
    ends: tuple[int, ...]

    @property
    def reports(self) -> tuple[int, ...]:
        """The numbers of all reports that these words are part of."""
        return tuple(sorted({number for numbers in self.parts.values() for number in numbers}))


def segments(text: str, reports: Sequence[Report]) -> Iterator[Segment]:
    """`text` as segments, in order and without a gap; `reports` are numbered as they come."""
    placed = [_Placed(span, part, number) for number, report in enumerate(reports, 1) for part, span in _spans(report)]
    placed = [one for one in placed if one.span.start < one.span.end]
    begun = _by(placed, lambda one: one.span.start)
    ended = _by(placed, lambda one: one.span.end)
    here: list[_Placed] = []
    for start, end in pairwise(sorted({0, len(text), *begun, *ended})):
        here = [one for one in here if one.span.end > start] + begun.get(start, [])
        triggers = {one.number for one in ended.get(end, []) if one.part is Part.TRIGGER}
        yield Segment(start, text[start:end], _by_part(here), tuple(sorted(triggers)))


def passage(text: str, report: Report) -> list[Segment]:
    """The segments of `text` that are the evidence of `report`, which has the number 1."""
    return [one for one in segments(text, [report]) if report.evidence.start <= one.start < report.evidence.end]


@dataclass(frozen=True, slots=True)
class _Placed:
    span: Span
    part: Part
    number: int


def _by(placed: Iterable[_Placed], edge: Callable[[_Placed], int]) -> dict[int, list[_Placed]]:
    found: dict[int, list[_Placed]] = {}
    for one in placed:
        found.setdefault(edge(one), []).append(one)
    return found


def _spans(report: Report) -> Iterator[tuple[Part, Span]]:
    yield Part.EVIDENCE, report.evidence
    yield from ((Part.SOURCE, mention.span) for mention in report.source)
    yield from ((Part.TARGET, mention.span) for mention in report.target)
    if report.when.phrase:
        yield Part.DATE, report.when.phrase
    yield Part.TRIGGER, report.trigger


def _by_part(here: Iterable[_Placed]) -> dict[Part, tuple[int, ...]]:
    found: dict[Part, list[int]] = {}
    for one in here:
        found.setdefault(one.part, []).append(one.number)
    return {part: tuple(dict.fromkeys(numbers)) for part, numbers in found.items()}
