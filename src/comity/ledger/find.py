"""Entries of the ledger by the ids that answers show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, select

from comity.errors import DateError, NotFoundError
from comity.ledger import days
from comity.ledger.draw import spells_of
from comity.ledger.knowledge import is_known
from comity.ledger.machine import Spell
from comity.ledger.pairs import events_where
from comity.ledger.schema import CLAIM, REPORT
from comity.ledger.spans import standing_id
from comity.ledger.words import Words
from comity.model.event import Event
from comity.model.standing import Dimension

_HASH = re.compile(r"[0-9a-f]{8,32}")
_NEAR_DAYS = 400


@dataclass(frozen=True, slots=True)
class Found:
    """What an id names: a report (its row's number), an event or a spell; one of the three."""

    report: int | None = None
    event: Event | None = None
    spell: Spell | None = None


def find(connection: Connection, words: Words, name: str, entry: int) -> Found:
    """The report, event or standing that `name` is the id of, as known after `entry`.

    A report's id may be cut to eight digits or more. Raises NotFoundError if there is none, or several.
    """
    if _HASH.fullmatch(name):
        return Found(report=_report(connection, name, entry))
    parts = name.split("/")
    if len(parts) < 4:
        raise _unknown(name)
    if parts[1].partition(":")[0] in set(Dimension):
        return Found(spell=_spell(connection, words, name, entry))
    return Found(event=_event(connection, words, name, entry))


def _report(connection: Connection, name: str, entry: int) -> int:
    """The row that was open after `entry`, else the latest of that id."""
    query = select(REPORT.c.id, REPORT.c.seq, is_known(REPORT, entry).label("known"))
    rows = connection.execute(query.where(REPORT.c.id >= name, REPORT.c.id <= name + "g").limit(100)).all()
    if not rows:
        raise _unknown(name)
    if len({row.id for row in rows}) > 1:
        raise NotFoundError(f"Several reports have an id that begins with {name}; give more of it.")
    return int(max((bool(row.known), row.seq) for row in rows)[1])


def _spell(connection: Connection, words: Words, name: str, entry: int) -> Spell:
    parts = name.split("/")
    numbers = [words.known(connection, code) for code in (parts[0], parts[2])]
    if numbers[0] is not None and numbers[1] is not None:
        for spell in spells_of(connection, words, numbers[0], numbers[1], entry):
            if standing_id(spell.source, spell.dimension, spell.kind, spell.target, spell.start) == name:
                return spell
    raise _unknown(name)


def _event(connection: Connection, words: Words, name: str, entry: int) -> Event:
    source, act, target, day = name.partition("+")[0].split("/")[:4]
    texts = ("" if source == "-" else source, act, "" if target == "-" else target)
    numbers = [words.known(connection, text) for text in texts]
    if None in numbers:
        raise _unknown(name)
    about = (CLAIM.c.source == numbers[0]) & (CLAIM.c.act == numbers[1]) & (CLAIM.c.target == numbers[2])
    for event in events_where(connection, words, about & is_known(CLAIM, entry) & _near(name, day)):
        if event.id == name:
            return event
    raise _unknown(name)


def _near(name: str, day: str) -> ColumnElement[bool]:
    """The condition that a claim is near enough to `day` to be of its event; those without a date may always be."""
    if day == "undated":
        return CLAIM.c.first >= days.UNKNOWN
    try:
        first, last = (days.day(bound) for bound in days.bounds(day))
    except DateError:
        raise _unknown(name) from None
    near = CLAIM.c.first.between(_shifted(first, -_NEAR_DAYS), _shifted(last, _NEAR_DAYS))
    return near | (CLAIM.c.first == days.UNKNOWN)


def _shifted(day: date, by: int) -> int:
    return days.number(day + timedelta(days=by))


def _unknown(name: str) -> NotFoundError:
    return NotFoundError(f"The ledger has nothing with the id {name}.")
