"""Questions on two parties: how they stand, and what happened between them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Connection, select, union_all

from comity.ledger import days
from comity.ledger.answer import Answer
from comity.ledger.claims import Claim, claims_where, either_way
from comity.ledger.events import Said, events
from comity.ledger.knowledge import AsKnown, is_known, last_entry
from comity.ledger.ledger import Ledger
from comity.ledger.load import load_numbered
from comity.ledger.schema import CLAIM
from comity.ledger.spans import Window, standings_between
from comity.ledger.view import recorded
from comity.ledger.words import Words
from comity.model.event import Event
from comity.model.standing import Standing

EVENTS = 50
"""How many events a timeline shows unless more are asked for."""


def standing(
    ledger: Ledger, one: str, two: str, *, on: date | None = None, as_known: AsKnown = None
) -> Answer[Standing]:
    """How two parties (codes) stand toward each other on the day `on`, or in all their history without one.

    `as_known` answers by what the ledger knew at the end of that day or at that moment.
    """
    with ledger.reading() as connection:
        numbers = [ledger.words.known(connection, code) for code in (one, two)]
        if numbers[0] is None or numbers[1] is None:
            return Answer(())
        entry = last_entry(connection, as_known)
        found = standings_between(connection, ledger.words, numbers[0], numbers[1], Window.on(on), entry)
        return Answer(tuple(found))


def timeline(
    ledger: Ledger,
    one: str,
    two: str,
    *,
    on: date | None = None,
    as_known: AsKnown = None,
    limit: int | None = EVENTS,
) -> Answer[Event]:
    """What happened between two parties up to the day `on`, in order: the latest `limit` events, or all for None."""
    with ledger.reading() as connection:
        numbers = [ledger.words.known(connection, code) for code in (one, two)]
        if numbers[0] is None or numbers[1] is None:
            return Answer(())
        known = is_known(CLAIM, last_entry(connection, as_known)) & _until(on)
        since = _since(connection, numbers[0], numbers[1], known, limit)
        sides = either_way(CLAIM, numbers[0], numbers[1])
        found = events_where(connection, ledger.words, sides & known & (CLAIM.c.first >= since))
        return Answer(tuple(found[-limit:] if limit else found))


def events_where(connection: Connection, words: Words, condition: ColumnElement[bool]) -> list[Event]:
    """The events that the claims which meet `condition` tell of."""
    return events_of(connection, words, claims_where(connection, words, condition))


def events_of(connection: Connection, words: Words, claims: Iterable[Claim]) -> list[Event]:
    """The events that `claims` tell of."""
    claims = list(claims)
    loaded = recorded(connection, load_numbered(connection, words, sorted({claim.report for claim in claims})))
    return events(Said.of(claim, loaded[claim.report]) for claim in claims)


def _until(on: date | None) -> ColumnElement[bool]:
    return CLAIM.c.first <= (days.number(on) if on else days.NEVER)


def _since(connection: Connection, one: int, two: int, known: ColumnElement[bool], limit: int | None) -> int:
    """A day since which there are reports of about `limit` events: what happened before need not be looked at."""
    if limit is None:
        return days.UNKNOWN
    window = limit + limit // 4
    latest = [
        select(CLAIM.c.first)
        .where(CLAIM.c.source == source, CLAIM.c.target == target, known)
        .order_by(CLAIM.c.first.desc())
        .limit(window)
        .subquery()
        for source, target in ((one, two), (two, one))
    ]
    both = union_all(*(select(way.c.first) for way in latest))
    found = sorted(connection.execute(both).scalars(), reverse=True)
    return found[window - 1] if len(found) >= window else days.UNKNOWN
