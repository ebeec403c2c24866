"""A watch for tests: fast, with a reader that is no network, and stopped when enough was told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from comity.clock import Clock, utc_now
from comity.ledger import open_ledger
from comity.ledger.schema import DOCUMENT
from comity.model.document import Document, Span
from comity.model.report import Mention, Report, Status, When
from comity.settings import Settings
from comity.watch.follow import follow
from comity.watch.pace import Pace, Terms
from comity.watch.rules import Rules
from comity.watch.told import Told, What

FAST = Pace(every=0.4, apart=0.02, rules=60, first=0.1, longest=1.0, rest=60)


_SAID = re.compile("Fiji on Tuesday (recognised) Kosovo")


class PatternReader:
    """Finds one thing by a pattern: that Fiji recognised Kosovo."""

    version = "pattern 1"

    def read(self, document: Document) -> list[Report]:
        return [
            self._report(document, found)
            for found in re.finditer(r"Fiji on Tuesday (recognised) Kosovo", document.text)
        ]

    def read_many(self, documents: Iterable[Document]) -> Iterator[list[Report]]:
        return map(self.read, documents)

    def _report(self, document: Document, found: re.Match[str]) -> Report:
        text, start, end = document.text, found.start(), found.end()
        return Report(
            document=document.id,
            act="recognise",
            status=Status.ASSERTED,
            source=(Mention(Span.of(text, start, start + 4), ("FJI",), "GOV"),),
            target=(Mention(Span.of(text, end - 6, end), ("XKX",), "GOV"),),
            when=When(),
            trigger=Span.of(text, found.start(1), found.end(1)),
            evidence=Span.of(text, start, end),
            reader=self.version,
        )


class EnoughError(Exception):
    """Ends a watch from within a test."""


@dataclass
class Log:
    """What a watch told, which ends when `enough` says so."""

    enough: Callable[[Log], bool]

    def __post_init__(self) -> None:
        self.told: list[Told] = []

    def __call__(self, told: Told) -> None:
        self.told.append(told)
        if self.enough(self):
            raise EnoughError

    def count(self, *what: What) -> int:
        return sum(one.what in what for one in self.told)

    def of(self, what: What) -> list[Told]:
        return [one for one in self.told if one.what is what]


def once(
    url: str,
    *feeds: str,
    pace: Pace = FAST,
    clock: Clock = utc_now,
    seconds: float = 2.0,
    rules: Rules | None = None,
) -> Log:
    """What `comity watch --once` tells."""
    log = Log(lambda _: False)
    with open_ledger(url) as ledger:
        follow(ledger, dict.fromkeys(feeds), PatternReader, terms(pace, clock, seconds), log, rules=rules, once=True)
    return log


def until(
    enough: Callable[[Log], bool],
    url: str,
    *feeds: str,
    pace: Pace = FAST,
    clock: Clock = utc_now,
    seconds: float = 2.0,
) -> Log:
    """What `comity watch` tells until `enough` of it is."""
    log = Log(enough)
    try:
        with open_ledger(url) as ledger:
            follow(ledger, dict.fromkeys(feeds), PatternReader, terms(pace, clock, seconds), log)
    except EnoughError:
        return log
    raise AssertionError("a watch does not end by itself")


def terms(pace: Pace = FAST, clock: Clock = utc_now, seconds: float = 2.0) -> Terms:
    """The terms of a watch; `seconds` is how long an answer is waited for."""
    return Terms(Settings(ledger="unused", fetch_seconds=seconds, fetch_bytes=200_000), pace, clock)


def recorded(url: str) -> list[Document]:
    """The documents of a ledger, in the order in which they came."""
    with open_ledger(url) as ledger, ledger.reading() as connection:
        ids = list(connection.execute(select(DOCUMENT.c.id).order_by(DOCUMENT.c.seq)).scalars())
    with open_ledger(url) as ledger:
        return [ledger.document(one) for one in ids]
