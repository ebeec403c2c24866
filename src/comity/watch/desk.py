"""Work that would hold up the watch, done beside it by threads of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Desk:
    """One thread, which does what it is handed in turn."""

    def __init__(self, name: str) -> None:
        """Call the thread `name`."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)

    async def do(self, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """What `work` returns."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(*arguments, **named))

    def __enter__(self) -> Self:
        """The desk itself; on leaving, what it is at is finished and the rest let be."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the thread end."""
        self._thread.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class Desks:
    """The three desks of a watch: what one is busy with does not hold up the others."""

    ledger: Desk
    reading: Desk
    sending: Desk


@contextmanager
def desks() -> Iterator[Desks]:
    """The desks, whose threads end with the block."""
    with Desk("ledger") as ledger, Desk("reading") as reading, Desk("sending") as sending:
        yield Desks(ledger, reading, sending)
