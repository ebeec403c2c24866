"""Documents and reports for tests, written in one line each."""

from __future__ import annotations

from datetime import date
from typing import Any

from comity.model.document import Document, Span
from comity.model.report import Mention, Precision, Report, Status, When

PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}

Item = tuple[Document, list[Report]]


def mention(text: str, words: str, *codes: str) -> Mention:
    start = text.index(words)
    return Mention(Span.of(text, start, start + len(words)), codes, "GOV", 0.9, "named in the registry")


def when(day: str | None) -> When:
    return When(day, PRECISIONS[len(day)] if day else Precision.UNKNOWN)


def report(document: Document, act: str, source: str, target: str, day: str | None = None, **fields: Any) -> Report:  # noqa: ANN401
    """A report whose sides are codes, which must stand in the text."""
    text = document.text
    whole = Span.of(text, 0, len(text))
    return Report(
        document=document.id,
        act=act,
        status=Status(fields.pop("status", "asserted")),
        source=tuple(mention(text, code, code) for code in source.split()),
        target=tuple(mention(text, code, code) for code in target.split()),
        when=when(day),
        trigger=Span.of(text, 0, 1),
        evidence=whole,
        reader=fields.pop("reader", "test 1"),
        **fields,
    )


def said(
    act: str,
    source: str,
    target: str,
    day: str | None = None,
    *,
    words: str | None = None,
    **fields: Any,  # noqa: ANN401
) -> Item:
    """A document of one sentence with one report; its address, publisher, day and title may be among `fields`."""
    text = words or f"{source} {act} {target} on {day} ({fields.get('status', 'asserted')})."
    own = {name: fields.pop(name) for name in ("address", "publisher", "published", "title") if name in fields}
    document = Document(text, **own)
    return document, [report(document, act, source, target, day, **fields)]


def on(text: str) -> date:
    return date.fromisoformat(text)
