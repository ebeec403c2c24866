"""When an act happened, as far as the text says it."""

from __future__ import annotations

from datetime import date

from comity.model.document import Span
from comity.model.report import Report, Status, When
from comity.read.days import parse_day

__all__ = ["date_of", "dates_across", "find_phrases", "parse_day", "resolve_phrase"]


def find_phrases(text: str) -> list[Span]:
    """The time phrases of `text`, in order and apart from one another."""
    return []


def resolve_phrase(phrase: Span, published: date | None, *, future: bool = False) -> When:
    """The date that `phrase` means in a text published on `published`."""
    return When(phrase=phrase)


def date_of(
    text: str,
    sentence: Span,
    trigger: Span,
    hint: Span | None,
    status: Status,
    published: date | None,
) -> When:
    """The date of the act that `trigger` names in `sentence` of `text`."""
    return When()


def dates_across(reports: list[Report]) -> list[Report]:
    """The reports of one document, undated ones with the date that another gives for the same act and sides."""
    return reports
