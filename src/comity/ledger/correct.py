"""Corrections by people: retracting, correcting and asserting, each with a reason, and undoing each of them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from comity.errors import InputError, NotFoundError
from comity.ledger import days
from comity.ledger.amend import Written, amend
from comity.ledger.entry import Entry
from comity.ledger.find import find
from comity.ledger.knowledge import NOW
from comity.ledger.ledger import Ledger
from comity.ledger.load import Loaded, load_numbered
from comity.ledger.record import PERSON, Recorder, prepared
from comity.ledger.rows import check, precision
from comity.ledger.schema import DOCUMENT, ENTRY, REPORT
from comity.ledger.why import supporting
from comity.model.document import Document, Span
from comity.model.report import Mention, Report, Status, When
from comity.ontology.acts import acts

UNDOABLE = ("retract", "correct", "assert", "accept", "refuse", "undo")
"""The kinds of entries that can be undone."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction sets; None leaves as it is. `source` and `target` are codes, `when` a date as far as known."""

    act: str | None = None
    status: Status | None = None
    source: tuple[str, ...] | None = None
    target: tuple[str, ...] | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What a person asserts: `words` is what the source says, None for the fact itself in plain words."""

    act: str
    source: str
    target: str
    when: str
    words: str | None = None
    address: str | None = None
    publisher: str | None = None
    published: date | None = None
    status: Status = Status.ASSERTED


def retract(ledger: Ledger, name: str, *, reason: str, by: str) -> int:
    """Let a report, an event (all its reports) or a standing (all it rests on) count no more; returns the entry.

    Raises NotFoundError if `name` is no id, InputError if no report of it is live.
    """
    with ledger.entering() as entry:
        live = live_reports(entry, name)
        amend(entry, [one.seq for one in live], [])
        return entry.finish("retract", by=_said(by), reason=_said(reason), subject=name)


def correct(ledger: Ledger, name: str, change: Change, *, reason: str, by: str) -> int:
    """Put other reports by the person in place of a report, of all of an event or of a standing; returns the entry.

    The words stay: a correction is another reading of the same evidence. Raises InputError for an act, a status or a
    date that is none.
    """
    _check_act(change.act)
    if change.when:
        days.bounds(change.when)
    with ledger.entering() as entry:
        live = live_reports(entry, name)
        corrected = [Written(one.document, one.document_seq, _corrected(one.report, change, by)) for one in live]
        amend(entry, [one.seq for one in live], corrected)
        return entry.finish("correct", by=_said(by), reason=_said(reason), subject=name)


def assert_fact(ledger: Ledger, fact: Fact, *, reason: str, by: str) -> int:
    """Record a fact on the word of a person, with its source; returns the entry."""
    _check_act(fact.act)
    document, report = _stated(fact, by)
    check(report, document, document.id)
    with ledger.entering() as entry:
        number = _document(entry, document)
        amend(entry, [], [Written(document, number, report)])
        return entry.finish("assert", by=_said(by), reason=_said(reason), subject=report.id)


def undo(ledger: Ledger, number: int, *, reason: str, by: str) -> int:
    """Undo an entry of UNDOABLE kind: what it closed is known again, what it wrote no more; returns the new entry."""
    with ledger.entering() as entry:
        _check_undoable(entry, number)
        written = _numbers(entry, (REPORT.c.known_from == number) & REPORT.c.known_until.is_(None))
        closed = _numbers(entry, REPORT.c.known_until == number)
        again = [Written.again(one) for one in load_numbered(entry.connection, entry.words, closed)]
        amend(entry, written, again)
        return entry.finish("undo", by=_said(by), reason=_said(reason), subject=str(number))


def live_reports(entry: Entry, name: str) -> list[Loaded]:
    """The live reports that the id `name` names; raises InputError if there is none left."""
    found = find(entry.connection, entry.words, name, NOW)
    loaded = load_numbered(entry.connection, entry.words, supporting(entry.connection, found))
    live = [one for one in loaded if one.known_until is None]
    if not live:
        raise InputError(f"Nothing is left of {name}: it was retracted, corrected or superseded; undo that first.")
    return live


def _check_undoable(entry: Entry, number: int) -> None:
    kind = entry.connection.execute(select(ENTRY.c.kind).where(ENTRY.c.seq == number)).scalar()
    if kind is None:
        raise NotFoundError(f"The ledger has no entry {number}.")
    if kind not in UNDOABLE:
        raise InputError(f"Entry {number} is «{kind}», which is not undone; retract its reports instead.")


def _check_act(act: str | None) -> None:
    if act is not None and act not in acts():
        raise InputError(f"{act!r} is no act; see the codebook for their names.")


def _said(text: str) -> str:
    if not text.strip():
        raise InputError("A correction needs a reason and a name; give --reason and --by.")
    return text.strip()


def _corrected(report: Report, change: Change, by: str) -> Report:
    return dataclasses.replace(
        report,
        act=change.act or report.act,
        status=change.status or report.status,
        source=_side(report, report.source, change.source, by),
        target=_side(report, report.target, change.target, by),
        when=When(change.when, precision(change.when), report.when.phrase) if change.when else report.when,
        reader=PERSON + by,
        confidence=1.0,
        uncertain=False,
    )


def _side(report: Report, old: tuple[Mention, ...], codes: tuple[str, ...] | None, by: str) -> tuple[Mention, ...]:
    if codes is None:
        return old
    span = old[0].span if old else report.evidence
    return (Mention(span, codes, reason=f"corrected by {by}"),)


def _stated(fact: Fact, by: str) -> tuple[Document, Report]:
    text = fact.words or f"{fact.source} {fact.act} {fact.target}, {fact.status.value}, {fact.when}."
    document = Document(text, f"Asserted by {by}", fact.address, fact.publisher, fact.published)
    whole = Span.of(text, 0, len(text))
    reason = f"asserted by {by}"
    return document, Report(
        document=document.id,
        act=fact.act,
        status=fact.status,
        source=(Mention(whole, (fact.source,), reason=reason),),
        target=(Mention(whole, (fact.target,), reason=reason),),
        when=When(fact.when, precision(fact.when)),
        trigger=whole,
        evidence=whole,
        reader=PERSON + by,
    )


def _document(entry: Entry, document: Document) -> int:
    """The number of `document`, which is recorded if it is new."""
    Recorder(entry).add_all([prepared((document, []))])
    query = select(DOCUMENT.c.seq).where(DOCUMENT.c.id == document.id)
    return int(entry.connection.execute(query).scalar_one())


def _numbers(entry: Entry, condition: ColumnElement[bool]) -> list[int]:
    return list(entry.connection.execute(select(REPORT.c.seq).where(condition)).scalars())
