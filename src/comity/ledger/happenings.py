"""What happened, as so many days, sides and acts: reports of one act of one pair on one day count once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, true

from comity.ledger import days
from comity.ledger.claims import claims_where, either_way, stands_for_none
from comity.ledger.knowledge import AsKnown, is_known, last_entry
from comity.ledger.ledger import Ledger
from comity.ledger.schema import CLAIM
from comity.model.report import Status

TALKING = frozenset({"meet", "visit", "talk-remotely", "negotiate", "cooperate", "sign-agreement"})
"""The acts by which two sides deal with each other."""


class Happening(NamedTuple):
    """Between the days `first` and `last`, the same where the source gives the day, `source` did `act` to `target`."""

    last: date
    source: str
    act: str
    target: str
    first: date


def happenings(
    ledger: Ledger,
    *,
    of: str | None = None,
    pair: tuple[str, str] | None = None,
    acts: Collection[str] = (),
    on: date | None = None,
    as_known: AsKnown = None,
) -> list[Happening]:
    """What is asserted, certain and dated up to the day `on`, as known, in the order of days.

    `of` cuts it to what one actor had a side in, `pair` to what was between two, `acts` to these acts.
    """
    with ledger.reading() as connection:
        numbers = {code: ledger.words.known(connection, code) for code in (*(pair or ()), *([of] if of else ()))}
        if None in numbers.values():
            return []
        condition = (CLAIM.c.first != days.UNKNOWN) & (CLAIM.c.last <= days.number(on or ledger.today()))
        condition &= (CLAIM.c.uncertain == 0) & is_known(CLAIM, last_entry(connection, as_known))
        condition &= _sides(numbers[of] if of else None, tuple(numbers[code] for code in pair) if pair else None)
        if acts:
            condition &= CLAIM.c.act.in_(ledger.words.all_known(connection, acts))
        claims = claims_where(connection, ledger.words, condition)
    return sorted(
        {
            Happening(days.day(claim.last), claim.source, claim.act, claim.target, days.day(claim.first))
            for claim in claims
            if claim.status == Status.ASSERTED and not (stands_for_none(claim.source) or stands_for_none(claim.target))
        }
    )


def _sides(one: int | None, pair: tuple[int | None, ...] | None) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = true()
    if one is not None:
        condition = (CLAIM.c.source == one) | (CLAIM.c.target == one)
    if pair is not None:
        condition &= either_way(CLAIM, *pair)
    return condition
