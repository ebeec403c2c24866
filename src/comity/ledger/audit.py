"""Verifying a ledger: hashes, words and spans, and the standing replayed from the reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection, Table, func, select

from comity.ledger.chain import chain_problems
from comity.ledger.draw import by_first, contents, live_standings, spells_with
from comity.ledger.forecasts import forecast_problems
from comity.ledger.knowledge import NOW
from comity.ledger.ledger import Ledger
from comity.ledger.machine import Spell
from comity.ledger.problems import Problem
from comity.ledger.replay import report_problems
from comity.ledger.schema import CLAIM, CONTENT, DOCUMENT, ENTRY, REPORT, STANDING
from comity.ledger.words import KnownWords, Words

PROBLEMS = 100
"""After so many problems the verification stops."""

_NAMES = [column.name for column in CONTENT]
_START, _END = _NAMES.index("start"), _NAMES.index("end")


@dataclass(frozen=True, slots=True)
class Verified:
    """What was verified, and what is wrong; nothing is if there are no `problems`."""

    entries: int
    documents: int
    reports: int
    standings: int
    problems: tuple[Problem, ...]


def verify(ledger: Ledger, *, limit: int = PROBLEMS) -> Verified:
    """Check the whole ledger, from the hashes of its entries to the words of its documents; reads every row.

    Each problem names the entry, document, report or pair that is not as it was recorded.
    """
    with ledger.reading() as connection:
        problems = []
        # Words anew from the table: those that this process remembers would hide that one was changed.
        for problem in _problems(connection, Words()):
            problems.append(problem)
            if len(problems) == limit:
                break
        return Verified(
            entries=_count(connection, ENTRY),
            documents=_count(connection, DOCUMENT),
            reports=_count(connection, REPORT),
            standings=_count(connection, STANDING),
            problems=tuple(problems),
        )


def _problems(connection: Connection, words: Words) -> Iterator[Problem]:
    damaged = list(report_problems(connection, words))
    yield from damaged
    yield from forecast_problems(connection)
    yield from chain_problems(connection)
    if not damaged:
        # Standing drawn from damaged reports would only repeat what was found.
        yield from _standing_problems(connection, words)


def _standing_problems(connection: Connection, words: Words) -> Iterator[Problem]:
    known = KnownWords(words, connection)
    for one, others in by_first(_pairs(connection)):
        standing = live_standings(connection, one, others)
        drawn = spells_with(connection, words, one, others, NOW)
        for two in others:
            live = set(standing[two])
            name = "/".join(sorted((known.text(one), known.text(two))))
            if live != _wanted(known, drawn[two]):
                yield Problem(f"standing {name}", "is not what the rules make of its reports")
            yield from (Problem(f"standing {name}", "has spans that overlap") for _ in _overlaps(live))


def _wanted(words: KnownWords, drawn: list[Spell]) -> set[tuple[int, ...]] | None:
    """What should stand there; None if the ledger has no word for it, so that it never said so."""
    try:
        return contents(words, drawn)
    except KeyError:
        return None


def _pairs(connection: Connection) -> set[tuple[int, int]]:
    claimed = select(CLAIM.c.source, CLAIM.c.target).distinct()
    standing = select(STANDING.c.source, STANDING.c.target).distinct()
    found = [*connection.execute(claimed), *connection.execute(standing)]
    return {(min(row[0], row[1]), max(row[0], row[1])) for row in found}


def _overlaps(live: set[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """The spans that begin before the one before them, of the same sides, dimension and kind, has ended."""
    ordered = sorted(live, key=lambda content: (content[:4], content[_START]))
    for before, after in pairwise(ordered):
        if before[:4] == after[:4] and before[_END] > after[_START]:
            yield after


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
