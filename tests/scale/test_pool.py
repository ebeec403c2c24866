"""A pool gives what one process gives, in order, whichever of its processes are killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress

import pytest

from comity.errors import InputError, ModelError
from comity.find.reader import load_reader
from comity.model.document import Document
from comity.scale.outcomes import Outcome, outcomes
from comity.scale.pool import BATCH, Pool
from comity.settings import Settings
from tests.scale.corpus import documents
from tests.scale.test_outcomes import FRENCH

SETTINGS = Settings(ledger="")


def pooled(given: Sequence[Document], workers: int = 2) -> list[Outcome]:
    with closing(Pool(workers, SETTINGS)) as pool:
        return list(pool.read(given))


@contextmanager
def meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Do `work` again and again beside the block."""
    over = threading.Event()

    def go_on() -> None:
        while not over.wait(0.01):
            work()

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def test_a_pool_reads_what_one_process_reads() -> None:
    given = [*documents(2 * BATCH + 3), FRENCH, *documents(2)]
    assert pooled(given) == outcomes(load_reader(), given)


def test_nothing_comes_of_nothing() -> None:
    assert pooled([]) == []


def test_a_killed_process_costs_nothing_but_time() -> None:
    given = documents(3 * BATCH)
    expected = outcomes(load_reader(), given)
    with closing(Pool(2, SETTINGS)) as pool:
        found = pool.read(given)
        first = next(found)
        for process in multiprocessing.active_children():
            kill(process.pid or 0)
        assert [first, *found] == expected


def test_a_document_that_its_process_dies_of_is_set_aside() -> None:
    long = Document("Peru recognised Fiji. " * 300)
    first, last = documents(2)

    def kill_whoever_reads_the_long_one(pool: Pool) -> None:
        for process, numbers in pool.reading().items():
            if 1 in numbers:
                kill(process)

    with closing(Pool(1, SETTINGS)) as pool, meanwhile(lambda: kill_whoever_reads_the_long_one(pool)):
        found = list(pool.read([first, long, last]))
    assert found[::2] == outcomes(load_reader(), [first, last])
    assert found[1] == "the process that read it died 2 times (signal 9)."


def test_processes_that_die_as_they_start_end_all() -> None:
    def kill_all() -> None:
        for process in multiprocessing.active_children():
            kill(process.pid or 0)

    with closing(Pool(1, SETTINGS)) as pool, meanwhile(kill_all), pytest.raises(ModelError, match="fewer --workers"):
        list(pool.read(documents(1)))


def test_a_reader_that_cannot_be_loaded_ends_all() -> None:
    with (
        closing(Pool(1, Settings(ledger="", reader="openai:none"))) as pool,
        pytest.raises(InputError, match="address"),
    ):
        list(pool.read(documents(1)))


def test_closing_ends_the_processes() -> None:
    pool = Pool(2, SETTINGS)
    pool.close()
    assert multiprocessing.active_children() == []
