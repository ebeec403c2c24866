"""Standings out of their rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from comity.ledger import days
from comity.ledger.schema import STANDING
from comity.ledger.words import Words
from comity.model.standing import Dimension, Standing


def standings(connection: Connection, words: Words, condition: ColumnElement[bool]) -> list[Standing]:
    """The standings whose rows meet `condition`, by their days."""
    rows = connection.execute(select(STANDING).where(condition).order_by(STANDING.c.start, STANDING.c.seq))
    return [standing(row, connection, words) for row in rows]


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
