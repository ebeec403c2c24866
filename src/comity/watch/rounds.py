"""The rounds of a watch: for each host a worker, which takes up what is due there, one thing after another."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from itertools import count

from comity.watch.hosts import Host

HANDS = 32
"""How many things are done at once in all."""

Work = Callable[[], Awaitable[None]]


class Rounds:
    """Work that falls due at hosts. With `once`, what is not due yet is left for another time."""

    def __init__(self, group: asyncio.TaskGroup, *, once: bool) -> None:
        """Let workers run in `group`, which ends when no worker has anything left to do."""
        self._group = group
        self._once = once
        self._hands = asyncio.Semaphore(HANDS)
        self._workers: dict[Host, _Worker] = {}

    def add(self, host: Host, seconds: float, work: Work) -> None:
        """Have `work` done at `host` in so many seconds."""
        if self._once and seconds > 0:
            return
        if host not in self._workers:
            self._workers[host] = _Worker()
            self._group.create_task(self._work(host, self._workers[host]))
        self._workers[host].add(asyncio.get_running_loop().time() + seconds, work)

    async def _work(self, host: Host, worker: _Worker) -> None:
        while True:
            work = await worker.next()
            # Waiting for the host takes up no hand, which another one may need meanwhile.
            await asyncio.sleep(host.wait)
            async with self._hands:
                await work()
            if self._once and not worker:
                del self._workers[host]
                return


class _Worker:
    """What is to be done at one host, by when it is due."""

    def __init__(self) -> None:
        self._due: list[tuple[float, int, Work]] = []
        self._numbers = count()
        self._more = asyncio.Event()

    def __len__(self) -> int:
        return len(self._due)

    def add(self, moment: float, work: Work) -> None:
        heapq.heappush(self._due, (moment, next(self._numbers), work))
        self._more.set()

    async def next(self) -> Work:
        """The next work, when it is due."""
        while True:
            self._more.clear()
            now = asyncio.get_running_loop().time()
            if self._due and self._due[0][0] <= now:
                return heapq.heappop(self._due)[2]
            wait = self._due[0][0] - now if self._due else None
            try:
                await asyncio.wait_for(self._more.wait(), wait)
            except TimeoutError:
                continue
