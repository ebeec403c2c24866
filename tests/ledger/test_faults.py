"""Killed, crowded and read while written: what was acknowledged is there once, and nothing is there by half."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable

from sqlalchemy import func, select

from comity.ledger import Ledger, open_ledger
from comity.ledger.audit import verify
from comity.ledger.pairs import standing
from comity.ledger.schema import DOCUMENT, REPORT
from comity.model.document import Document
from tests.ledger.effort import EFFORT
from tests.ledger.making import Item, report

KILLS = 10 * EFFORT
"""How often a writer is killed on each database; 200 with COMITY_TEST_EFFORT=20."""

REPORTS = 3


def item(number: int) -> Item:
    document = Document(
        f"Note {number}: RUS and AFG met; RUS did recognise AFG.", address=f"https://example.org/{number}"
    )
    acts = ("meet", "recognise", "visit")
    return document, [report(document, act, "RUS", "AFG", f"2025-0{1 + number % 9}-03") for act in acts]


def forked(work: Callable[[], None]) -> int:
    """The process number of a child that does `work` and leaves without the tests' own clean-up."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)
    return status


def ended_well(child: int) -> bool:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def add_until_killed(url: str, start: int, acknowledged: int) -> None:
    with open_ledger(url) as ledger:
        for number in range(start, start + 100_000):
            document, reports = item(number)
            ledger.add(document, reports)
            os.write(acknowledged, f"{number}\n".encode())


def test_a_writer_killed_at_any_moment_loses_nothing_and_leaves_nothing_by_half(url: str) -> None:
    chance = random.Random(2026)
    open_ledger(url).close()
    done: list[int] = []
    for _ in range(KILLS):
        done += killed_after(url, start=max(done, default=0) + 1, delay=chance.uniform(0.0, 0.03))
    with open_ledger(url) as ledger:
        for number in done:
            document, reports = item(number)
            assert ledger.document(document.id) == document
            again = ledger.add(document, reports)
            assert (again.new, again.reports) == (False, 0)
        assert counts(ledger) == {REPORTS}
        assert verify(ledger).problems == ()


def killed_after(url: str, *, start: int, delay: float) -> list[int]:
    """Which documents a writer acknowledged before it was killed, `delay` seconds after the first."""
    reading, writing = os.pipe()
    child = forked(lambda: add_until_killed(url, start, writing))
    os.close(writing)
    with os.fdopen(reading) as told:
        first = told.readline()
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = [first, *told]
    return [int(line) for line in lines if line.endswith("\n")]


def counts(ledger: Ledger) -> set[int]:
    """How many reports the documents have."""
    with ledger.reading() as connection:
        query = select(func.count(REPORT.c.seq)).select_from(DOCUMENT).outerjoin(REPORT).group_by(DOCUMENT.c.seq)
        return set(connection.execute(query).scalars())


def test_two_hundred_adds_at_once_of_overlapping_documents(url: str) -> None:
    open_ledger(url).close()
    children = [forked(lambda seed=seed: add_some(url, seed)) for seed in range(8)]
    ended = [ended_well(child) for child in children]
    assert all(ended)
    with open_ledger(url) as ledger:
        with ledger.reading() as connection:
            ids = list(connection.execute(select(DOCUMENT.c.id)).scalars())
        assert sorted(ids) == sorted(item(number)[0].id for number in range(40))
        assert counts(ledger) == {REPORTS}
        assert verify(ledger).problems == ()


def add_some(url: str, seed: int) -> None:
    numbers = list(range(40))
    random.Random(seed).shuffle(numbers)
    chosen = numbers[:25] if seed else numbers
    with open_ledger(url) as ledger:
        for number in chosen:
            ledger.add(*item(number))


def test_readers_go_on_while_somebody_writes(url: str) -> None:
    """A reader never sees a document without its standing, since both come in one transaction."""
    open_ledger(url).close()
    child = forked(lambda: add_range(url, 20))
    with open_ledger(url) as ledger:
        while ended_not(child):
            known = len(ledger.reports("RUS", "AFG"))
            assert not known or standing(ledger, "RUS", "AFG").rows
        assert len(ledger.reports("RUS", "AFG")) == 20 * REPORTS


def add_range(url: str, count: int) -> None:
    with open_ledger(url) as ledger:
        for number in range(count):
            ledger.add(*item(number))


def ended_not(child: int) -> bool:
    ended, status = os.waitpid(child, os.WNOHANG)
    assert status == 0
    return ended == 0


def test_a_bulk_load_killed_before_its_standing_was_drawn_is_drawn_by_the_next_writer(url: str) -> None:
    def load() -> None:
        with open_ledger(url) as ledger:
            ledger.add_many((item_or_death(number) for number in range(20)), batch=5)

    def item_or_death(number: int) -> Item:
        if number == 15:
            os.kill(os.getpid(), signal.SIGKILL)
        return item(number)

    open_ledger(url).close()
    assert not ended_well(forked(load))
    with open_ledger(url) as ledger:
        assert len(ledger.reports("RUS", "AFG")) == 15 * REPORTS
        assert verify(ledger).problems != ()
        ledger.add(*item(99))
        assert standing(ledger, "RUS", "AFG").rows
        assert verify(ledger).problems == ()
