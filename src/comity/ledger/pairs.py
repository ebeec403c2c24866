"""Questions on two parties: how they stand, and what happened between them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Connection

from comity.ledger import days
from comity.ledger.answer import Answer
from comity.ledger.claims import Claim, claims_where
from comity.ledger.events import Said, events
from comity.ledger.knowledge import AsKnown, last_entry
from comity.ledger.ledger import Ledger
from comity.ledger.load import load_numbered
from comity.ledger.passages import said_between
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
        until = days.number(on) if on else days.NEVER
        entry = last_entry(connection, as_known)
        found = events(said_between(connection, ledger.words, numbers[0], numbers[1], entry, until, limit))
        return Answer(tuple(found[-limit:] if limit else found))


def events_where(connection: Connection, words: Words, condition: ColumnElement[bool]) -> list[Event]:
    """The events that the claims which meet `condition` tell of."""
    return events_of(connection, words, claims_where(connection, words, condition))


def events_of(connection: Connection, words: Words, claims: Iterable[Claim]) -> list[Event]:
    """The events that `claims` tell of."""
    claims = list(claims)
    loaded = recorded(connection, load_numbered(connection, words, sorted({claim.report for claim in claims})))
    return events(Said.of(claim, loaded[claim.report]) for claim in claims)
