"""From some reports to the events they tell of, with the other reports of those: found near them in time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    and_,
    bindparam,
    case,
    or_,
    select,
    union_all,
)

from comity.ledger import days
from comity.ledger.claims import CLAIM_COLUMNS, Claim, claim_of, claims_where
from comity.ledger.events import Said, events
from comity.ledger.knowledge import is_known
from comity.ledger.load import load_numbered
from comity.ledger.page import Place
from comity.ledger.schema import CLAIM
from comity.ledger.view import recorded
from comity.ledger.words import Vocabulary, Words
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
    asked = _plainly(or_(*meets))
    claims = list(_near(connection, words, asked, places, entry))
    meeting = set(claims_where(connection, words, asked & _at({(claim.first, claim.report) for claim in claims})))
    loaded = recorded(connection, load_numbered(connection, words, sorted({claim.report for claim in claims})))
    return _standing_at(_events(claims, meeting, loaded), set(places))


def _near(
    connection: Connection, words: Words, asked: ColumnElement[bool], places: Collection[Place], entry: int
) -> Iterator[Claim]:
    """All claims of the groups of the reports at these places, near to them in time."""
    for group, spans in _groups(connection, asked & _at(places)).items():
        for low, high in _merged(_around(span) for span in spans):
            found = _within(connection, words, group, (low, high), entry)
            wider = _widest(found, (low, high))
            yield from found if wider == (low, high) else _within(connection, words, group, wider, entry)


def _groups(connection: Connection, condition: ColumnElement[bool]) -> dict[_Group, list[_Span]]:
    columns = (CLAIM.c.source, CLAIM.c.target, CLAIM.c.act, CLAIM.c.status, CLAIM.c.first, CLAIM.c.last)
    found: dict[_Group, list[_Span]] = {}
    for source, target, act, status, first, last in connection.execute(select(*columns).where(condition)):
        found.setdefault(_Group(source, target, act, status), []).append((first, last))
    return found


def _at(places: Collection[Place]) -> ColumnElement[bool]:
    """The condition that a claim stands at one of `places`: by its day too, since that an index knows."""
    firsts, numbers = ({place[part] for place in places} for part in (0, 1))
    return CLAIM.c.first.in_(sorted(firsts)) & CLAIM.c.report.in_(sorted(numbers))


def _plainly(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """`condition` as one that SQLite tests on each row and looks for no index for: the places are few."""
    return case((condition, 1), else_=0) == 1


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


def _within(connection: Connection, words: Words, group: _Group, span: _Span, entry: int) -> list[Claim]:
    """The claims of `group` that may lie in `span`; one without a date was told in it."""
    low, high = span
    asked = {**group._asdict(), "low": low, "high": high, "entry": entry}
    asked["earliest"] = max(_shifted(low, -LONGEST), days.UNKNOWN + 1)
    vocabulary = Vocabulary(words, connection)
    return [claim_of(row, vocabulary) for row in connection.execute(_claims(), asked)]


@cache
def _claims() -> CompoundSelect[Any]:
    """The query for the claims of a group in a span, made once, as it is asked for each group.

    The dated and the undated are looked for apart, so that an index by day serves either.
    """
    low: BindParameter[int] = bindparam("low")
    high: BindParameter[int] = bindparam("high")
    dated = CLAIM.c.first.between(bindparam("earliest"), high) & (CLAIM.c.last >= low)
    undated = (CLAIM.c.first == days.UNKNOWN) & CLAIM.c.last.between(low, high)
    same = and_(*(CLAIM.c[name] == bindparam(name) for name in _Group._fields))
    known = is_known(CLAIM, bindparam("entry"))
    return union_all(*(select(*CLAIM_COLUMNS).where(same, when, known) for when in (dated, undated)))


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
