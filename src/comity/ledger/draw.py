"""Drawing standing: what the rules make of the claims, kept as rows that are closed when they no longer hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from comity.ledger import days
from comity.ledger.bulk import insert_rows
from comity.ledger.claims import Claim, moving_claims, moving_claims_with, stands_for_none, with_any
from comity.ledger.entry import Entry
from comity.ledger.knowledge import NOW
from comity.ledger.load import load_numbered
from comity.ledger.machine import Spell, Weigh, spells
from comity.ledger.rules import RECOGNISING, RIVAL, rivals
from comity.ledger.schema import CLAIM, CONTENT, ENTRY, STANDING
from comity.ledger.similar import independent
from comity.ledger.words import Vocabulary, Words
from comity.model.ids import canonical_bytes

Pair = tuple[int, int]
Content = tuple[int, ...]

_CHUNK = 5_000

_AT_ONCE = 500
"""How many pairs of one actor are drawn together."""


def draw(entry: Entry, touched: Iterable[Pair]) -> None:
    """Draw the standing of the pairs `touched` anew, closing and writing only what differs."""
    connection = entry.connection
    words = Vocabulary(entry.words, connection)
    for one, others in by_first(_with_rivals(entry, touched)):
        standing = live_standings(connection, one, others)
        drawn = spells_with(connection, entry.words, one, others, NOW)
        closed: list[int] = []
        opened: list[Content] = []
        for two in others:
            live, wanted = standing[two], contents(words, drawn[two])
            closed += [number for content, number in live.items() if content not in wanted]
            opened += sorted(wanted - live.keys())
        _close(entry, closed)
        _open(entry, opened)


def by_first(pairs: Iterable[Pair]) -> Iterator[tuple[int, list[int]]]:
    """Each first of `pairs` with its seconds, some at a time, all in the order of numbers."""
    for one, group in groupby(sorted(pairs), key=itemgetter(0)):
        others = [two for _, two in group]
        for start in range(0, len(others), _AT_ONCE):
            yield one, others[start : start + _AT_ONCE]


def contents(words: Vocabulary, drawn: Iterable[Spell]) -> set[Content]:
    """What `drawn` says, as contents of rows."""
    return {_content(words, spell) for spell in drawn}


def spells_of(
    connection: Connection, words: Words, one: int, two: int, entry: int, *, doubted: int = 0, day: int = days.UNKNOWN
) -> list[Spell]:
    """The spells of a pair as known after `entry`.

    The report numbered `doubted` counts as certain, and as of `day` if it is undated.
    """
    return spells_with(connection, words, one, [two], entry, doubted=doubted, day=day)[two]


def spells_with(
    connection: Connection,
    words: Words,
    one: int,
    others: Sequence[int],
    entry: int,
    *,
    doubted: int = 0,
    day: int = days.UNKNOWN,
) -> dict[int, list[Spell]]:
    """The `spells_of` the pairs of `one` with each of `others`, by its number."""
    found = moving_claims_with(connection, words, one, others, entry, uncertain=doubted)
    weigh = weigher(connection, words)
    for two, claims in found.items():
        if doubted and day:
            claims[:] = [_dated(claim, day) if claim.report == doubted else claim for claim in claims]
        for mine, other in ((one, two), (two, one)):
            claims += _claims_on_rival(connection, words, mine, other, entry)
    return {
        two: spells(claims, weigh) if _can_stand(connection, words, one, two) else [] for two, claims in found.items()
    }


def _dated(claim: Claim, day: int) -> Claim:
    return claim if claim.first else claim._replace(first=day, last=day)


def _can_stand(connection: Connection, words: Words, one: int, two: int) -> bool:
    return one != two and not any(stands_for_none(words.text(connection, number)) for number in (one, two))


def _claims_on_rival(connection: Connection, words: Words, one: int, two: int, entry: int) -> list[Claim]:
    """What `one` did to recognise the rival of `two`, as claims on `two`."""
    name, toward = words.text(connection, one), words.text(connection, two)
    rival = rivals().get(toward)
    number = words.known(connection, rival) if rival and rival != name else None
    if number is None:
        return []
    return claims_on_rival(moving_claims(connection, words, one, number, entry), name, toward)


def claims_on_rival(claims: Iterable[Claim], source: str, target: str) -> list[Claim]:
    """Of `claims` on `source` and the rival of `target`, those by which it recognises the rival, as claims on `target`.

    Recognition given to one of two governments that claim the same state is taken from the other.
    """
    return [
        claim._replace(source=source, target=target, act=RIVAL, kind="")
        for claim in claims
        if claim.act in RECOGNISING and (claim.source == source or claim.act.endswith("relations"))
    ]


def _with_rivals(entry: Entry, pairs: Iterable[Pair]) -> set[Pair]:
    """`pairs`, each side of them in the order of numbers, and those whose standing follows from what they did."""
    ordered = {(min(pair), max(pair)) for pair in pairs}
    found = set(ordered)
    for one, two in ordered:
        for mine, other in ((one, two), (two, one)):
            rival = rivals().get(entry.words.text(entry.connection, other))
            number = entry.words.known(entry.connection, rival) if rival else None
            if number is not None and number != mine:
                found.add((min(mine, number), max(mine, number)))
    return found


def live_standings(connection: Connection, one: int, others: Sequence[int]) -> dict[int, dict[Content, int]]:
    """The contents of the live rows of `one` with each of `others`, with the rows' numbers."""
    found: dict[int, dict[Content, int]] = {other: {} for other in others}
    for number, *content in connection.execute(_LIVE, {"one": one, "others": others}):
        source, target = content[:2]
        found[target if source == one else source][tuple(content)] = number
    return found


_LIVE = select(STANDING.c.seq, *CONTENT).where(
    with_any(STANDING, bindparam("one"), bindparam("others", expanding=True)), STANDING.c.known_until.is_(None)
)


def touched_by(connection: Connection, loads: Iterable[int]) -> set[Pair]:
    """The pairs that the bulk loads of these entries touched; reads every claim."""
    query = select(CLAIM.c.source, CLAIM.c.target).where(CLAIM.c.known_from.in_(loads)).distinct()
    return {(row[0], row[1]) for row in connection.execute(query)}


def undrawn_loads(connection: Connection) -> list[int]:
    """The entries of bulk loads whose standing has not been drawn since, for instance for a crash."""
    drawn = select(func.coalesce(func.max(ENTRY.c.seq), 0)).where(ENTRY.c.kind == "draw").scalar_subquery()
    return list(connection.execute(select(ENTRY.c.seq).where(ENTRY.c.kind == "load", ENTRY.c.seq > drawn)).scalars())


def standing_bytes(content: Sequence[Any]) -> bytes:
    """A row's content as it goes into the hash of its entry."""
    return canonical_bytes(list(content))


def weigher(connection: Connection, words: Words) -> Weigh:
    """Counts the independent sources among the reports of these numbers."""

    def weigh(numbers: Sequence[int]) -> int:
        if len(numbers) < 2:
            return len(numbers)
        loaded = load_numbered(connection, words, numbers)
        return independent((one.report, one.document) for one in loaded)

    return weigh


def _content(words: Vocabulary, spell: Spell) -> Content:
    return (
        words[spell.source],
        words[spell.target],
        words[spell.dimension],
        words[spell.kind],
        words[spell.state],
        spell.start,
        spell.start_latest,
        spell.end,
        spell.end_latest,
        words[spell.act],
        words[spell.told_otherwise],
        len(set(spell.supports)),
        len(set(spell.opposes)),
    )


def _close(entry: Entry, numbers: list[int]) -> None:
    for start in range(0, len(numbers), _CHUNK):
        chunk = STANDING.c.seq.in_(numbers[start : start + _CHUNK])
        entry.connection.execute(update(STANDING).where(chunk).values(known_until=entry.seq))
    entry.closed("closed standing", numbers)


def _open(entry: Entry, opened: list[Content]) -> None:
    rows = []
    for content in opened:
        entry.digest.add("standing", standing_bytes(content))
        rows.append((entry.next_standing(), *content, entry.seq, None))
    insert_rows(entry.connection, STANDING, rows)
