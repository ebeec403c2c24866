"""Reports as rows of the ledger, and back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import Row as Fetched

from comity.errors import InputError
from comity.ledger import days
from comity.ledger.cut import MARK, blanked, is_cut
from comity.ledger.kinds import kind
from comity.ledger.words import Words
from comity.model.document import Document, Span
from comity.model.report import Mention, Precision, Report, Status, When
from comity.ontology.acts import acts

Row = dict[str, Any]

_PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


@dataclass(frozen=True)
class Vocabulary:
    """The words of the ledger within one transaction."""

    words: Words
    connection: Connection

    def number(self, text: str) -> int:
        """The number of `text`, recorded if new."""
        return self.words.number(self.connection, text)

    def text(self, number: int) -> str:
        """The word that has `number`."""
        return self.words.text(self.connection, number)


class KnownWords(Vocabulary):
    """The words of the ledger for reading only: a new one is none of its words and raises KeyError."""

    def number(self, text: str) -> int:
        """The number of `text`."""
        found = self.words.known(self.connection, text)
        if found is None:
            raise KeyError(text)
        return found


def document_row(document: Document, document_id: str) -> Row:
    """The row of `document`, without its number and known time; its id is costly and so passed in.

    Raises InputError for a text that begins as those do that were cut.
    """
    if is_cut(document.text):
        raise InputError(f"The text of the document {document_id} begins with {MARK!r}, which no text may.")
    return {
        "id": document_id,
        "address": document.address,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "text": document.text,
    }


def document_from(row: Fetched[Any]) -> Document:
    """The document of a row."""
    published = date.fromisoformat(row.published) if row.published else None
    if is_cut(row.text):
        return Document(blanked(row.text), row.title, row.address, row.publisher, published, recorded_as=row.id)
    return Document(row.text, row.title, row.address, row.publisher, published)


def checksum(report: Report) -> bytes:
    """The SHA-256 of everything that `report` says, its words included."""
    when = report.when
    content = [
        [report.document, report.act, report.status.value, report.reader, report.confidence, report.uncertain],
        [_mention_content(mention) for mention in report.source],
        [_mention_content(mention) for mention in report.target],
        _mention_content(report.according_to) if report.according_to else None,
        [when.date, _span_content(when.phrase) if when.phrase else None, when.note],
        [_span_content(report.trigger), _span_content(report.evidence), report.contexts],
    ]
    return hashlib.sha256(_encode(content).encode()).digest()


def short(digest: bytes) -> int:
    """The first 63 bits of a digest, which a signed column of eight bytes holds."""
    return int.from_bytes(digest[:8], "big") >> 1


def report_row(report: Report, report_id: str, digest: bytes, words: Vocabulary) -> Row:
    """The row of `report`, without its number, document and known time; its id is costly and so passed in."""
    when = report.when
    return {
        "id": report_id,
        "act": words.number(report.act),
        "status": words.number(report.status.value),
        "source": _side(report.source, words),
        "target": _side(report.target, words),
        "date": when.date,
        "phrase_start": when.phrase.start if when.phrase else None,
        "phrase_end": when.phrase.end if when.phrase else None,
        "note": words.number(when.note) if when.note else None,
        "trigger_start": report.trigger.start,
        "trigger_end": report.trigger.end,
        "evidence_start": report.evidence.start,
        "evidence_end": report.evidence.end,
        "contexts": words.number(" ".join(report.contexts)) if report.contexts else None,
        "according_to": _side((report.according_to,), words) if report.according_to else None,
        "confidence": report.confidence,
        "uncertain": int(report.uncertain),
        "reader": words.number(report.reader),
        "checksum": short(digest),
    }


def report_from(row: Fetched[Any], document: Document, words: Vocabulary) -> Report:
    """The report of a row, its words taken from the text of `document`."""
    text = document.text
    phrase = None if row.phrase_start is None else Span.of(text, row.phrase_start, row.phrase_end)
    note = None if row.note is None else words.text(row.note)
    return Report(
        document=document.id,
        act=words.text(row.act),
        status=Status(words.text(row.status)),
        source=_mentions(row.source, text, words),
        target=_mentions(row.target, text, words),
        when=When(row.date, precision(row.date), phrase, note),
        trigger=Span.of(text, row.trigger_start, row.trigger_end),
        evidence=Span.of(text, row.evidence_start, row.evidence_end),
        contexts=tuple(words.text(row.contexts).split(" ")) if row.contexts is not None else (),
        according_to=_mentions(row.according_to, text, words)[0] if row.according_to else None,
        confidence=row.confidence,
        uncertain=bool(row.uncertain),
        reader=words.text(row.reader),
    )


def claim_rows(report: Report, published: date | None, words: Vocabulary) -> list[Row]:
    """One row for each pair of actors that `report` speaks of, without report number and known time."""
    first, last = span(report.when, published)
    told = kind(report.act, report.evidence.text)
    common = {
        "act": words.number(report.act),
        "status": words.number(report.status.value),
        "first": first,
        "last": last,
        "kind": words.number(told) if told else None,
        "uncertain": int(report.uncertain),
    }
    return [
        {"source": words.number(source), "target": words.number(target), **common} for source, target in pairs(report)
    ]


def pairs(report: Report) -> list[tuple[str, str]]:
    """The pairs of codes, each once; a side that the text does not name is ''."""
    sources = report.source_codes or ("",)
    targets = report.target_codes or ("",)
    found = [(source, target) for source in sources for target in targets if source != target]
    if report.act in acts() and acts()[report.act].reciprocal:
        found = [(min(pair), max(pair)) for pair in found]
    return list(dict.fromkeys(found))


def span(when: When, published: date | None) -> tuple[int, int]:
    """The first and last day that `when` allows; without a date, any day up to the publication."""
    if when.date:
        return days.bounds(when.date)
    return days.UNKNOWN, days.number(published) if published else days.UNKNOWN


def precision(text: str | None) -> Precision:
    """How much of a date `text` gives."""
    return _PRECISIONS[len(text)] if text else Precision.UNKNOWN


def check(report: Report, document: Document, document_id: str) -> None:
    """Raise InputError unless `report` is about `document`, rests on its words, and its act and date can be."""
    if report.act not in acts():
        raise InputError(f"The report {report.id} is of {report.act!r}, which is no act of the codebook.")
    if report.document != document_id:
        raise InputError(f"The report {report.id} is about another document than {document_id}.")
    if when := report.when.date:
        days.bounds(when)
    if precision(when) is not report.when.precision:
        raise InputError(f"The report {report.id} gives its date {report.when.date} another precision.")
    for words in _spans(report):
        if not words.stands_in(document.text):
            raise InputError(f"The report {report.id} rests on {words.text!r}, which the document does not say there.")


def _spans(report: Report) -> list[Span]:
    mentions = [*report.source, *report.target, *((report.according_to,) if report.according_to else ())]
    phrase = [report.when.phrase] if report.when.phrase else []
    return [report.trigger, report.evidence, *phrase, *(mention.span for mention in mentions)]


def _side(mentions: tuple[Mention, ...], words: Vocabulary) -> str:
    return _encode([_mention_row(mention, words) for mention in mentions])


def _mention_row(mention: Mention, words: Vocabulary) -> list[Any]:
    codes = [words.number(code) for code in mention.codes]
    sector = words.number(mention.sector) if mention.sector else 0
    return [mention.span.start, mention.span.end, codes, sector, mention.score, words.number(mention.reason)]


def _mentions(side: str, text: str, words: Vocabulary) -> tuple[Mention, ...]:
    return tuple(
        Mention(
            span=Span.of(text, start, end),
            codes=tuple(words.text(code) for code in codes),
            sector=words.text(sector) if sector else None,
            score=score,
            reason=words.text(reason),
        )
        for start, end, codes, sector, score, reason in json.loads(side)
    )


def _mention_content(mention: Mention) -> list[Any]:
    return [_span_content(mention.span), mention.codes, mention.sector, mention.score, mention.reason]


def _span_content(span: Span) -> list[Any]:
    return [span.start, span.end, span.text]
