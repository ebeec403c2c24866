"""Hosts and how they are asked: one request at a time, as far apart as they want, and not while they rest.

`Hosts.ask` is the only way from the watch to the network, so that nothing can pass by these limits.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from comity.errors import FetchError, UnreachableError
from comity.ledger.feeds import Feeds, HostState
from comity.read.addresses import host_of
from comity.read.fetch import check_step
from comity.read.robots import MOST_BYTES, MOST_REDIRECTS, Robots
from comity.read.visit import Answer, Wish, in_time, refusal, visit
from comity.watch.desk import Desk
from comity.watch.pace import Pace, Terms

if TYPE_CHECKING:
    import httpx

_LATER = frozenset({404, 408, 425, 429})
"""Refusals that may end: pages are listed before they are there, and servers are busy. So may all from 500 on."""
_BUSY = frozenset({429, 503})
"""Refusals of the whole host."""


class RestingError(Exception):
    """The host is left in peace for so many `seconds` more."""

    def __init__(self, seconds: float) -> None:
        """Say for how long."""
        super().__init__(seconds)
        self.seconds = seconds


class ForbiddenError(FetchError):
    """The site asks programs not to fetch this address."""


class GoneError(FetchError):
    """The server says that the address is gone for good."""


class Host:
    """One host: `state` is what the ledger keeps of it; the moments are of the loop's clock, which nobody sets."""

    def __init__(self, state: HostState, pace: Pace, wall: float) -> None:
        """Take up a host that may have been asked just before the program last ended."""
        now = asyncio.get_running_loop().time()
        self.state = state
        self.robots = Robots(state.robots)
        self.known_until = now + left(state.known_until, wall, pace.rules)
        self.rests_until = now + left(state.rests_until, wall, pace.rest)
        self._apart = pace.apart
        self._free_at = now + self.delay
        self._line = asyncio.Lock()
        self.asking_rules = asyncio.Lock()

    @property
    def delay(self) -> float:
        """The seconds between two requests."""
        return max(self._apart, self.robots.delay)

    @property
    def wait(self) -> float:
        """The seconds until it may be asked, if nobody else does."""
        return max(self._free_at - asyncio.get_running_loop().time(), 0.0)

    @classmethod
    def new(cls, name: str, pace: Pace) -> Host:
        """A host that was never asked."""
        host = cls(HostState(name), pace, 0.0)
        host._free_at = 0.0
        return host

    def learn(self, robots: Robots, seconds: float) -> None:
        """Keep to these rules from now on, and know them for so long."""
        now = asyncio.get_running_loop().time()
        self.robots = robots
        self.known_until = now + seconds
        self._free_at = max(self._free_at, now + self.delay)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """A block that asks the host once, alone. Raises RestingError while it rests."""
        async with self._line:
            await asyncio.sleep(self.wait)
            now = asyncio.get_running_loop().time()
            if now < self.rests_until:
                raise RestingError(self.rests_until - now)
            try:
                yield
            finally:
                self._free_at = asyncio.get_running_loop().time() + self.delay


class Hosts:
    """All hosts, and the one way to ask them."""

    def __init__(self, through: httpx.AsyncClient, feeds: Feeds, desk: Desk, terms: Terms) -> None:
        """Ask by `through`; what is learned of hosts is kept among `feeds`, at the `desk`."""
        self._through = through
        self._feeds = feeds
        self._desk = desk
        self._terms = terms
        self._hosts: dict[str, Host] = {}
        self._naming = asyncio.Lock()

    async def load(self) -> None:
        """Know the hosts that the ledger knows."""
        for state in await self._desk.do(self._feeds.hosts):
            self._hosts[state.name] = Host(state, self._terms.pace, self._terms.wall())

    async def of(self, address: str) -> Host:
        """The host of `address`, which the ledger knows before it is asked for the first time."""
        name = host_of(address)
        async with self._naming:
            if name not in self._hosts:
                host = Host.new(name, self._terms.pace)
                await self._keep(host)
                self._hosts[name] = host
        return self._hosts[name]

    async def ask(self, address: str, wish: Wish) -> Answer:
        """What `address` gives, wherever it redirects to: 200, or 304 for what has not changed.

        Raises RestingError while a host rests, UnreachableError for what may go better later, ForbiddenError, GoneError
        or another FetchError for what will not.
        """
        seen: list[str] = []
        here = address
        while True:
            _check_step(here, seen, address)
            seen.append(here)
            host = await self.of(here)
            await self._check_rules(host, here)
            answer = await self._once(host, here, wish)
            if answer.moved_to is None:
                return _accepted(answer, address)
            here = answer.moved_to

    async def _once(self, host: Host, address: str, wish: Wish) -> Answer:
        async with host.turn():
            try:
                async with in_time(address, self._terms.settings):
                    answer = await visit(self._through, address, wish)
            except UnreachableError:
                await self._rest(host, None)
                raise
            if answer.status in _BUSY:
                await self._rest(host, answer.retry_after)
                raise UnreachableError(refusal(answer, address))
            if host.state.failures:
                host.state = replace(host.state, failures=0, rests_until=0.0)
                await self._keep(host)
        return answer

    async def _rest(self, host: Host, seconds: float | None) -> None:
        """Leave `host` in peace for as long as it asks, and longer each time it fails."""
        failures = host.state.failures + 1
        pause = self._terms.pace.pause(failures, self._terms.chance)
        pause = max(min(seconds or 0.0, self._terms.pace.rest), pause)
        host.rests_until = asyncio.get_running_loop().time() + pause
        host.state = replace(host.state, failures=failures, rests_until=self._terms.wall() + pause)
        await self._keep(host)

    async def _check_rules(self, host: Host, address: str) -> None:
        async with host.asking_rules:
            if asyncio.get_running_loop().time() >= host.known_until:
                await self._ask_rules(host, address)
        if not host.robots.let(address):
            raise ForbiddenError(f"{address} may not be fetched by programs, says the site's robots.txt.")

    async def _ask_rules(self, host: Host, address: str) -> None:
        """Learn the rules of `host`; raises UnreachableError where it does not say whether it has any."""
        here = urljoin(address, "/robots.txt")
        for _ in range(MOST_REDIRECTS + 1):
            answer = await self._once(await self.of(here), here, Wish(MOST_BYTES, cut=True))
            if answer.moved_to is None or not answer.moved_to.startswith(("http://", "https://")):
                break
            here = answer.moved_to
        if answer.status >= 500:
            await self._rest(host, answer.retry_after)
            raise UnreachableError(refusal(answer, here))
        host.learn(Robots.of(answer.data) if answer.status == 200 else Robots(), self._terms.pace.rules)
        known_until = self._terms.wall() + self._terms.pace.rules
        host.state = replace(host.state, robots=host.robots.text, known_until=known_until)
        await self._keep(host)

    async def _keep(self, host: Host) -> None:
        await self._desk.do(self._feeds.note_host, host.state)


def left(until: float, wall: float, longest: float) -> float:
    """The seconds until a moment of the wall clock; whatever was done to that clock, no more than can have been set."""
    return min(max(until - wall, 0.0), longest)


def _check_step(here: str, seen: list[str], address: str) -> None:
    import httpx

    try:
        check_step(httpx.URL(here), seen, address)
    except httpx.InvalidURL:
        raise FetchError(f"{address} leads to {here}, which is not a web address.") from None


def _accepted(answer: Answer, address: str) -> Answer:
    if answer.status in (200, 304):
        return answer
    said = refusal(answer, address)
    if answer.status == 410:
        raise GoneError(said)
    if answer.status in _LATER or answer.status >= 500:
        raise UnreachableError(said)
    raise FetchError(said)
