"""Standings out of their rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_, select

from comity.ledger import days
from comity.ledger.claims import either_way
from comity.ledger.knowledge import is_known
from comity.ledger.schema import STANDING
from comity.ledger.words import Words
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
    asked = {"one": one, "two": two, "entry": entry, **_bounds(window)}
    return _standings(connection, words, connection.execute(_BETWEEN, asked))


def standings_toward(
    connection: Connection, words: Words, target: int, dimension: int, window: Window, entry: int, *, mutual: bool
) -> list[Standing]:
    """The standings toward an actor in a dimension, or with it if that is `mutual`, as `standings_between`."""
    asked = {"target": target, "dimension": dimension, "entry": entry, **_bounds(window)}
    return _standings(connection, words, connection.execute(_WITH if mutual else _TOWARD, asked))


def _standings(connection: Connection, words: Words, rows: Iterable[Row[Any]]) -> list[Standing]:
    return sorted((standing(row, connection, words) for row in rows), key=_place)


def _bounds(window: Window) -> dict[str, int]:
    return {"begun_from": window.begun_from, "begun_by": window.begun_by, "by": window.by}


# Built once, with places for what is asked: building a query takes longer than answering it.
_IN_WINDOW = (
    STANDING.c.start.between(bindparam("begun_from"), bindparam("begun_by"))
    & (STANDING.c.end > bindparam("by"))
    & is_known(STANDING, bindparam("entry"))
)
_BETWEEN = select(STANDING).where(either_way(STANDING, bindparam("one"), bindparam("two")), _IN_WINDOW)
_RESPECT = (STANDING.c.dimension == bindparam("dimension")) & _IN_WINDOW
_TOWARD = select(STANDING).where(STANDING.c.target == bindparam("target"), _RESPECT)
_WITH = select(STANDING).where(
    or_(STANDING.c.target == bindparam("target"), STANDING.c.source == bindparam("target")), _RESPECT
)


def _place(one: Standing) -> tuple[date, str, str, str, str]:
    return one.start, one.dimension, one.kind, one.source, one.target


def standing(row: Row[Any], connection: Connection, words: Words) -> Standing:
    """The standing of a row."""
    source, target = words.text(connection, row.source), words.text(connection, row.target)
    dimension, kind = words.text(connection, row.dimension), words.text(connection, row.kind)
    alternative = words.text(connection, row.alternative)
    return Standing(
        id=standing_id(source, dimension, kind, target, row.start),
        source=source,
        target=target,
        dimension=Dimension(dimension),
        kind=kind,
        state=words.text(connection, row.state),
        start=days.day(row.start),
        start_latest=days.day(row.start_latest),
        end=days.day(row.end) if row.end != days.NEVER else None,
        end_latest=days.day(row.end_latest) if row.end_latest != days.NEVER else None,
        act=words.text(connection, row.act),
        disputed=bool(alternative),
        alternative=alternative,
        supports=row.supports,
        opposes=row.opposes,
    )


def standing_id(source: str, dimension: str, kind: str, target: str, start: int) -> str:
    """The id of the standing that began on the day `start`: unique among those known at one time."""
    respect = f"{dimension}:{kind}" if kind else dimension
    return "/".join((source, respect, target, days.day(start).isoformat()))
