"""The tables of forecasts and of what came of them, alike on SQLite and PostgreSQL.

Their rows are only ever added. `known_from` is the number of the entry that added a row; days are ISO 8601.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, MetaData, Table, Text

METADATA = MetaData()

FORECAST = Table(
    "forecast",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("horizon", Integer, nullable=False),
    Column("probability", Float, nullable=False),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    Column("base", Float, nullable=False),
    Column("signal", Integer, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("as_known", Text),
    Column("known_from", Integer, nullable=False),
    Index("forecast_question", "target", "act", "source"),
)
"""Forecasts as they were made: nothing of them is ever changed. `reasons` is a JSON list of words and factor."""

RESOLUTION = Table(
    "resolution",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("forecast", Text, nullable=False, index=True),
    Column("happened", Integer, nullable=False),
    Column("day", Text),
    Column("rests_on", Text, nullable=False),
    Column("known_from", Integer, nullable=False),
)
"""What came of forecasts; where the ledger learns otherwise another row is added, and the last one counts."""
