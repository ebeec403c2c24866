"""From some reports to the events they tell of, with the other reports of those: found near them in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, or_, select

from comity.ledger import days
from comity.ledger.claims import Claim, claims_where
from comity.ledger.events import Said, events
from comity.ledger.knowledge import is_known
from comity.ledger.load import load_numbered
from comity.ledger.page import Place
from comity.ledger.schema import CLAIM
from comity.ledger.view import recorded
from comity.ledger.words import Words
from comity.model.event import Event, Recorded

NEAR = timedelta(days=32)
"""How far around a report the others of its event are looked for: an undated one may have been told a month later."""

LONGEST = timedelta(days=366)
"""How long the span of days can be that a date allows: a year."""


class _Group(NamedTuple):
    """Whose claims can tell of one happening: the numbers of source, target, act and status."""

    source: int
    target: int
    act: int
    status: int


_Span = tuple[int, int]
"""The numbers of a first and a last day."""


def told_of(
    connection: Connection, words: Words, meets: Sequence[ColumnElement[bool]], places: Sequence[Place], entry: int
) -> list[Event]:
    """The events whose latest report among those that meet one of `meets` is one of `places`, in their order."""
    asked = or_(*meets)
    claims = list(_near(connection, words, asked, [number for _, number in places], entry))
    numbers = sorted({claim.report for claim in claims})
    meeting = set(claims_where(connection, words, asked & CLAIM.c.report.in_(numbers)))
    loaded = recorded(connection, load_numbered(connection, words, numbers))
    return _standing_at(_events(claims, meeting, loaded), set(places))


def _near(
    connection: Connection, words: Words, asked: ColumnElement[bool], numbers: list[int], entry: int
) -> Iterator[Claim]:
    """All claims of the groups of the reports of these numbers, near to them in time."""
    for group, spans in _groups(connection, asked & CLAIM.c.report.in_(numbers)).items():
        for low, high in _merged(_around(span) for span in spans):
            found = claims_where(connection, words, _within(group, (low, high), entry))
            wider = _widest(found, (low, high))
            yield from found if wider == (low, high) else claims_where(connection, words, _within(group, wider, entry))


def _groups(connection: Connection, condition: ColumnElement[bool]) -> dict[_Group, list[_Span]]:
    columns = (CLAIM.c.source, CLAIM.c.target, CLAIM.c.act, CLAIM.c.status, CLAIM.c.first, CLAIM.c.last)
    found: dict[_Group, list[_Span]] = {}
    for source, target, act, status, first, last in connection.execute(select(*columns).where(condition)):
        found.setdefault(_Group(source, target, act, status), []).append((first, last))
    return found


def _around(span: _Span) -> _Span:
    """The days on which other reports of the same may lie; without a date, those around the publication."""
    first, last = span if span[0] != days.UNKNOWN else (span[1], span[1])
    return _shifted(first, -NEAR), _shifted(last, NEAR)


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    found: list[_Span] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(high, found[-1][1])
        else:
            found.append((low, high))
    return found


def _within(group: _Group, span: _Span, entry: int) -> ColumnElement[bool]:
    """The condition that a claim of `group` may lie in `span`; one without a date was told in it."""
    low, high = span
    begun = CLAIM.c.first.between(max(_shifted(low, -LONGEST), days.UNKNOWN + 1), high)
    dated = begun & (CLAIM.c.last >= low)
    undated = (CLAIM.c.first == days.UNKNOWN) & CLAIM.c.last.between(low, high)
    same = (CLAIM.c.source == group.source) & (CLAIM.c.target == group.target)
    return same & (CLAIM.c.act == group.act) & (CLAIM.c.status == group.status) & (dated | undated) & _known(entry)


def _known(entry: int) -> ColumnElement[bool]:
    return is_known(CLAIM, entry)


def _widest(claims: Iterable[Claim], span: _Span) -> _Span:
    """`span`, wide enough for the year or month that a vague claim allows: all that it can mean must be looked at."""
    vague = [claim for claim in claims if days.UNKNOWN != claim.first != claim.last]
    return min([span[0], *(claim.first for claim in vague)]), max([span[1], *(claim.last for claim in vague)])


def _events(
    claims: Iterable[Claim], meeting: set[Claim], loaded: dict[int, Recorded]
) -> Iterator[tuple[Place | None, Event]]:
    """The events that `claims` tell of, each with the place of its latest report that is `meeting` what is asked."""
    numbers = {one.report.id: number for number, one in loaded.items()}
    places = {(*_about(claim), claim.report): (claim.first, claim.report) for claim in meeting}
    for event in events(Said.of(claim, loaded[claim.report]) for claim in claims):
        about = event.source, event.target, event.act, event.status.value
        told = [(*about, numbers[one.report.id]) for one in event.reports]
        yield max((places[key] for key in told if key in places), default=None), event


def _about(claim: Claim) -> tuple[str, str, str, str]:
    return claim.source, claim.target, claim.act, claim.status


def _standing_at(found: Iterable[tuple[Place | None, Event]], places: set[Place]) -> list[Event]:
    kept = [(place, event) for place, event in found if place in places]
    return [event for _, event in sorted(kept, key=lambda one: one[0], reverse=True)]


def _shifted(day: int, by: timedelta) -> int:
    if day == days.UNKNOWN:
        return day
    try:
        return days.number(days.day(day) + by)
    except OverflowError:  # a day of the year 1 or 9999
        return day
