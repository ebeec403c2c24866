"""What is watched, kept in the ledger's database: feeds, their articles and the hosts, each change in one transaction.

An article is marked as recorded in the transaction that records it, and a feed as fetched in the one that notes its
articles, so that a process killed between the two has done neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Table, case, func, insert, select, update

from comity.ledger.ledger import Ledger
from comity.ledger.record import Added
from comity.ledger.watched import ARTICLE, FEED, HOST
from comity.model.document import Document
from comity.model.report import Report

_CHUNK = 500


class State(StrEnum):
    """How far an article has come."""

    WAITING = "waiting"
    RECORDED = "recorded"
    SAME = "same"
    REFUSED = "refused"
    UNREAD = "unread"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class FollowedFeed:
    """A feed with how its last fetches went; `due` is when the next one is."""

    address: str
    title: str | None
    etag: str | None
    modified: str | None
    due: float
    failures: int
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article that waits for being fetched: `key` is what its address comes down to, `due` when it may be."""

    key: str
    address: str
    feed: str | None
    published: date | None
    due: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class HostState:
    """What is known of a host: its robots.txt, None if it has none, and the times until which things hold."""

    name: str
    robots: str | None = None
    known_until: float = 0.0
    rests_until: float = 0.0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Feeds by how they are, their answers by how they went, and articles by how far they have come."""

    feeds: dict[str, int]
    answers: dict[str, int]
    articles: dict[str, int]


class Feeds:
    """The feeds, articles and hosts of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        """Keep them in the database of `ledger`."""
        self.ledger = ledger

    def follow(self, sources: Mapping[str, str | None], now: float) -> None:
        """Know the feeds at these addresses, with their titles; a new one is due now."""
        with self.ledger.noting() as connection:
            known = _known(connection, FEED.c.address, list(sources))
            counts = dict.fromkeys(("gone", "failures", "fetched", "unchanged", "failed"), 0)
            rows = [{"address": a, "title": t, "due": now, **counts} for a, t in sources.items() if a not in known]
            _insert(connection, FEED, rows)

    def followed(self) -> list[FollowedFeed]:
        """All feeds that are not gone."""
        columns = (FEED.c[name] for name in FollowedFeed.__slots__)
        with self.ledger.reading() as connection:
            rows = connection.execute(select(*columns).where(FEED.c.gone == 0))
            return [FollowedFeed(*row) for row in rows]

    def fetched(self, feed: FollowedFeed, articles: Sequence[Article], title: str | None) -> list[Article]:
        """Note that `feed`, as it now is, was fetched and names `articles`; returns those that are new."""
        with self.ledger.noting() as connection:
            known = _known(connection, ARTICLE.c.key, [article.key for article in articles])
            new: dict[str, Article] = {}
            for article in articles:
                if article.key not in known:
                    new.setdefault(article.key, article)
            _insert(connection, ARTICLE, [_article_row(article) for article in new.values()])
            change = {"etag": feed.etag, "modified": feed.modified, "title": feed.title or title, "problem": None}
            _update_feed(connection, feed, FEED.c.fetched, **change)
        return list(new.values())

    def unchanged(self, feed: FollowedFeed) -> None:
        """Note that `feed` was asked and has nothing new."""
        with self.ledger.noting() as connection:
            _update_feed(connection, feed, FEED.c.unchanged, problem=None)

    def failed(self, feed: FollowedFeed, *, gone: bool = False) -> None:
        """Note that `feed` could not be fetched, for its problem, or is gone for good."""
        with self.ledger.noting() as connection:
            _update_feed(connection, feed, FEED.c.failed, problem=feed.problem, gone=int(gone))

    def waiting(self) -> list[Article]:
        """The articles that wait, the first due first."""
        columns = (
            ARTICLE.c.key,
            ARTICLE.c.address,
            ARTICLE.c.feed,
            ARTICLE.c.published,
            ARTICLE.c.due,
            ARTICLE.c.tries,
        )
        query = select(*columns).where(ARTICLE.c.state == State.WAITING).order_by(ARTICLE.c.due, ARTICLE.c.key)
        with self.ledger.reading() as connection:
            return [_article(row) for row in connection.execute(query)]

    def postponed(self, article: Article, problem: str) -> None:
        """Let `article` wait until it is due, having been tried as often as it says."""
        with self.ledger.noting() as connection:
            change = {"due": article.due, "tries": article.tries, "problem": problem}
            connection.execute(update(ARTICLE).where(ARTICLE.c.key == article.key).values(**change))

    def ended(self, article: Article, state: State, problem: str, now: float) -> None:
        """Let `article` wait no more, without a record of it."""
        with self.ledger.noting() as connection:
            change = {"state": state, "problem": problem, "ended": now}
            connection.execute(update(ARTICLE).where(ARTICLE.c.key == article.key).values(**change))

    def recorded_as(self, article: Article, place: str, words: str) -> str | None:
        """The id of the document recorded for the key `place` or for the same `words`; None if there is none."""
        same = (ARTICLE.c.key == place) | (ARTICLE.c.words == words)
        query = select(ARTICLE.c.document).where(same, ARTICLE.c.document.is_not(None), ARTICLE.c.key != article.key)
        with self.ledger.reading() as connection:
            return connection.execute(query.limit(1)).scalar()

    def same(self, article: Article, document: str, now: float) -> None:
        """Let `article` be the same as the recorded `document`."""
        with self.ledger.noting() as connection:
            change = {"state": State.SAME, "document": document, "problem": None, "ended": now}
            connection.execute(update(ARTICLE).where(ARTICLE.c.key == article.key).values(**change))

    def record(
        self, article: Article, document: Document, reports: Sequence[Report], *, place: str, words: str, now: float
    ) -> Added:
        """Record `document` for `article`, found in the end at the key `place`, and mark both in one transaction."""
        change = {"state": State.RECORDED, "document": document.id, "words": words, "problem": None, "ended": now}

        def mark(connection: Connection) -> None:
            if not _known(connection, ARTICLE.c.key, [place]):
                _insert(connection, ARTICLE, [_article_row(article) | {"key": place, "address": document.address}])
            connection.execute(update(ARTICLE).where(ARTICLE.c.key == article.key).values(**change))
            elsewhere = (ARTICLE.c.key == place) & (ARTICLE.c.key != article.key)
            connection.execute(update(ARTICLE).where(elsewhere).values(**change | {"state": State.SAME}))

        return self.ledger.add(document, reports, also=mark)

    def hosts(self) -> list[HostState]:
        """All hosts."""
        with self.ledger.reading() as connection:
            return [HostState(*row) for row in connection.execute(select(HOST))]

    def note_host(self, host: HostState) -> None:
        """Keep what is known of `host` now."""
        row = {name: getattr(host, name) for name in HostState.__slots__}
        with self.ledger.noting() as connection:
            if connection.execute(update(HOST).where(HOST.c.name == host.name).values(**row)).rowcount == 0:
                connection.execute(insert(HOST).values(**row))

    def counts(self) -> Counts:
        """How much of everything there is now."""
        with self.ledger.reading() as connection:
            feeds = connection.execute(select(*_SUMS)).one()._mapping
            states = connection.execute(select(ARTICLE.c.state, func.count()).group_by(ARTICLE.c.state))
            articles = {row[0]: row[1] for row in states}
        return Counts(
            feeds={name: int(feeds[name]) for name in ("followed", "failing", "gone")},
            answers={name: int(feeds[name]) for name in ("fetched", "unchanged", "failed")},
            articles={state.value: articles.get(state.value, 0) for state in State},
        )


_FAILING = case(((FEED.c.failures > 0) & (FEED.c.gone == 0), 1), else_=0)
_SUMS = [
    func.coalesce(func.sum(column), 0).label(name)
    for name, column in (
        ("fetched", FEED.c.fetched),
        ("unchanged", FEED.c.unchanged),
        ("failed", FEED.c.failed),
        ("gone", FEED.c.gone),
        ("followed", 1 - FEED.c.gone),
        ("failing", _FAILING),
    )
]


def _known(connection: Connection, column: Any, values: list[str]) -> set[str]:  # noqa: ANN401 - any column of text
    """Those of `values` that the column has."""
    found: set[str] = set()
    for start in range(0, len(values), _CHUNK):
        found |= set(connection.execute(select(column).where(column.in_(values[start : start + _CHUNK]))).scalars())
    return found


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    rows = list(rows)
    if rows:
        connection.execute(insert(table), rows)


def _update_feed(connection: Connection, feed: FollowedFeed, counter: Any, **change: Any) -> None:  # noqa: ANN401
    change |= {"due": feed.due, "failures": feed.failures, counter.name: counter + 1}
    connection.execute(update(FEED).where(FEED.c.address == feed.address).values(**change))


def _article(row: Sequence[Any]) -> Article:
    key, address, feed, published, due, tries = row
    return Article(key, address, feed, date.fromisoformat(published) if published else None, due, tries)


def _article_row(article: Article) -> dict[str, Any]:
    return {
        "key": article.key,
        "address": article.address,
        "feed": article.feed,
        "published": article.published.isoformat() if article.published else None,
        "state": State.WAITING,
        "due": article.due,
        "tries": article.tries,
        "found": article.due,
    }
