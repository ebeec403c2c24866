"""The watch: it follows feeds and brings their articles into the ledger, until it is stopped or has gone round once.

All that it must not forget is in the ledger's database before it goes on; what is here is only the order of work.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping

from comity.errors import ComityError, InputError
from comity.find.reader import Reader
from comity.ledger import Ledger
from comity.ledger.feeds import Article, Feeds, FollowedFeed
from comity.read.visit import client
from comity.watch.alerting import Alerting
from comity.watch.articles import Articles
from comity.watch.desk import Desks, desks
from comity.watch.following import Following
from comity.watch.hosts import Hosts, left
from comity.watch.pace import MOST_JITTER, Terms
from comity.watch.reading import PageReader
from comity.watch.rounds import Rounds
from comity.watch.rules import Rules
from comity.watch.told import Tell, Told, What

PURPOSE = "watch"
"""What one process at a time does in a ledger."""


def follow(
    ledger: Ledger,
    sources: Mapping[str, str | None],
    load: Callable[[], Reader],
    terms: Terms,
    tell: Tell,
    *,
    rules: Rules | None = None,
    once: bool = False,
) -> None:
    """Follow the feeds at the addresses `sources`, or all that the ledger knows if none is given.

    Goes on until it is interrupted, or, `once`, until all that is due now is done. `load` gives the reader, `tell` is
    told what happens, and `rules` say which alerts are sent. Raises LedgerError if another watch of this ledger runs,
    and InputError if there is no feed.
    """
    feeds = Feeds(ledger)
    with ledger.alone(PURPOSE):
        feeds.follow(sources, terms.wall())
        followed = [feed for feed in feeds.followed() if not sources or feed.address in sources]
        if not followed:
            raise InputError("There is no feed to follow; name an OPML file or the address of a feed.")
        with desks() as at:
            alerting = Alerting(ledger, rules, at, terms, tell) if rules else None
            made = _Watch(feeds, PageReader(load), at, terms, tell)
            _run(made.run(followed, alerting, once=once))


def _run(work: Coroutine[None, None, None]) -> None:
    try:
        asyncio.run(work)
    except BaseExceptionGroup as group:
        raise _first(group) from group


def _first(error: BaseException) -> BaseException:
    """The error to be told of a group: one that has a sentence, if there is one."""
    if not isinstance(error, BaseExceptionGroup):
        return error
    inner = [_first(one) for one in error.exceptions]
    return next((one for one in inner if isinstance(one, ComityError)), inner[0])


class _Watch:
    def __init__(self, feeds: Feeds, reader: PageReader, at: Desks, terms: Terms, tell: Tell) -> None:
        self._feeds = feeds
        self._reader = reader
        self._desks = at
        self._terms = terms
        self._tell = tell

    async def run(self, followed: list[FollowedFeed], alerting: Alerting | None, *, once: bool) -> None:
        async with client(self._terms.settings) as through:
            self._hosts = Hosts(through, self._feeds, self._desks.ledger, self._terms)
            await self._hosts.load()
            self._following = Following(self._feeds, self._hosts, self._desks, self._terms, self._tell)
            self._articles = Articles(self._feeds, self._hosts, self._reader, self._desks, self._terms, self._tell)
            async with asyncio.TaskGroup() as group:
                if alerting and not once:
                    group.create_task(alerting.go_on())
                self._rounds = Rounds(group, once=once)
                await self._plan(followed, once=once)
        if alerting:
            await alerting.go_round()

    async def _plan(self, followed: list[FollowedFeed], *, once: bool) -> None:
        waiting = await self._desks.ledger.do(self._feeds.waiting)
        self._tell(Told(What.STARTED, self._feeds.ledger.name, len(waiting)))
        for article in waiting:
            await self._plan_article(article, self._left(article.due))
        for feed in followed:
            # Who runs it once wants every feed fetched, but those that fail be left in peace for as long as ever.
            await self._plan_feed(feed, 0.0 if once and not feed.failures else self._left(feed.due))

    def _left(self, due: float) -> float:
        pace = self._terms.pace
        return left(due, self._terms.wall(), max(pace.every, pace.longest) * MOST_JITTER)

    async def _plan_feed(self, feed: FollowedFeed, seconds: float) -> None:
        async def fetch() -> None:
            done = await self._following.fetch(feed)
            for article in done.new:
                await self._plan_article(article, 0.0)
            if done.again is not None:
                await self._plan_feed(done.feed, done.again)

        self._rounds.add(await self._hosts.of(feed.address), seconds, fetch)

    async def _plan_article(self, article: Article, seconds: float) -> None:
        async def bring() -> None:
            again = await self._articles.bring(article)
            if again is not None:
                await self._plan_article(*again)

        self._rounds.add(await self._hosts.of(article.address), seconds, bring)
