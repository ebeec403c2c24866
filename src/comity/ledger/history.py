"""Every change of standing in the order of days, each as it could be told on its own day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from sqlalchemy import ColumnElement, Connection

from comity.ledger import days
from comity.ledger.claims import Claim, claims_where, stands_for_none
from comity.ledger.draw import claims_on_rival, weigher
from comity.ledger.knowledge import AsKnown, is_known, last_entry
from comity.ledger.ledger import Ledger
from comity.ledger.machine import Spell, Weigh, spells
from comity.ledger.rules import rivals, rules
from comity.ledger.schema import CLAIM
from comity.model.standing import NONE, Dimension

Pair = tuple[str, str]
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """On `day` the standing of `source` toward `target` in one respect became `state`, by `act`.

    A mutual standing has its sides in the order of the codes. `disputed` is whether reports disagreed by that day.
    """

    day: date
    source: str
    target: str
    dimension: str
    kind: str
    state: str
    act: str
    disputed: bool


def changes(
    ledger: Ledger,
    dimensions: Iterable[Dimension],
    *,
    pair: Pair | None = None,
    on: date | None = None,
    as_known: AsKnown = None,
) -> list[Change]:
    """The changes of standing in `dimensions` up to the day `on`, of all or of one `pair`, by day and pair, as known.

    Each is what the rules made of the claims up to its own day: nothing that was told later, or happened later, moves
    a change or its day. What is dated to a month or year counts from the last day of it, on which it surely was so.
    """
    wanted = frozenset(dimension.value for dimension in dimensions)
    until = days.number(on or ledger.today())
    with ledger.reading() as connection:
        certain = (CLAIM.c.uncertain == 0) & is_known(CLAIM, last_entry(connection, as_known))
        condition = certain & (CLAIM.c.first != days.UNKNOWN) & (CLAIM.c.last <= until)
        if pair:
            condition &= _among(ledger, connection, pair)
        by_pair = _claims_by_pair(ledger, connection, wanted, condition)
        weigh = weigher(connection, ledger.words)
        found = [
            change
            for sides in ([_ordered(*pair)] if pair else sorted(by_pair))
            for change in _of_pair(by_pair.get(sides, []) + _of_rivals(by_pair, sides), wanted, until, weigh)
        ]
    return sorted(found, key=lambda change: (change.day, change.source, change.target, change.dimension, change.kind))


def _claims_by_pair(
    ledger: Ledger, connection: Connection, wanted: frozenset[str], condition: ColumnElement[bool]
) -> dict[Pair, list[Claim]]:
    """The claims that meet `condition` of the acts that move the `wanted` dimensions, by pair in the order of codes."""
    acts = ledger.words.all_known(connection, {rule.act for rule in rules() if rule.dimension in wanted})
    claims = claims_where(connection, ledger.words, CLAIM.c.act.in_(acts) & condition)
    ordered = sorted((claim for claim in claims if _is_pair(claim)), key=_pair)
    return {pair: list(group) for pair, group in groupby(ordered, key=_pair)}


def _is_pair(claim: Claim) -> bool:
    return claim.source != claim.target and not (stands_for_none(claim.source) or stands_for_none(claim.target))


def _pair(claim: Claim) -> Pair:
    return _ordered(claim.source, claim.target)


def _ordered(one: str, two: str) -> Pair:
    return min(one, two), max(one, two)


def _among(ledger: Ledger, connection: Connection, pair: Pair) -> ColumnElement[bool]:
    """The condition that a claim is of two actors, each of them one of `pair` or the rival of one."""
    codes = {*pair, *(rivals()[code] for code in pair if code in rivals())}
    numbers = ledger.words.all_known(connection, codes)
    return CLAIM.c.source.in_(numbers) & CLAIM.c.target.in_(numbers)


def _of_rivals(by_pair: dict[Pair, list[Claim]], pair: Pair) -> list[Claim]:
    """What each side did to recognise the rival of the other."""
    found = []
    for mine, other in (pair, pair[::-1]):
        rival = rivals().get(other)
        if rival and rival != mine:
            found += claims_on_rival(by_pair.get(_ordered(mine, rival), []), mine, other)
    return found


def _of_pair(claims: list[Claim], wanted: frozenset[str], until: int, weigh: Weigh) -> Iterator[Change]:
    """The changes of one pair: what the rules make of it is asked anew on each day that a claim brings."""
    told = sorted(claims, key=lambda claim: claim.last)
    ends = [claim.last for claim in told]
    now: dict[Key, tuple[str, bool]] = {}
    for day, following in pairwise([*sorted(set(ends)), days.NEVER]):
        known = spells(told[: bisect_right(ends, day)], weigh)
        yield from _news([spell for spell in known if spell.dimension in wanted], day, min(following - 1, until), now)


def _news(known: list[Spell], day: int, until: int, now: dict[Key, tuple[str, bool]]) -> Iterator[Change]:
    """What is new on `day`, and what time alone brings by `until`; `now` holds what was told before."""
    for spell in sorted(known, key=lambda spell: spell.start):
        key = (spell.source, spell.target, spell.dimension, spell.kind)
        told = (spell.state, spell.disputed)
        over = spell.end_latest <= day
        if spell.start <= until and not over and now.get(key, (NONE, False)) != told:
            now[key] = told
            yield Change(days.day(max(day, spell.start)), *key, spell.state, spell.act, spell.disputed)
