"""Reports as rows of the ledger, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
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

_UNNAMED = ("",)
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


def checksum(report: Report) -> int:
    """The first 63 bits of the SHA-256 of everything that `report` says, its words included.

    A signed column of eight bytes holds them.
    """
    when, trigger, evidence = report.when, report.trigger, report.evidence
    content = [
        [report.document, report.act, report.status.value, report.reader, report.confidence, report.uncertain],
        [_mention_content(mention) for mention in report.source],
        [_mention_content(mention) for mention in report.target],
        _mention_content(report.according_to) if report.according_to else None,
        [when.date, _span_content(when.phrase) if when.phrase else None, when.note],
        [
            [trigger.start, trigger.end, trigger.text],
            [evidence.start, evidence.end, evidence.text],
            report.contexts,
        ],
    ]
    return int.from_bytes(hashlib.sha256(canonical_bytes(content)).digest()[:8], "big") >> 1


def report_row(
    report: Report, report_id: str, digest: int, seq: int, document: int, entry: int, words: Vocabulary
) -> ReportRow:
    """The row numbered `seq` of `report`, which is of the document of that number and known from `entry` on.

    Its id and its checksum (`digest`) are costly and so passed in.
    """
    when, phrase, trigger, evidence = report.when, report.when.phrase, report.trigger, report.evidence
    # In the order of the columns and without their names, as of millions.
    return ReportRow(
        seq,
        report_id,
        document,
        words[report.act],
        words[report.status.value],
        _side(report.source, words),
        _side(report.target, words),
        when.date,
        phrase.start if phrase else None,
        phrase.end if phrase else None,
        words[when.note] if when.note else None,
        trigger.start,
        trigger.end,
        evidence.start,
        evidence.end,
        words[" ".join(report.contexts)] if report.contexts else None,
        _side((report.according_to,), words) if report.according_to else None,
        report.confidence,
        int(report.uncertain),
        words[report.reader],
        digest,
        entry,
    )


def report_from(row: ReportRow | Row[Any], document: Document, document_id: str, words: Vocabulary) -> Report:
    """The report of a row, its words taken from the text of `document`, whose id is costly and so passed in."""
    text, word = document.text, words.text
    date, contexts = row.date, row.contexts
    return Report(
        document_id,
        word(row.act),
        _STATUSES[word(row.status)],
        _mentions(row.source, text, word),
        _mentions(row.target, text, word),
        When(date, precision(date), _phrase(row, text), None if row.note is None else word(row.note)),
        _span(text, row.trigger_start, row.trigger_end),
        _span(text, row.evidence_start, row.evidence_end),
        tuple(word(contexts).split(" ")) if contexts is not None else (),
        _mentions(row.according_to, text, word)[0] if row.according_to else None,
        row.confidence,
        bool(row.uncertain),
        word(row.reader),
    )


def _phrase(row: ReportRow | Row[Any], text: str) -> Span | None:
    start, end = row.phrase_start, row.phrase_end
    return None if start is None or end is None else _span(text, start, end)


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def claim_rows(report: Report, published: date | None, seq: int, entry: int, words: Vocabulary) -> list[ClaimRow]:
    """One row for each pair of actors that the report numbered `seq` speaks of, known from `entry` on."""
    first, last = span(report.when, published)
    told = kind(report.act, report.evidence.text)
    about = words[report.act], words[report.status.value], words[told] if told else None, int(report.uncertain), entry
    return [ClaimRow(words[source], words[target], first, seq, last, *about) for source, target in pairs(report)]


def pairs(report: Report) -> list[tuple[str, str]]:
    """The pairs of codes, each once; a side that the text does not name is ''."""
    sources = report.source_codes or _UNNAMED
    targets = report.target_codes or _UNNAMED
    found = [(source, target) for source in sources for target in targets if source != target]
    act = acts().get(report.act)
    if act and act.reciprocal:
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
    text = document.text
    for words in _spans(report):
        if not words.stands_in(text):
            raise InputError(f"The report {report.id} rests on {words.text!r}, which the document does not say there.")


def _spans(report: Report) -> list[Span]:
    found = [report.trigger, report.evidence]
    if report.when.phrase:
        found.append(report.when.phrase)
    if report.according_to:
        found.append(report.according_to.span)
    for mention in report.source + report.target:
        found.append(mention.span)
    return found


def _side(mentions: tuple[Mention, ...], words: Vocabulary) -> str:
    return f"[{','.join([_mention_row(mention, words) for mention in mentions])}]"


def _mention_row(mention: Mention, words: Vocabulary) -> str:
    span, meant = mention.span, (mention.codes, mention.sector, mention.score, mention.reason)
    said = words.said.get(meant)
    if said is None:
        said = words.said[meant] = _meaning(mention, words)
    return f"[{span.start},{span.end},{said}]"


def _meaning(mention: Mention, words: Vocabulary) -> str:
    """What a mention means, as the end of its JSON list: the same again and again, wherever it stands."""
    codes, sector = [words[code] for code in mention.codes], mention.sector
    return canonical_json([codes, words[sector] if sector else 0, mention.score, words[mention.reason]])[1:-1]


def _mentions(side: str, text: str, word: Callable[[int], str]) -> tuple[Mention, ...]:
    return tuple(
        [
            Mention(
                Span(start, end, text[start:end]),
                tuple([word(code) for code in codes]),
                word(sector) if sector else None,
                score,
                word(reason),
            )
            for start, end, codes, sector, score, reason in orjson.loads(side)
        ]
    )


def _mention_content(mention: Mention) -> list[Any]:
    span = mention.span
    return [[span.start, span.end, span.text], mention.codes, mention.sector, mention.score, mention.reason]


def _span_content(span: Span) -> list[Any]:
    return [span.start, span.end, span.text]
