"""Search: reports and events by what they say, the latest first and a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, exists, select, true, tuple_

from comity.ledger import days
from comity.ledger.knowledge import AsKnown, is_known, last_entry
from comity.ledger.ledger import Ledger
from comity.ledger.load import load_numbered
from comity.ledger.neighbours import told_of
from comity.ledger.page import Page, Place, cursor, place_of
from comity.ledger.schema import CLAIM, DOCUMENT, REPORT
from comity.ledger.view import recorded
from comity.ledger.words import Words
from comity.model.event import Event, Recorded
from comity.model.report import Status
from comity.ontology.acts import acts

ROWS = 50
"""How many rows a page has unless another number is asked for."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What reports and events must meet; what is None asks for nothing.

    `actor` is on either side, `source` acts and `target` is acted upon, which of two who meet both do. All are codes.
    It happened from `since` to `until`. `publisher` published it, and the reader was sure of it to
    at least `confidence` (0 to 1).
    """

    actor: str | None = None
    source: str | None = None
    target: str | None = None
    act: str | None = None
    status: Status | None = None
    since: date | None = None
    until: date | None = None
    publisher: str | None = None
    confidence: float = 0.0


Numbers = dict[str, int | None]
"""The words that are asked for, by their numbers."""


@dataclass(frozen=True, slots=True)
class _Conditions:
    """`all_of` them must be met, and one of `sides`: each of these is looked for by itself, so that an index serves."""

    all_of: ColumnElement[bool]
    sides: Sequence[ColumnElement[bool]]


def find_reports(
    ledger: Ledger, filters: Filters, *, after: str | None = None, limit: int = ROWS, as_known: AsKnown = None
) -> Page[Recorded]:
    """The reports that meet `filters`, the latest first by the day of what they tell; those without one come last."""
    place = place_of(after)
    with ledger.reading() as connection:
        conditions = _conditions(connection, ledger.words, filters, last_entry(connection, as_known))
        places = _places(connection, conditions, place, limit) if conditions else []
        found = recorded(connection, load_numbered(connection, ledger.words, [number for _, number in places]))
        return Page(tuple(found[number] for _, number in places), cursor(places, limit))


def find_events(
    ledger: Ledger, filters: Filters, *, after: str | None = None, limit: int = ROWS, as_known: AsKnown = None
) -> Page[Event]:
    """The events of which at least one report meets `filters`, the latest first; each has all its reports.

    An event stands where its latest report that meets them stands, so that it comes once whatever the pages. A page
    holds what `limit` reports tell of: `limit` events at most, and fewer where several tell of the same.
    """
    place = place_of(after)
    with ledger.reading() as connection:
        entry = last_entry(connection, as_known)
        conditions = _conditions(connection, ledger.words, filters, entry)
        places = _places(connection, conditions, place, limit) if conditions else []
        if conditions is None or not places:
            return Page((), None)
        meets = [conditions.all_of & side for side in conditions.sides]
        found = told_of(connection, ledger.words, meets, places, entry)
        return Page(tuple(found), cursor(places, limit))


def _conditions(connection: Connection, words: Words, filters: Filters, entry: int) -> _Conditions | None:
    """What claims must meet; None if the ledger has never met one of the words that are asked for."""
    asked = (filters.actor, filters.source, filters.target, filters.act, filters.status)
    numbers = {word: words.known(connection, word) for word in asked if word is not None}
    if None in numbers.values():
        return None
    met = [is_known(CLAIM, entry), *_named(filters, numbers), *_when(filters), *_told(filters)]
    both_ways = words.all_known(connection, (name for name, act in acts().items() if act.reciprocal))
    sides = [one & way for one in _either(filters, numbers) for way in _ways(filters, numbers, both_ways)]
    return _Conditions(and_(*met), sides)


def _named(filters: Filters, numbers: Numbers) -> list[ColumnElement[bool]]:
    # An actor is mostly rarer than an act: adding nothing keeps SQLite from going by the index of acts.
    act = CLAIM.c.act + 0 if filters.actor or filters.source or filters.target else CLAIM.c.act
    columns = ((act, filters.act), (CLAIM.c.status, filters.status))
    return [column == numbers[word] for column, word in columns if word is not None]


def _either(filters: Filters, numbers: Numbers) -> list[ColumnElement[bool]]:
    if filters.actor is None:
        return [true()]
    return [side == numbers[filters.actor] for side in (CLAIM.c.source, CLAIM.c.target)]


def _ways(filters: Filters, numbers: Numbers, both_ways: list[int]) -> list[ColumnElement[bool]]:
    """The sides as asked for and, of an act that both do, turned round: it stands in the order of the codes."""
    if filters.source is None and filters.target is None:
        return [true()]
    straight, turned = (
        [side == numbers[code] for side, code in zip(sides, (filters.source, filters.target), strict=True) if code]
        for sides in ((CLAIM.c.source, CLAIM.c.target), (CLAIM.c.target, CLAIM.c.source))
    )
    return [and_(*straight), and_(*turned, CLAIM.c.act.in_(both_ways))]


def _when(filters: Filters) -> list[ColumnElement[bool]]:
    found = []
    if filters.since:
        found.append(CLAIM.c.first >= days.number(filters.since))
    if filters.until:
        found.append(CLAIM.c.first <= days.number(filters.until))
    return found


def _told(filters: Filters) -> list[ColumnElement[bool]]:
    """What the report of a claim must meet, and its document."""
    own = REPORT.c.seq == CLAIM.c.report
    found: list[ColumnElement[bool]] = []
    if filters.confidence > 0:
        found.append(exists().where(own, REPORT.c.confidence >= filters.confidence))
    if filters.publisher is not None:
        theirs = (REPORT.c.document == DOCUMENT.c.seq) & (DOCUMENT.c.publisher == filters.publisher)
        found.append(exists().where(own, theirs))
    return found


def _places(connection: Connection, conditions: _Conditions, place: Place, limit: int) -> list[Place]:
    """The days and numbers of the next `limit` reports after `place`, the latest first."""
    order = CLAIM.c.first.desc(), CLAIM.c.report.desc()
    before = tuple_(CLAIM.c.first, CLAIM.c.report) < tuple_(*place)
    query = select(CLAIM.c.first, CLAIM.c.report).distinct().where(conditions.all_of, before)
    found = {
        (int(row[0]), int(row[1]))
        for side in conditions.sides
        for row in connection.execute(query.where(side).order_by(*order).limit(limit))
    }
    return sorted(found, reverse=True)[:limit]
