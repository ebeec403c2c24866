"""Uncertain reports that would change a standing, to be accepted or refused by a person."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from comity.ledger.amend import Written, amend
from comity.ledger.answer import Answer
from comity.ledger.correct import live_reports
from comity.ledger.draw import spells_of
from comity.ledger.knowledge import NOW
from comity.ledger.ledger import Ledger
from comity.ledger.load import load_numbered
from comity.ledger.machine import Spell
from comity.ledger.rules import moving_acts
from comity.ledger.schema import CLAIM
from comity.ledger.view import recorded
from comity.ledger.words import Words
from comity.model.event import Recorded

REVIEWS = 100
"""How many reports a review lists unless more are asked for."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An uncertain report, with what would be so if it were accepted, in words."""

    report: str
    would: tuple[str, ...]
    recorded: Recorded


def review(ledger: Ledger, *, limit: int = REVIEWS) -> Answer[Doubt]:
    """The uncertain reports that would change a standing if they were certain, the latest recorded first."""
    with ledger.reading() as connection:
        found = []
        for doubt in _doubts(connection, ledger.words):
            found.append(doubt)
            if len(found) == limit:
                break
        return Answer(tuple(found))


def accept(ledger: Ledger, name: str, *, by: str, reason: str = "accepted in review") -> int:
    """Count a report as certain from now on; returns the entry, which can be undone."""
    with ledger.entering() as entry:
        live = live_reports(entry, name)
        certain = [
            Written(one.document, one.document_seq, dataclasses.replace(one.report, uncertain=False)) for one in live
        ]
        amend(entry, [one.seq for one in live], certain)
        return entry.finish("accept", by=by, reason=reason, subject=name)


def refuse(ledger: Ledger, name: str, *, by: str, reason: str = "refused in review") -> int:
    """Close an uncertain report, so that it is listed no more; returns the entry, which can be undone."""
    with ledger.entering() as entry:
        amend(entry, [one.seq for one in live_reports(entry, name)], [])
        return entry.finish("refuse", by=by, reason=reason, subject=name)


def _doubts(connection: Connection, words: Words) -> Iterator[Doubt]:
    for number, pairs in _uncertain(connection, words).items():
        would = tuple(sorted({change for one, two in pairs for change in _would(connection, words, number, one, two)}))
        if would:
            [report] = recorded(connection, load_numbered(connection, words, [number])).values()
            yield Doubt(report.report.id, would, report)


def _uncertain(connection: Connection, words: Words) -> dict[int, set[tuple[int, int]]]:
    """The live uncertain reports of acts that move a standing, each with its pairs, the latest first."""
    numbers = words.all_known(connection, moving_acts())
    query = select(CLAIM.c.report, CLAIM.c.source, CLAIM.c.target)
    query = query.where(CLAIM.c.act.in_(numbers), CLAIM.c.uncertain == 1, CLAIM.c.known_until.is_(None))
    found: dict[int, set[tuple[int, int]]] = {}
    for row in connection.execute(query.order_by(CLAIM.c.report.desc())):
        found.setdefault(row.report, set()).add((row.source, row.target))
    return found


def _would(connection: Connection, words: Words, number: int, one: int, two: int) -> list[str]:
    now = {_shown(spell) for spell in spells_of(connection, words, one, two, NOW)}
    then = spells_of(connection, words, one, two, NOW, uncertain=number)
    return [_told(spell) for spell in then if _shown(spell) not in now]


def _shown(spell: Spell) -> tuple[str | int, ...]:
    return (
        *(spell.dimension, spell.kind, spell.source, spell.target, spell.state, spell.alternative),
        *(spell.start, spell.end),
    )


def _told(spell: Spell) -> str:
    respect = f"{spell.dimension} ({spell.kind})" if spell.kind else spell.dimension
    dispute = f" (disputed: {spell.alternative})" if spell.disputed else ""
    return f"{spell.source} toward {spell.target}: {respect} {spell.state}{dispute}"
