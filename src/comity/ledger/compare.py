"""From one day to another: the steps by which two parties came to stand otherwise, and the climate between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from comity.errors import InputError
from comity.ledger import days
from comity.ledger.claims import Claim, claims_where, either_way
from comity.ledger.knowledge import AsKnown, is_known, last_entry
from comity.ledger.ledger import Ledger
from comity.ledger.pairs import standing
from comity.ledger.schema import CLAIM
from comity.model.report import Status
from comity.model.standing import Standing
from comity.ontology.acts import act as act_named


@dataclass(frozen=True, slots=True)
class Month:
    """The climate of one month ("2025-07"): the mean of Goldstein's values (-10 to 10) of its `acts`."""

    month: str
    acts: int
    goldstein: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two parties stood on a first day (`before`) and a last (`after`), the `steps` between, and the `climate`."""

    before: tuple[Standing, ...]
    steps: tuple[Standing, ...]
    after: tuple[Standing, ...]
    climate: tuple[Month, ...]


def compare(ledger: Ledger, one: str, two: str, start: date, end: date, *, as_known: AsKnown = None) -> Comparison:
    """What changed between two parties from the day `start` to the day `end`; raises InputError if `end` is earlier."""
    if end < start:
        raise InputError(f"{end} is before {start}; give the earlier day first.")
    history = standing(ledger, one, two, as_known=as_known).rows
    return Comparison(
        before=tuple(state for state in history if _holds(state, start)),
        steps=tuple(state for state in history if start < state.start <= end),
        after=tuple(state for state in history if _holds(state, end)),
        climate=_climate(_acts(ledger, one, two, start, end, as_known)),
    )


def _holds(state: Standing, day: date) -> bool:
    return state.start <= day and (state.end is None or state.end > day)


def _acts(ledger: Ledger, one: str, two: str, start: date, end: date, as_known: AsKnown) -> list[Claim]:
    with ledger.reading() as connection:
        numbers = [ledger.words.known(connection, code) for code in (one, two)]
        if None in numbers:
            return []
        between = CLAIM.c.first.between(days.number(start), days.number(end)) & (CLAIM.c.last <= days.number(end))
        certain = is_known(CLAIM, last_entry(connection, as_known)) & (CLAIM.c.uncertain == 0)
        return claims_where(connection, ledger.words, either_way(CLAIM, *numbers) & between & certain)


def _climate(claims: Iterable[Claim]) -> tuple[Month, ...]:
    """The climate by month; what is dated to a year belongs to none, and an act reported often counts once a day."""
    asserted = (claim for claim in claims if claim.status == Status.ASSERTED)
    happened = {(claim.first, claim.last, claim.act, claim.source, claim.target) for claim in asserted}
    months: dict[int, list[float]] = {}
    for first, last, act, _, _ in sorted(happened):
        if first // 100 == last // 100:
            months.setdefault(first // 100, []).append(act_named(act).goldstein)
    return tuple(
        Month(f"{month // 100}-{month % 100:02}", len(values), sum(values) / len(values))
        for month, values in months.items()
    )
