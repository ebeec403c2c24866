"""The tables of alerts: what was raised by which rule, and what became of each message.

Like what is watched they are no knowledge of the world: their rows change, and no entry tells of it. Times are seconds
since 1970 in UTC.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, MetaData, Table, Text

METADATA = MetaData()

RULE = Table(
    "alert_rule",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("entry", Integer, nullable=False),
)
"""A rule, and the last entry of the ledger that it has looked at."""

ALERT = Table(
    "alert",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("content", Text, nullable=False),
    Index("alert_at", "at"),
)
"""An alert, with what it says as JSON."""

SUBJECT = Table(
    "alert_subject",
    METADATA,
    Column("rule", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("alert", Text, nullable=False),
)
"""What an alert of a rule was about: a standing, or an event and its reports, so that none is told of twice."""

DELIVERY = Table(
    "alert_delivery",
    METADATA,
    Column("alert", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("due", Float, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("problem", Text),
    Column("sent", Float),
    Index("alert_delivery_state", "state", "due"),
)
"""The sending of an alert through a channel."""
