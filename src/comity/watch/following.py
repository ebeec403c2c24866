"""One feed: fetched when it is due, and its new articles noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from comity.errors import FetchError, ReadError
from comity.ledger.feeds import Article, Feeds, FollowedFeed
from comity.read.addresses import key_of
from comity.read.feeds import Feed, read_feed
from comity.read.gdelt import export_of, read_export
from comity.read.visit import Answer, Validators, Wish
from comity.watch.desk import Desks
from comity.watch.hosts import GoneError, Hosts, RestingError
from comity.watch.pace import Terms
from comity.watch.told import Tell, Told, What

MOST_BYTES = 5_000_000
"""What is read of a feed at most; one of the busiest newspapers takes some hundred thousand."""

MOST_EXPORT_BYTES = 50_000_000
"""What is read of a file of GDELT's at most; a quarter of an hour takes about a hundred thousand, packed."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What fetching a feed did: the feed as it now is, the seconds until the next time, and its new articles."""

    feed: FollowedFeed
    again: float | None
    new: Sequence[Article] = ()


@dataclass(frozen=True, slots=True)
class Following:
    """Fetches feeds and keeps what they name."""

    feeds: Feeds
    hosts: Hosts
    desks: Desks
    terms: Terms
    tell: Tell

    async def fetch(self, feed: FollowedFeed) -> Followed:
        """Fetch `feed` and note its articles, or that it failed."""
        try:
            wish = Wish(MOST_BYTES, Validators(feed.etag, feed.modified))
            answer = await self.hosts.ask(feed.address, wish)
            if answer.status == 304:
                return await self._unchanged(feed)
            found = await self._read(answer)
        except RestingError as rest:
            return Followed(feed, rest.seconds)
        except GoneError as error:
            await self._failed(feed, str(error), gone=True)
            return Followed(feed, None)
        except (FetchError, ReadError) as error:
            return await self._failed(feed, str(error))
        return await self._fetched(feed, found, answer.validators)

    async def _read(self, answer: Answer) -> Feed:
        export = export_of(answer.data)
        if export is None:
            return await self.desks.reading.do(read_feed, answer.data, answer.address, answer.kind)
        packed = await self.hosts.ask(export.address, Wish(MOST_EXPORT_BYTES))
        return await self.desks.reading.do(read_export, packed.data, export)

    async def _fetched(self, feed: FollowedFeed, found: Feed, validators: Validators) -> Followed:
        # Of a feed that broke off the next answer is wanted whole, not only if it changed.
        kept = validators if found.whole else Validators()
        again = self.terms.pace.until_next(self.terms.chance)
        now = replace(self._due(feed, again), etag=kept.etag, modified=kept.modified, failures=0)
        articles = await self.desks.reading.do(self._articles, feed, found)
        new = await self.desks.ledger.do(self.feeds.fetched, now, articles, found.title)
        self.tell(Told(What.FEED_FETCHED, feed.address, len(new), found.title))
        return Followed(now, again, new)

    def _articles(self, feed: FollowedFeed, found: Feed) -> list[Article]:
        wall = self.terms.wall()
        return [Article(key_of(item.address), item.address, feed.address, item.published, wall) for item in found.items]

    async def _unchanged(self, feed: FollowedFeed) -> Followed:
        again = self.terms.pace.until_next(self.terms.chance)
        now = replace(self._due(feed, again), failures=0)
        await self.desks.ledger.do(self.feeds.unchanged, now)
        self.tell(Told(What.FEED_UNCHANGED, feed.address))
        return Followed(now, again)

    async def _failed(self, feed: FollowedFeed, problem: str, *, gone: bool = False) -> Followed:
        failures = feed.failures + 1
        again = max(self.terms.pace.until_next(self.terms.chance), self.terms.pace.pause(failures, self.terms.chance))
        now = replace(self._due(feed, again), failures=failures, problem=problem)
        await self.desks.ledger.do(self.feeds.failed, now, gone=gone)
        self.tell(Told(What.FEED_GONE if gone else What.FEED_FAILED, feed.address, failures, problem))
        return Followed(now, again)

    def _due(self, feed: FollowedFeed, again: float) -> FollowedFeed:
        return replace(feed, due=self.terms.wall() + again)
