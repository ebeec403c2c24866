"""A small world of news that misbehaves, and a watch of it that is killed again and again.

Articles appear one by one. Some are slow to come: their host is busy, breaks off or hangs at first. Some move, some are
forbidden to programs or gone. Feeds name the latest articles, some of them under two addresses, and fail now and then;
one host is dead for a while. What the watch did is judged by what the hosts were asked and what the ledger holds.
"""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from multiprocessing.process import BaseProcess

from comity.find.readers import choose_reader
from comity.ledger import open_ledger
from comity.ledger.audit import verify
from comity.settings import Settings
from comity.watch.follow import follow
from comity.watch.pace import Pace, Terms
from tests.watch.watching import PatternReader, recorded
from tests.watch.web import ROBOTS, RSS, Answer, Asked, Handler, Host, busy, gives, goes, rss, story, tagged, truncated

HOSTS, FEEDS, WINDOW = 6, 3, 200
"""How many hosts have articles and how many feeds, and how many of the latest articles a feed names."""

KINDS = ("busy", "reset", "truncated", "broken", "hanging", "moved", "forbidden", "gone", *["plain"] * 6)
RESTING = 1.0
"""The seconds that a busy host asks for."""

NOTING = 0.5
"""So soon after an answer a kill may keep it from being noted."""


@dataclass
class World:
    """The hosts, and the articles by number: the one numbered n appears `step` times n seconds after `begin`."""

    articles: int
    step: float
    crawl_delay: float
    hosts: list[Host] = field(default_factory=list)
    feeds: list[Host] = field(default_factory=list)

    def __post_init__(self) -> None:
        rules = gives(f"User-agent: *\nDisallow: /forbidden\nCrawl-delay: {self.crawl_delay}\n", "text/plain")
        self.hosts = [Host({ROBOTS: rules}) for _ in range(HOSTS)]
        self.feeds = [Host({ROBOTS: rules}) for _ in range(FEEDS)]
        self._begun = time.monotonic()
        for number in range(self.articles):
            self._lay(number)
        for number, feed in enumerate(self.feeds):
            feed.plan["/feed"] = Feed(self, number)
        self.hosts[0].plan = Dying(self, self.hosts[0].plan)

    def kind(self, number: int) -> str:
        return KINDS[number % len(KINDS)]

    def host(self, number: int) -> Host:
        return self.hosts[number // len(KINDS) % HOSTS]

    def path(self, number: int) -> str:
        return f"/{self.kind(number)}/{number}"

    def wanted(self) -> set[str]:
        """The titles of what is to be recorded."""
        kinds = ("forbidden", "gone")
        return {f"Story {number}" for number in range(self.articles) if self.kind(number) not in kinds}

    def passed(self) -> float:
        """The share of the time in which articles appear that has passed."""
        return (time.monotonic() - self._begun) / (self.step * self.articles)

    def out(self) -> range:
        """The numbers of the articles that have appeared."""
        return range(min(int(self.passed() * self.articles), self.articles))

    def _lay(self, number: int) -> None:
        host, path, page = self.host(number), self.path(number), story(number)
        answers: dict[str, Answer] = {
            "busy": busy(int(RESTING)),
            "reset": Handler.reset,
            "truncated": truncated(page),
            "broken": gives("broken", status=500),
            "hanging": lambda _: time.sleep(3),
        }
        kind = self.kind(number)
        if kind == "forbidden":
            return
        if kind == "moved":
            other = self.hosts[(self.hosts.index(host) + 1) % HOSTS]
            host.plan[path], other.plan[f"/new/{number}"] = goes(other.at(f"/new/{number}")), gives(page)
        elif kind == "gone":
            host.plan[path] = gives("", status=410)
        else:
            host.plan[path] = [answers[kind], gives(page)] if kind in answers else gives(page)
        for feed in range(FEEDS):
            host.plan[f"{path}?utm_source=feed{feed}"] = host.plan[path]

    def close(self) -> None:
        for host in (*self.hosts, *self.feeds):
            host.close()


class Feed:
    """A feed of its share of the articles, and of its neighbour's under other addresses; it fails at times."""

    def __init__(self, world: World, number: int) -> None:
        self._world, self._number, self._asked = world, number, 0

    def __call__(self, handler: Handler) -> None:
        self._asked += 1
        content = rss(self._links(), title=f"Feed {self._number}")
        if self._asked % 9 == 4:
            busy(int(RESTING))(handler)
        elif self._asked % 9 == 7:
            gives(content[: len(content) * 2 // 3], RSS, ETag=f'"cut {self._asked}"')(handler)
        elif self._number == 0:
            gives(content, RSS, ETag=f'"{self._asked}"')(handler)
        else:
            tagged(content, f'"{len(self._world.out())}"')(handler)

    def _links(self) -> Iterator[str]:
        world = self._world
        for number in list(world.out())[-WINDOW:]:
            if number % FEEDS == self._number:
                yield world.host(number).at(world.path(number))
            elif number % FEEDS == (self._number + 1) % FEEDS:
                yield world.host(number).at(f"{world.path(number)}?utm_source=feed{self._number}")


class Dying(dict[str, Answer | list[Answer]]):
    """The plan of a host that answers nothing in the middle of the time."""

    def __init__(self, world: World, plan: Mapping[str, Answer | list[Answer]]) -> None:
        super().__init__(plan)
        self._world = world

    def get(self, path: str, default: Answer | list[Answer]) -> Answer | list[Answer]:  # type: ignore[override]
        dead = 0.3 < self._world.passed() < 0.5
        return Handler.reset if dead else super().get(path, default)


@dataclass(frozen=True)
class Run:
    """A watch to be run in processes of its own: which feeds, into which ledger, how fast, and by which reader."""

    url: str
    feeds: tuple[str, ...]
    pace: Pace
    reader: str = "pattern"

    def __call__(self) -> None:
        settings = Settings(ledger=self.url, fetch_seconds=1.0)
        load = PatternReader if self.reader == "pattern" else lambda: choose_reader(settings)
        with open_ledger(self.url) as ledger:
            follow(ledger, dict.fromkeys(self.feeds), load, Terms(settings, self.pace), lambda _: None)


@contextmanager
def running(run: Run) -> Iterator[BaseProcess]:
    """A process that runs `run`, killed in the end."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.watch.world", "trafilatura", "feedparser", "httpx", "protego"])
    process = context.Process(target=run, daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def watch_and_kill(world: World, run: Run, kills: int, deadline: float, chance: random.Random) -> list[float]:
    """Watch `world`, killed so often at random moments while articles appear; returns the moments of the kills.

    Ends when all is recorded that is to be, or `deadline` seconds after the last article appeared.
    """
    moments = []
    marks = sorted(chance.random() for _ in range(kills))
    for mark in marks:
        with running(run):
            time.sleep(max((mark - world.passed()) * world.step * world.articles, chance.uniform(0.3, 1.0)))
            moments.append(time.monotonic())
    end = time.monotonic() + (1 - world.passed()) * world.step * world.articles + deadline
    with running(run) as process:
        while time.monotonic() < end and process.is_alive() and not all_recorded(world, run.url):
            time.sleep(0.5)
        time.sleep(4 * run.pace.every)
    return moments


def all_recorded(world: World, url: str) -> bool:
    return {document.title for document in recorded(url)} >= world.wanted()


@dataclass(frozen=True)
class Judgement:
    """What came of it: `faults` is what must be empty, and `twice` what was fetched again after a kill."""

    faults: list[str]
    requests: int
    recorded: int
    twice: int


def judge(world: World, url: str, pace: Pace, kills: list[float]) -> Judgement:
    """Whether every article came once, none is lost, and all limits were kept."""
    faults = []
    titles = Counter(document.title or "" for document in recorded(url))
    faults += [f"{title} is not recorded" for title in sorted(world.wanted() - titles.keys())]
    faults += [f"{title} should not be recorded" for title in sorted(titles.keys() - world.wanted())]
    faults += [f"{title} is recorded {count} times" for title, count in titles.items() if count > 1]
    with open_ledger(url) as ledger:
        faults += map(str, verify(ledger).problems)
    hosts = (*world.hosts, *world.feeds)
    for host in hosts:
        asked = sorted(host.asked, key=lambda one: one.began)
        faults += [f"{one.path} is forbidden" for one in asked if one.path.startswith("/forbidden")]
        faults += too_soon(asked, max(pace.apart, world.crawl_delay))
        faults += not_in_peace(asked, kills)
    again = sum(max(count - 1, 0) for count in fetched_whole(world).values())
    if again > len(kills) * HOSTS:  # of each host one page at most is in hand at a kill
        faults.append(f"{again} articles were fetched again after {len(kills)} kills")
    return Judgement(faults, sum(len(host.asked) for host in hosts), len(titles), again)


def fetched_whole(world: World) -> Counter[str]:
    """How often the page of each article was given whole, by its path."""
    asked = [one for host in world.hosts for one in host.asked if one.status == 200 and one.path != ROBOTS]
    found = Counter(one.path.partition("?")[0] for one in asked)
    found.subtract(path for path in list(found) if path.startswith("/truncated"))
    return found


def too_soon(asked: list[Asked], seconds: float) -> Iterator[str]:
    """Requests that came too soon after the one before; for the rules of a site nobody can know what they ask for."""
    for one, two in pairwise(asked):
        if two.began - one.began < seconds and two.path != ROBOTS:
            yield f"{two.path} was asked for {two.began - one.began:.3f} seconds after {one.path}"


def not_in_peace(asked: list[Asked], kills: list[float]) -> Iterator[str]:
    """Requests that came while a host had asked to be left in peace, unless a kill kept that from being noted."""
    for one in asked:
        unnoted = any(one.began <= kill <= one.ended + NOTING for kill in kills)
        if one.status == 503 and not unnoted:
            for two in asked:
                if one.began < two.began < one.began + RESTING:
                    yield f"{two.path} was asked for {two.began - one.began:.3f} seconds after {one.path} wished rest"
