"""What has come into the ledger since an entry: standings that changed, and events told of anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, or_, select

from comity.ledger import days
from comity.ledger.claims import stands_for_none
from comity.ledger.find import find
from comity.ledger.knowledge import NOW, is_known
from comity.ledger.load import load_numbered
from comity.ledger.pairs import events_where
from comity.ledger.schema import CLAIM, STANDING
from comity.ledger.spans import standing
from comity.ledger.view import recorded
from comity.ledger.words import Words
from comity.model.event import Event, Recorded
from comity.model.standing import NONE, Standing


@dataclass(frozen=True, slots=True)
class Change:
    """A standing that the ledger did not know, or, `gone`, knows no more; `before` is the state that it follows.

    `reports` are those that it rests on; none where it is gone.
    """

    standing: Standing
    before: str
    gone: bool
    reports: tuple[Recorded, ...]


def changes(connection: Connection, words: Words, since: int, earliest: date) -> Iterator[Change]:
    """The standings begun on the day `earliest` or later that changed after the entry `since`.

    One that is only dated or supported otherwise than before has not changed, nor is it news that something was in
    doubt until it was so.
    """
    recent = STANDING.c.start_latest >= days.number(earliest)
    new = recent & (STANDING.c.known_from > since) & STANDING.c.known_until.is_(None)
    for row in connection.execute(select(STANDING).where(new).order_by(STANDING.c.seq)).all():
        found = standing(row, connection, words)
        if not (_was_known(connection, row, since) or _is_past_doubt(found)):
            yield Change(found, _before(connection, words, row), gone=False, reports=_reports(connection, words, found))
    closed = recent & (STANDING.c.known_from <= since) & (STANDING.c.known_until > since)
    for row in connection.execute(select(STANDING).where(closed).order_by(STANDING.c.seq)).all():
        if not _is_known_still(connection, row):
            yield Change(standing(row, connection, words), NONE, gone=True, reports=())


def news(connection: Connection, words: Words, since: int, earliest: date) -> Iterator[Event]:
    """The events of the day `earliest` or later, or of an unknown day, with a report made after the entry `since`.

    An event comes with all its reports. Of undated ones those published before `earliest` are left out.
    """
    recent = CLAIM.c.last >= days.number(earliest)
    live = recent & CLAIM.c.known_until.is_(None)
    keys = (CLAIM.c.source, CLAIM.c.target, CLAIM.c.act, CLAIM.c.status)
    for key in connection.execute(select(*keys).where(live, CLAIM.c.known_from > since).distinct()).all():
        if not any(stands_for_none(words.text(connection, number)) for number in key[:2]):
            same: ColumnElement[bool] = live
            for column, value in zip(keys, key, strict=True):
                same &= column == value
            yield from events_where(connection, words, same)


def _is_past_doubt(found: Standing) -> bool:
    return found.state == NONE and found.disputed and found.end is not None


def _was_known(connection: Connection, row: Row[Any], entry: int) -> bool:
    """Whether `row` only dates or supports otherwise what stood after `entry`.

    That is the same state of days that it shares, unless another row of today goes on for that one.
    """
    live = {other.start for other in _like(connection, row, NOW)}
    known = [one.start for one in _like(connection, row, entry) if _share_days(one, row)]
    return any(start == row.start or start not in live for start in known)


def _is_known_still(connection: Connection, row: Row[Any]) -> bool:
    """Whether the state of the closed `row` still stands on days of its own."""
    return any(_share_days(one, row) for one in _like(connection, row, NOW))


def _like(connection: Connection, row: Row[Any], entry: int) -> list[Row[Any]]:
    """The spans, known after `entry`, of the same state as that of `row`, which is left out."""
    same = [STANDING.c[name] == getattr(row, name) for name in ("source", "target", "dimension", "kind", "state")]
    query = select(STANDING.c.start, STANDING.c.end).where(*same, STANDING.c.seq != row.seq, is_known(STANDING, entry))
    return [*connection.execute(query)]


def _share_days(one: Row[Any], other: Row[Any]) -> bool:
    return bool(one.start <= other.end and other.start <= one.end)


def _before(connection: Connection, words: Words, row: Row[Any]) -> str:
    """The state that `row` follows."""
    names = ("source", "target", "dimension", "kind")
    same = [STANDING.c[name] == getattr(row, name) for name in names]
    ended = or_(STANDING.c.end <= row.start, STANDING.c.start < row.start)
    query = select(STANDING.c.state).where(*same, ended, STANDING.c.known_until.is_(None))
    number = connection.execute(query.order_by(STANDING.c.start.desc()).limit(1)).scalar()
    return NONE if number is None else words.text(connection, number)


def _reports(connection: Connection, words: Words, found: Standing) -> tuple[Recorded, ...]:
    spell = find(connection, words, found.id, NOW).spell
    numbers = spell.supports if spell else ()
    return tuple(recorded(connection, load_numbered(connection, words, numbers)).values())
