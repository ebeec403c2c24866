"""All events of a ledger, pair by pair."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, select

from comity.ledger import days
from comity.ledger.knowledge import AsKnown, is_known, last_entry
from comity.ledger.ledger import Ledger
from comity.ledger.pairs import events_where
from comity.ledger.schema import CLAIM
from comity.model.event import Event

_AROUND = 20_000
"""How far from a day reports of its event may lie, which may give no more than a year: two years, as days.number."""


def every_event(
    ledger: Ledger, *, since: date | None = None, until: date | None = None, as_known: AsKnown = None
) -> Iterator[Event]:
    """The events that lie between `since` and `until`, both included, by source, target and day.

    One that is dated to a month or year counts if any of its days does; those without a date count only where neither
    bound is given. `as_known` answers by what the ledger knew then. No more than one pair's reports are in memory.
    """
    with ledger.reading() as connection:
        known = is_known(CLAIM, last_entry(connection, as_known))
        sides = connection.execute(
            select(CLAIM.c.source, CLAIM.c.target).where(known & _near(since, until)).distinct()
        ).all()
        texts = {number: ledger.words.text(connection, number) for pair in sides for number in pair}
        for source, target in sorted(sides, key=lambda pair: (texts[pair[0]], texts[pair[1]])):
            about = (CLAIM.c.source == source) & (CLAIM.c.target == target) & known
            yield from (one for one in events_where(connection, ledger.words, about) if _within(one, since, until))


def _near(since: date | None, until: date | None) -> ColumnElement[bool]:
    """The condition that a claim may be of an event between the days."""
    first = days.number(since) - _AROUND if since else days.UNKNOWN
    last = days.number(until) + _AROUND if until else days.NEVER
    return (CLAIM.c.last >= first) & (CLAIM.c.first <= last)


def _within(event: Event, since: date | None, until: date | None) -> bool:
    if event.first is None or event.last is None:
        return since is None and until is None
    return (since is None or event.last >= since) and (until is None or event.first <= until)
