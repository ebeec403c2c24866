"""Doubtful reports that would change a standing, to be accepted or refused by a person: uncertain or undated ones."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sqlalchemy import Connection, select

from comity.errors import InputError
from comity.ledger import days
from comity.ledger.amend import Written, amend
from comity.ledger.answer import Answer
from comity.ledger.claims import Claim, moving_claims
from comity.ledger.correct import live_reports
from comity.ledger.draw import spells_of
from comity.ledger.events import UNDATED_DAYS
from comity.ledger.knowledge import NOW
from comity.ledger.ledger import Ledger
from comity.ledger.load import load_numbered
from comity.ledger.machine import Spell
from comity.ledger.rows import precision
from comity.ledger.rules import moving_acts
from comity.ledger.schema import CLAIM
from comity.ledger.view import recorded
from comity.ledger.words import Words
from comity.model.event import Recorded
from comity.model.report import Report, Status, When

REVIEWS = 100
"""How many reports a review lists unless more are asked for."""

Pair = tuple[int, int]
_Shown = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """An uncertain or undated report, with what would be so if it were accepted, in words.

    One that is `undated` can only be accepted with a date; what would be so is told as of its publication.
    """

    report: str
    would: tuple[str, ...]
    undated: bool
    recorded: Recorded


def review(ledger: Ledger, *, limit: int = REVIEWS) -> Answer[Doubt]:
    """The uncertain or undated reports that would change a standing if accepted, the latest recorded first."""
    with ledger.reading() as connection:
        found = []
        for doubt in _doubts(connection, ledger.words, ledger.today()):
            found.append(doubt)
            if len(found) == limit:
                break
        return Answer(tuple(found))


def accept(ledger: Ledger, name: str, *, by: str, when: str | None = None, reason: str = "accepted in review") -> int:
    """Count a report as certain from now on, as of the date `when` if given; returns the entry, which can be undone.

    Raises InputError for an undated report without `when`, DateError for a date that is none.
    """
    if when:
        days.bounds(when)
    with ledger.entering() as entry:
        live = live_reports(entry, name)
        certain = [Written(one.document, one.document_seq, _accepted(one.report, when)) for one in live]
        amend(entry, [one.seq for one in live], certain)
        return entry.finish("accept", by=by, reason=reason, subject=name)


def refuse(ledger: Ledger, name: str, *, by: str, reason: str = "refused in review") -> int:
    """Close a doubtful report, so that it is listed no more; returns the entry, which can be undone."""
    with ledger.entering() as entry:
        amend(entry, [one.seq for one in live_reports(entry, name)], [])
        return entry.finish("refuse", by=by, reason=reason, subject=name)


def _accepted(report: Report, when: str | None) -> Report:
    if not when and not report.when.date:
        raise InputError(
            f"The report {report.id} gives no date; accept it with one, written YYYY-MM-DD, YYYY-MM or YYYY."
        )
    dated = When(when, precision(when), report.when.phrase, report.when.note) if when else report.when
    return dataclasses.replace(report, uncertain=False, when=dated)


def _doubts(connection: Connection, words: Words, today: date) -> Iterator[Doubt]:
    @cache
    def now(one: int, two: int) -> set[_Shown]:
        return {_shown(spell) for spell in spells_of(connection, words, one, two, NOW)}

    for number, pairs in _doubted(connection, words).items():
        [kept] = recorded(connection, load_numbered(connection, words, [number])).values()
        undated = kept.report.when.date is None
        day = kept.document.published or today
        would = {
            change
            for pair in pairs
            if not (undated and _is_told(moving_claims(connection, words, *pair, NOW, uncertain=number), number, day))
            for change in _would(connection, words, number, pair, day, now(*pair))
        }
        if would:
            yield Doubt(kept.report.id, tuple(sorted(would)), undated, kept)


def _doubted(connection: Connection, words: Words) -> dict[int, set[Pair]]:
    """The live reports that are uncertain, or assert without a date, of acts that move a standing; the latest first."""
    acts = words.all_known(connection, moving_acts())
    asserted = words.all_known(connection, [Status.ASSERTED.value])
    undated = (CLAIM.c.first == days.UNKNOWN) & CLAIM.c.status.in_(asserted)
    query = select(CLAIM.c.report, CLAIM.c.source, CLAIM.c.target)
    live = CLAIM.c.act.in_(acts) & CLAIM.c.known_until.is_(None)
    rows = [
        row for doubt in (CLAIM.c.uncertain == 1, undated) for row in connection.execute(query.where(live, doubt)).all()
    ]
    found: dict[int, set[Pair]] = {}
    for report, source, target in sorted(rows, reverse=True):
        found.setdefault(report, set()).add((source, target))
    return found


def _would(connection: Connection, words: Words, number: int, pair: Pair, day: date, now: set[_Shown]) -> list[str]:
    """What would be so of a pair that is not `now`, if the report of that number were accepted."""
    then = spells_of(connection, words, *pair, NOW, doubted=number, day=days.number(day))
    return [_told(spell) for spell in then if _shown(spell) not in now]


def _is_told(claims: list[Claim], number: int, day: date) -> bool:
    """Whether the undated report of that number tells again of an act that others date shortly before `day`."""
    earliest = days.number(day - timedelta(days=UNDATED_DAYS))
    dated = {
        (claim.source, claim.target, claim.act, claim.status)
        for claim in claims
        if claim.report != number and earliest <= claim.first <= days.number(day)
    }
    return any(
        claim.report == number and not claim.first and (claim.source, claim.target, claim.act, claim.status) in dated
        for claim in claims
    )


def _shown(spell: Spell) -> _Shown:
    return (
        *(spell.dimension, spell.kind, spell.source, spell.target, spell.state, spell.told_otherwise),
        *(spell.start, spell.end),
    )


def _told(spell: Spell) -> str:
    respect = f"{spell.dimension} ({spell.kind})" if spell.kind else spell.dimension
    dispute = f" (disputed: {spell.told_otherwise})" if spell.told_otherwise else ""
    return f"{spell.source} toward {spell.target}: {respect} {spell.state}{dispute}"
