"""Reports as rows of the ledger, and back."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Row

from comity.errors import InputError
from comity.ledger import days
from comity.ledger.cut import MARK, blanked, is_cut
from comity.ledger.kinds import kind
from comity.ledger.words import Vocabulary
from comity.model.document import Document, Span
from comity.model.ids import canonical_bytes, canonical_json
from comity.model.report import Mention, Precision, Report, Status, When
from comity.ontology.acts import acts

_STATUSES = {status.value: status for status in Status}
_PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


class DocumentRow(NamedTuple):
    """A row of the table `document`, column by column."""

    seq: int
    id: str
    address: str | None
    title: str | None
    publisher: str | None
    published: str | None
    text: str
    known_from: int
    known_until: int | None = None


class ReportRow(NamedTuple):
    """A row of the table `report`, column by column."""

    seq: int
    id: str
    document: int
    act: int
    status: int
    source: str
    target: str
    date: str | None
    phrase_start: int | None
    phrase_end: int | None
    note: int | None
    trigger_start: int
    trigger_end: int
    evidence_start: int
    evidence_end: int
    contexts: int | None
    according_to: str | None
    confidence: float
    uncertain: int
    reader: int
    checksum: int
    known_from: int
    known_until: int | None = None


class ClaimRow(NamedTuple):
    """A row of the table `claim`, column by column."""

    source: int
    target: int
    first: int
    report: int
    last: int
    act: int
    status: int
    kind: int | None
    uncertain: int
    known_from: int
    known_until: int | None = None


def document_row(document: Document, document_id: str, seq: int, entry: int) -> DocumentRow:
    """The row numbered `seq` of `document`, known from `entry` on; its id is costly and so passed in.

    Raises InputError for a text that begins as those do that were cut.
    """
    if is_cut(document.text):
        raise InputError(f"The text of the document {document_id} begins with {MARK!r}, which no text may.")
    return DocumentRow(
        seq=seq,
        id=document_id,
        address=document.address,
        title=document.title,
        publisher=document.publisher,
        published=document.published.isoformat() if document.published else None,
        text=document.text,
        known_from=entry,
    )


def document_from(row: DocumentRow | Row[Any]) -> Document:
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
    return hashlib.sha256(canonical_bytes(content)).digest()


def short(digest: bytes) -> int:
    """The first 63 bits of a digest, which a signed column of eight bytes holds."""
    return int.from_bytes(digest[:8], "big") >> 1


def report_row(
    report: Report, report_id: str, digest: bytes, seq: int, document: int, entry: int, words: Vocabulary
) -> ReportRow:
    """The row numbered `seq` of `report`, which is of the document of that number and known from `entry` on.

    Its id and its checksum (`digest`) are costly and so passed in.
    """
    when, trigger, evidence = report.when, report.trigger, report.evidence
    return ReportRow(
        seq=seq,
        id=report_id,
        document=document,
        act=words[report.act],
        status=words[report.status.value],
        source=_side(report.source, words),
        target=_side(report.target, words),
        date=when.date,
        phrase_start=when.phrase.start if when.phrase else None,
        phrase_end=when.phrase.end if when.phrase else None,
        note=words[when.note] if when.note else None,
        trigger_start=trigger.start,
        trigger_end=trigger.end,
        evidence_start=evidence.start,
        evidence_end=evidence.end,
        contexts=words[" ".join(report.contexts)] if report.contexts else None,
        according_to=_side((report.according_to,), words) if report.according_to else None,
        confidence=report.confidence,
        uncertain=int(report.uncertain),
        reader=words[report.reader],
        checksum=short(digest),
        known_from=entry,
    )


def report_from(row: ReportRow | Row[Any], document: Document, document_id: str, words: Vocabulary) -> Report:
    """The report of a row, its words taken from the text of `document`, whose id is costly and so passed in."""
    text = document.text
    start, end = row.phrase_start, row.phrase_end
    phrase = None if start is None or end is None else Span.of(text, start, end)
    note = None if row.note is None else words.text(row.note)
    return Report(
        document=document_id,
        act=words.text(row.act),
        status=_STATUSES[words.text(row.status)],
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


def claim_rows(report: Report, published: date | None, seq: int, entry: int, words: Vocabulary) -> list[ClaimRow]:
    """One row for each pair of actors that the report numbered `seq` speaks of, known from `entry` on."""
    first, last = span(report.when, published)
    told = kind(report.act, report.evidence.text)
    return [
        ClaimRow(
            source=words[source],
            target=words[target],
            first=first,
            report=seq,
            last=last,
            act=words[report.act],
            status=words[report.status.value],
            kind=words[told] if told else None,
            uncertain=int(report.uncertain),
            known_from=entry,
        )
        for source, target in pairs(report)
    ]


def pairs(report: Report) -> list[tuple[str, str]]:
    """The pairs of codes, each once; a side that the text does not name is ''."""
    sources = report.source_codes or ("",)
    targets = report.target_codes or ("",)
    found = [(source, target) for source in sources for target in targets if source != target]
    if report.act in acts() and acts()[report.act].reciprocal:
        found = [(min(pair), max(pair)) for pair in found]
    return list(dict.fromkeys(found)) if len(found) > 1 else found


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
    return canonical_json([_mention_row(mention, words) for mention in mentions])


def _mention_row(mention: Mention, words: Vocabulary) -> list[Any]:
    codes = [words[code] for code in mention.codes]
    sector = words[mention.sector] if mention.sector else 0
    return [mention.span.start, mention.span.end, codes, sector, mention.score, words[mention.reason]]


def _mentions(side: str, text: str, words: Vocabulary) -> tuple[Mention, ...]:
    return tuple(
        Mention(
            span=Span.of(text, start, end),
            codes=tuple(words.text(code) for code in codes),
            sector=words.text(sector) if sector else None,
            score=score,
            reason=words.text(reason),
        )
        for start, end, codes, sector, score, reason in orjson.loads(side)
    )


def _mention_content(mention: Mention) -> list[Any]:
    return [_span_content(mention.span), mention.codes, mention.sector, mention.score, mention.reason]


def _span_content(span: Span) -> list[Any]:
    return [span.start, span.end, span.text]
