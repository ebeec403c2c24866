"""Alerts and their delivery, kept in the ledger's database.

A rule looks at the entries of the ledger since the last one that it looked at, and notes how far it looked in the
transaction that raises what it found: whatever stops it in between, nothing is overlooked and nothing told twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from comity.ledger import news
from comity.ledger.alerted import ALERT, DELIVERY, RULE, SUBJECT
from comity.ledger.answer import Answer
from comity.ledger.forecasts import kept_since
from comity.ledger.ledger import Ledger
from comity.ledger.news import Change
from comity.ledger.schema import ENTRY
from comity.model.event import Event
from comity.model.forecast import Forecast

_SHOWN = 100


class Sending(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Alert:
    """What a rule found: `subjects` name what it is about, `content` is what is sent, plain values for JSON."""

    id: str
    rule: str
    subjects: tuple[str, ...]
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message on its way: the alert, the channel, and how often it was tried."""

    alert: str
    channel: str
    due: float
    tries: int
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """A message and what became of it; `at` is when its alert was raised."""

    at: datetime
    rule: str
    title: str
    channel: str
    state: str
    tries: int
    problem: str | None
    alert: str


@dataclass(frozen=True, slots=True)
class Since:
    """What came between two entries: changes, events, and forecasts with the probability before."""

    start: int
    end: int
    changes: tuple[Change, ...]
    events: tuple[Event, ...]
    forecasts: tuple[tuple[Forecast, float | None], ...]


class Alerts:
    """The alerts of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        """Keep them in the database of `ledger`."""
        self._ledger = ledger

    def begin(self, rules: Iterable[str]) -> None:
        """Let each of `rules` that is new look at what comes from now on."""
        with self._ledger.noting() as connection:
            known = set(connection.execute(select(RULE.c.name)).scalars())
            entry = _last_entry(connection)
            new = [{"name": name, "entry": entry} for name in rules if name not in known]
            if new:
                connection.execute(insert(RULE), new)

    def since(self, rule: str, earliest: date) -> Since | None:
        """What `rule` has not looked at, of the day `earliest` or later; None if there is nothing."""
        with self._ledger.reading() as connection:
            start = connection.execute(select(RULE.c.entry).where(RULE.c.name == rule)).scalar_one()
            end = _last_entry(connection)
            if start == end:
                return None
            words = self._ledger.words
            changed = tuple(news.changes(connection, words, start, earliest))
            events = tuple(news.news(connection, words, start, earliest))
            return Since(start, end, changed, events, tuple(kept_since(connection, start)))

    def raise_all(
        self, rule: str, looked: Since, found: Sequence[Alert], channels: Sequence[str], now: float
    ) -> list[Alert]:
        """Raise those of `found` that are about nothing told before, to be sent by `channels`; returns them."""
        with self._ledger.noting() as connection:
            moved = update(RULE).where(RULE.c.name == rule, RULE.c.entry == looked.start).values(entry=looked.end)
            if connection.execute(moved).rowcount == 0:
                return []  # another process has looked meanwhile
            return [alert for alert in found if _raise(connection, alert, channels, now)]

    def due(self, channels: Sequence[str], now: float, longest: float) -> list[Delivery]:
        """The messages of `channels` to be sent by `now`, the oldest first.

        What is due in more than `longest`, the longest pause, was put off before the clock was set back, and is due.
        """
        columns = (DELIVERY.c.alert, DELIVERY.c.channel, DELIVERY.c.due, DELIVERY.c.tries, ALERT.c.content)
        query = select(*columns).join(ALERT, ALERT.c.id == DELIVERY.c.alert).order_by(ALERT.c.at, ALERT.c.id)
        due = (DELIVERY.c.due <= now) | (DELIVERY.c.due > now + longest)
        fit = (DELIVERY.c.state == Sending.WAITING) & due & DELIVERY.c.channel.in_(channels)
        with self._ledger.reading() as connection:
            return [Delivery(*row[:4], json.loads(row[4])) for row in connection.execute(query.where(fit))]

    def delivered(self, delivery: Delivery, now: float) -> None:
        """Note that a message was sent."""
        self._change(delivery, state=Sending.SENT, sent=now, tries=delivery.tries, problem=None)

    def postponed(self, delivery: Delivery, problem: str) -> None:
        """Note that a message could not be sent and is due again when it says."""
        self._change(delivery, due=delivery.due, tries=delivery.tries, problem=problem)

    def failed(self, delivery: Delivery, problem: str) -> None:
        """Note that a message is not tried again."""
        self._change(delivery, state=Sending.FAILED, tries=delivery.tries, problem=problem)

    def latest(self, channel: str, limit: int) -> list[tuple[float, dict[str, Any]]]:
        """The latest alerts that are for `channel`, with when they were raised, the newest first."""
        query = select(ALERT.c.at, ALERT.c.content).join(DELIVERY, DELIVERY.c.alert == ALERT.c.id)
        query = query.where(DELIVERY.c.channel == channel).order_by(ALERT.c.at.desc(), ALERT.c.id).limit(limit)
        with self._ledger.reading() as connection:
            return [(row[0], json.loads(row[1])) for row in connection.execute(query)]

    def sent(self, *, failed: bool = False, limit: int = _SHOWN) -> Answer[Sent]:
        """The latest messages, or those that `failed`, the newest first."""
        query = select(ALERT, DELIVERY).join(DELIVERY, DELIVERY.c.alert == ALERT.c.id)
        if failed:
            query = query.where(DELIVERY.c.state == Sending.FAILED)
        query = query.order_by(ALERT.c.at.desc(), ALERT.c.id, DELIVERY.c.channel).limit(limit)
        with self._ledger.reading() as connection:
            return Answer(tuple(_sent(row) for row in connection.execute(query)))

    def retry(self, now: float) -> int:
        """Let the failed messages be due again; returns how many."""
        change = {"state": Sending.WAITING, "due": now, "tries": 0}
        with self._ledger.noting() as connection:
            return connection.execute(
                update(DELIVERY).where(DELIVERY.c.state == Sending.FAILED).values(**change)
            ).rowcount

    def counts(self) -> dict[str, int]:
        """How many messages are in which state."""
        with self._ledger.reading() as connection:
            rows = connection.execute(select(DELIVERY.c.state, func.count()).group_by(DELIVERY.c.state))
            found = {row[0]: int(row[1]) for row in rows}
        return {state.value: found.get(state, 0) for state in Sending}

    def _change(self, delivery: Delivery, **change: Any) -> None:  # noqa: ANN401 - the columns' values
        one = (DELIVERY.c.alert == delivery.alert) & (DELIVERY.c.channel == delivery.channel)
        with self._ledger.noting() as connection:
            connection.execute(update(DELIVERY).where(one).values(**change))


def _raise(connection: Connection, alert: Alert, channels: Sequence[str], now: float) -> bool:
    told = (SUBJECT.c.rule == alert.rule) & SUBJECT.c.subject.in_(alert.subjects)
    known = set(connection.execute(select(SUBJECT.c.subject).where(told)).scalars())
    rest = [subject for subject in alert.subjects if subject not in known]
    if rest:
        rows = [{"rule": alert.rule, "subject": subject, "alert": alert.id} for subject in rest]
        connection.execute(insert(SUBJECT), rows)
    if known:
        return False
    content = json.dumps(alert.content, ensure_ascii=False)
    connection.execute(insert(ALERT).values(id=alert.id, rule=alert.rule, at=now, content=content))
    messages = [
        {"alert": alert.id, "channel": channel, "state": Sending.WAITING, "due": now, "tries": 0}
        for channel in channels
    ]
    connection.execute(insert(DELIVERY), messages)
    return True


def _last_entry(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(ENTRY.c.seq), 0))).scalar_one())


def _sent(row: Any) -> Sent:  # noqa: ANN401 - a row of two tables
    title = str(json.loads(row.content)["title"])
    return Sent(
        datetime.fromtimestamp(row.at, UTC), row.rule, title, row.channel, row.state, row.tries, row.problem, row.id
    )
