"""Drawing standing: what the rules make of the claims, kept as rows that are closed when they no longer hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from comity.ledger.bulk import insert_rows
from comity.ledger.claims import Claim, either_way, moving_claims, stands_for_none
from comity.ledger.entry import Entry
from comity.ledger.knowledge import NOW
from comity.ledger.load import load_numbered
from comity.ledger.machine import Spell, Weigh, spells
from comity.ledger.rows import Vocabulary
from comity.ledger.rules import RECOGNISING, RIVAL, rivals
from comity.ledger.schema import CLAIM, ENTRY, STANDING
from comity.ledger.similar import independent
from comity.ledger.words import Words

Pair = tuple[int, int]
Content = tuple[int, ...]

CONTENT = tuple(column for column in STANDING.c if column.name not in ("seq", "known_from", "known_until"))
"""The columns that say what a standing is."""

_CHUNK = 5_000


def draw(entry: Entry, touched: Iterable[Pair]) -> None:
    """Draw the standing of the pairs `touched` anew, closing and writing only what differs."""
    connection = entry.connection
    closed: list[int] = []
    opened: list[Content] = []
    for one, two in sorted(_with_rivals(entry, touched)):
        live = live_standings(connection, one, two)
        wanted = set(contents(Vocabulary(entry.words, connection), one, two))
        closed += [number for content, number in live.items() if content not in wanted]
        opened += sorted(wanted - live.keys())
    _close(entry, closed)
    _open(entry, opened)


def contents(words: Vocabulary, one: int, two: int) -> list[Content]:
    """What the claims known now make of the standing of a pair, as contents of rows."""
    return [_content(words, spell) for spell in spells_of(words.connection, words.words, one, two, NOW)]


def spells_of(
    connection: Connection, words: Words, one: int, two: int, entry: int, *, uncertain: int = 0
) -> list[Spell]:
    """The spells of a pair as known after `entry`, counting the uncertain report `uncertain` as certain."""
    if one == two or any(stands_for_none(words.text(connection, number)) for number in (one, two)):
        return []
    claims = moving_claims(connection, words, one, two, entry, uncertain=uncertain)
    for mine, other in ((one, two), (two, one)):
        claims += _claims_on_rival(connection, words, mine, other, entry)
    return spells(claims, weigher(connection, words))


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


def live_standings(connection: Connection, one: int, two: int) -> dict[Content, int]:
    """The contents of a pair's live rows, with their numbers."""
    rows = connection.execute(_LIVE, {"one": one, "two": two})
    return {tuple(row[1:]): row[0] for row in rows}


_LIVE = select(STANDING.c.seq, *CONTENT).where(
    either_way(STANDING, bindparam("one"), bindparam("two")), STANDING.c.known_until.is_(None)
)


def undrawn(connection: Connection) -> set[Pair]:
    """The pairs that bulk loads touched whose standing has not been drawn since, for instance for a crash."""
    drawn = select(func.coalesce(func.max(ENTRY.c.seq), 0)).where(ENTRY.c.kind == "draw").scalar_subquery()
    loads = connection.execute(select(ENTRY.c.seq).where(ENTRY.c.kind == "load", ENTRY.c.seq > drawn)).scalars().all()
    if not loads:
        return set()
    query = select(CLAIM.c.source, CLAIM.c.target).where(CLAIM.c.known_from.in_(loads)).distinct()
    return {(row[0], row[1]) for row in connection.execute(query)}


def standing_bytes(content: Sequence[Any]) -> bytes:
    """A row's content as it goes into the hash of its entry."""
    return json.dumps(list(content), separators=(",", ":")).encode()


def weigher(connection: Connection, words: Words) -> Weigh:
    """Counts the independent sources among the reports of these numbers."""

    def weigh(numbers: Sequence[int]) -> int:
        loaded = load_numbered(connection, words, numbers)
        return independent((one.report, one.document) for one in loaded)

    return weigh


def _content(words: Vocabulary, spell: Spell) -> Content:
    number = words.number
    return (
        number(spell.source),
        number(spell.target),
        number(spell.dimension),
        number(spell.kind),
        number(spell.state),
        spell.start,
        spell.start_latest,
        spell.end,
        spell.end_latest,
        number(spell.act),
        number(spell.alternative),
        len(spell.supports),
        len(spell.opposes),
    )


def _close(entry: Entry, numbers: list[int]) -> None:
    for start in range(0, len(numbers), _CHUNK):
        chunk = STANDING.c.seq.in_(numbers[start : start + _CHUNK])
        entry.connection.execute(update(STANDING).where(chunk).values(known_until=entry.seq))
    entry.closed("closed standing", numbers)


def _open(entry: Entry, opened: list[Content]) -> None:
    names = [column.name for column in CONTENT]
    rows = []
    for content in opened:
        entry.digest.add("standing", standing_bytes(content))
        row = dict(zip(names, content, strict=True))
        rows.append({**row, "seq": entry.next_standing(), "known_from": entry.seq})
    if rows:
        insert_rows(entry.connection, STANDING, rows)
