"""Standings out of their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_, select

from comity.ledger import days
from comity.ledger.claims import either_way
from comity.ledger.knowledge import is_known
from comity.ledger.schema import CONTENT, STANDING
from comity.ledger.statement import Statement
from comity.ledger.words import Vocabulary, Words
from comity.model.standing import Dimension, Standing


@dataclass(frozen=True, slots=True)
class Window:
    """Which spans of days are asked for: begun from `begun_from` to `begun_by`, and not ended on the day `by`."""

    begun_from: int = days.UNKNOWN
    begun_by: int = days.NEVER
    by: int = days.UNKNOWN

    @classmethod
    def on(cls, day: date | None) -> Window:
        """The spans that hold on `day`, on their uncertain first days too and on their last not; all without one."""
        return cls() if day is None else cls(begun_by=days.number(day), by=days.number(day))


def standings_between(
    connection: Connection, words: Words, one: int, two: int, window: Window, entry: int
) -> list[Standing]:
    """The standings of two actors in `window` as known after `entry`, by their days, respects and sides."""
    rows = _BETWEEN.rows(connection, one=one, two=two, entry=entry, **_bounds(window))
    return _standings(connection, words, rows)


def standings_toward(
    connection: Connection, words: Words, target: int, dimension: int, window: Window, entry: int, *, mutual: bool
) -> list[Standing]:
    """The standings toward an actor in a dimension, or with it if that is `mutual`, as `standings_between`."""
    asked = _WITH if mutual else _TOWARD
    rows = asked.rows(connection, target=target, dimension=dimension, entry=entry, **_bounds(window))
    return _standings(connection, words, rows)


def _standings(connection: Connection, words: Words, rows: Iterable[tuple[Any, ...]]) -> list[Standing]:
    text = Vocabulary(words, connection).text
    return sorted((_standing(row, text) for row in rows), key=_place)


def _bounds(window: Window) -> dict[str, int]:
    return {"begun_from": window.begun_from, "begun_by": window.begun_by, "by": window.by}


_IN_WINDOW = (
    STANDING.c.start.between(bindparam("begun_from"), bindparam("begun_by"))
    & (STANDING.c.end > bindparam("by"))
    & is_known(STANDING, bindparam("entry"))
)
_BETWEEN = Statement(select(*CONTENT).where(either_way(STANDING, bindparam("one"), bindparam("two")), _IN_WINDOW))
_RESPECT = (STANDING.c.dimension == bindparam("dimension")) & _IN_WINDOW
_TOWARD = Statement(select(*CONTENT).where(STANDING.c.target == bindparam("target"), _RESPECT))
_EITHER = or_(STANDING.c.target == bindparam("target"), STANDING.c.source == bindparam("target"))
_WITH = Statement(select(*CONTENT).where(_EITHER, _RESPECT))


def _place(one: Standing) -> tuple[date, str, str, str, str]:
    return one.start, one.dimension, one.kind, one.source, one.target


def standing(row: Row[Any], connection: Connection, words: Words) -> Standing:
    """The standing of a row."""
    return _standing([getattr(row, column.name) for column in CONTENT], Vocabulary(words, connection).text)


def _standing(content: Sequence[Any], text: Callable[[int], str]) -> Standing:
    """The standing of a row's content, with `text` giving the words of numbers."""
    source, target, dimension, kind, state, start, latest, end, end_latest, act, other, supports, opposes = content
    sides = text(source), text(target)
    respect, kind, alternative = text(dimension), text(kind), text(other)
    return Standing(
        id=standing_id(sides[0], respect, kind, sides[1], start),
        source=sides[0],
        target=sides[1],
        dimension=_DIMENSIONS[respect],
        kind=kind,
        state=text(state),
        start=days.day(start),
        start_latest=days.day(latest),
        end=days.day(end) if end != days.NEVER else None,
        end_latest=days.day(end_latest) if end_latest != days.NEVER else None,
        act=text(act),
        disputed=bool(alternative),
        alternative=alternative,
        supports=supports,
        opposes=opposes,
    )


_DIMENSIONS = {dimension.value: dimension for dimension in Dimension}


def standing_id(source: str, dimension: str, kind: str, target: str, start: int) -> str:
    """The id of the standing that began on the day `start`: unique among those known at one time."""
    respect = f"{dimension}:{kind}" if kind else dimension
    return "/".join((source, respect, target, days.day(start).isoformat()))
