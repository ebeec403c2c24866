"""A document and its reports, made by hand, for tests that need no reader."""

from __future__ import annotations

from datetime import date

from comity.model.document import Document, Span
from comity.model.report import COLLECTIVE, Mention, Precision, Report, Status, When
from comity.records.reading import Reading

TEXT = "Fiji on Tuesday recognised Kosovo, said Suva. No other Pacific state has recognised Kosovo."
DOCUMENT = Document(TEXT, "Fiji recognises Kosovo", "https://news.example/1", "The Example", date(2026, 3, 12))


def span(words: str, start: int = 0) -> Span:
    """The span of `words` in TEXT, the first at or after `start`."""
    at = TEXT.index(words, start)
    return Span.of(TEXT, at, at + len(words))


def mention(words: str, *codes: str, start: int = 0) -> Mention:
    """A mention of actors by `words`."""
    return Mention(span(words, start), codes, "GOV", 0.96, "named in the registry")


RECOGNISED = Report(
    document=DOCUMENT.id,
    act="recognise",
    status=Status.ASSERTED,
    source=(mention("Fiji", "FJI"),),
    target=(mention("Kosovo", "XKX"),),
    when=When("2026-03-10", Precision.DAY, span("Tuesday")),
    trigger=span("recognised"),
    evidence=Span.of(TEXT, 0, 45),
    contexts=("diplomatic", "territory"),
    according_to=mention("Suva", "FJI"),
    confidence=0.91234567,
    reader="test-1",
)
DENIED = Report(
    document=DOCUMENT.id,
    act="recognise",
    status=Status.DENIED,
    source=(mention("No other Pacific state", COLLECTIVE),),
    target=(mention("Kosovo", "XKX", start=46),),
    when=When(),
    trigger=span("recognised", 46),
    evidence=Span.of(TEXT, 46, len(TEXT)),
    confidence=0.31,
    uncertain=True,
    reader="test-1",
)
READING = Reading(DOCUMENT, (RECOGNISED, DENIED), "fiji")
