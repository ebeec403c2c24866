"""One article: fetched, read and recorded, or tried again later, or given up with the reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from comity.errors import FetchError, UnreachableError
from comity.ledger.feeds import Article, Feeds, State
from comity.read.fetch import check_text
from comity.read.visit import Wish
from comity.watch.desk import Desks
from comity.watch.hosts import ForbiddenError, GoneError, Hosts, RestingError
from comity.watch.pace import Terms
from comity.watch.reading import Page, PageReader, ReaderError, UnreadableError
from comity.watch.told import Tell, Told, What

_TOLD = {State.REFUSED: What.REFUSED, State.UNREAD: What.UNREAD, State.LOST: What.LOST}


@dataclass(frozen=True, slots=True)
class Articles:
    """Brings articles into the ledger: read by the `reader`, and kept in `feeds` and the ledger."""

    feeds: Feeds
    hosts: Hosts
    reader: PageReader
    desks: Desks
    terms: Terms
    tell: Tell

    async def bring(self, article: Article) -> tuple[Article, float] | None:
        """Bring `article` in; returns it with the seconds after which it is to be tried again, None if it is not."""
        try:
            check = partial(check_text, address=article.address)
            answer = await self.hosts.ask(article.address, Wish(self.terms.settings.fetch_bytes, check_type=check))
            page = await self.desks.reading.do(self.reader.read, answer, article)
        except RestingError as rest:
            return article, rest.seconds
        except (UnreachableError, ReaderError) as error:
            return await self._postpone(article, str(error))
        except (ForbiddenError, GoneError) as error:
            await self._end(article, State.REFUSED, str(error))
        except (FetchError, UnreadableError) as error:
            await self._end(article, State.UNREAD, str(error))
        else:
            await self._record(article, page)
        return None

    async def _record(self, article: Article, page: Page) -> None:
        told = await self.desks.ledger.do(self._recorded, article, page)
        self.tell(told)

    def _recorded(self, article: Article, page: Page) -> Told:
        feeds, now = self.feeds, self.terms.wall()
        document = feeds.recorded_as(article, page.place, page.words)
        if document is not None:
            feeds.same(article, document, now)
            return Told(What.SAME, article.address)
        feeds.record(article, page.document, page.reports, place=page.place, words=page.words, now=now)
        return Told(What.RECORDED, article.address, len(page.reports), page.document.title)

    async def _postpone(self, article: Article, problem: str) -> tuple[Article, float] | None:
        tries = article.tries + 1
        if tries >= self.terms.pace.tries:
            await self._end(article, State.LOST, problem)
            return None
        pause = self.terms.pace.pause(tries, self.terms.chance)
        later = replace(article, tries=tries, due=self.terms.wall() + pause)
        await self.desks.ledger.do(self.feeds.postponed, later, problem)
        self.tell(Told(What.POSTPONED, article.address, tries, problem))
        return later, pause

    async def _end(self, article: Article, state: State, problem: str) -> None:
        await self.desks.ledger.do(self.feeds.ended, article, state, problem, self.terms.wall())
        self.tell(Told(_TOLD[state], article.address, said=problem))
