"""Threads for what takes long, so that questions need not wait: texts are read two at a time, and one writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Request

from comity.faces.server.options import Rates
from comity.faces.server.problems import Problem
from comity.faces.server.rate import Rate

T = TypeVar("T")

READERS = 2
"""Texts that are read at the same time."""

WAITING = 20
"""Requests that may wait for a reader, or to write; a further one is told to come again."""


class Threads:
    """The threads of one server that read texts and that write."""

    def __init__(self, rates: Rates) -> None:
        """Let each client have as many texts read as `rates` allow."""
        self.reading = CapacityLimiter(READERS)
        self.writing = CapacityLimiter(1)
        self.rate = Rate(rates.reading)


async def in_reading(request: Request, work: Callable[[], T]) -> T:
    """What `work`, which reads a text, returns; raises Problem if the client asks too often or too many wait."""
    threads: Threads = request.app.state.threads
    client = request.client.host if request.client else ""
    if not threads.rate.take(client):
        wait = str(threads.rate.wait())
        raise Problem(429, f"Too many texts to read; wait {wait} seconds.", headers={"Retry-After": wait})
    return await _run(threads.reading, work)


async def in_writing(request: Request, work: Callable[[], T]) -> T:
    """What `work`, which writes to the ledger, returns; raises Problem if too many wait."""
    threads: Threads = request.app.state.threads
    return await _run(threads.writing, work)


async def _run(limiter: CapacityLimiter, work: Callable[[], T]) -> T:
    if limiter.statistics().tasks_waiting >= WAITING:
        raise Problem(503, "The server is busy with others; come again in a minute.", headers={"Retry-After": "60"})
    return await run_sync(work, limiter=limiter)
