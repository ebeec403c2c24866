"""The flat record of a report, as every output format and every face shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from comity.model.document import Document, Span
from comity.model.report import Mention, Report, When
from comity.ontology.acts import act
from comity.records.reading import Reading

Record = dict[str, Any]
"""A value for each of `comity.records.fields.FIELDS`, in their order."""


def coded(reading: Reading) -> Record:
    """The line of a coded document: its id in the corpus, its text if it has no id, and its reports."""
    text = reading.document.text if reading.corpus_id is None else None
    return {"id": reading.corpus_id, "text": text, "reports": list(records(reading))}


def records(reading: Reading) -> Iterator[Record]:
    """The record of each report of `reading`."""
    return (record(reading.document, report, reading.corpus_id) for report in reading.reports)


def record(document: Document, report: Report, corpus_id: str | None = None) -> Record:
    """The record of one `report` of `document`."""
    return {
        "id": report.id,
        **_claim(report),
        **_sides(report),
        **_when(report.when),
        **_span("trigger", report.trigger),
        **_span("evidence", report.evidence),
        "according_to": list(report.according_to.codes) if report.according_to else [],
        "according_to_mention": _mention(report.according_to) if report.according_to else None,
        "confidence": round(report.confidence, 4),
        "uncertain": report.uncertain,
        "reader": report.reader,
        "document": report.document,
        **_origin(document, corpus_id),
    }


def _claim(report: Report) -> Record:
    meaning = act(report.act)
    return {
        "act": report.act,
        "status": report.status.value,
        "plover": meaning.plover,
        "mode": meaning.mode,
        "contexts": list(report.contexts),
        "cameo": meaning.cameo,
        "goldstein": meaning.goldstein,
    }


def _sides(report: Report) -> Record:
    return {
        "source": list(report.source_codes),
        "target": list(report.target_codes),
        "source_mentions": [_mention(mention) for mention in report.source],
        "target_mentions": [_mention(mention) for mention in report.target],
    }


def _when(when: When) -> Record:
    return {
        "date": when.date,
        "date_precision": when.precision.value,
        **_span("date_phrase", when.phrase),
        "date_note": when.note,
    }


def _origin(document: Document, corpus_id: str | None) -> Record:
    return {
        "corpus_id": corpus_id,
        "title": document.title,
        "address": document.address,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
    }


def _span(name: str, span: Span | None) -> Record:
    return {
        name: span.text if span else None,
        f"{name}_start": span.start if span else None,
        f"{name}_end": span.end if span else None,
    }


def _mention(mention: Mention) -> Record:
    return {
        "text": mention.span.text,
        "start": mention.span.start,
        "end": mention.span.end,
        "codes": list(mention.codes),
        "sector": mention.sector,
        "score": round(mention.score, 4),
        "reason": mention.reason,
    }
