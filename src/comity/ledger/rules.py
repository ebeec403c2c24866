"""Which act changes which standing: the table `data/rules.csv`, each rule with its reason."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from comity.ledger import days

ANY = "any"
UNCHANGED = "unchanged"
LAPSE = "a year without attack"
CHANGE_OF_GOVERNMENT = "change of government"
RIVAL = "recognition of its rival"
RECOGNISING = frozenset({"recognise", "establish-relations", "restore-relations"})
"""The acts that recognise, also by implication."""
ONCE = frozenset(
    {
        "recognise",
        "withdraw-recognition",
        "establish-relations",
        "restore-relations",
        "downgrade-relations",
        "sever-relations",
    }
)
"""The acts that are not done twice within days, so that reports which give them other days disagree on the day."""
LAPSE_DAYS = 365
"""After how many days without an attack a conflict is taken to have ended."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table.

    `act` moves the `dimension` to `to` if it stands at one of `come_from`, None being any. `told` is the kind that
    the evidence must tell, '' for whichever. `side` says whose standing it is: the source's toward the target, the
    target's toward the source, both, or the pair's. `kinds` says which kinds move: those named, all if none is
    named, or the one that stands here. The first rule of a dimension that fits is applied.
    """

    order: int
    dimension: str
    act: str
    told: str
    come_from: frozenset[str] | None
    to: str
    side: str
    kinds: str
    reason: str

    def fits(self, state: str) -> bool:
        """Whether the rule applies where the standing is `state`."""
        return self.come_from is None or state in self.come_from


@dataclass(frozen=True, slots=True)
class Government:
    """A movement that was the government of a state from `since` until `until` (both inclusive)."""

    state: str
    movement: str
    since: date
    until: date | None


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the table."""
    return tuple(_rule(order, row) for order, row in enumerate(_rows("rules.csv")))


@cache
def rules_of(act: str) -> dict[str, list[Rule]]:
    """The rules of `act` by dimension; empty if it moves nothing."""
    found: dict[str, list[Rule]] = {}
    for rule in rules():
        if rule.act == act:
            found.setdefault(rule.dimension, []).append(rule)
    return found


@cache
def moving_acts() -> frozenset[str]:
    """The acts that can be reported and move a standing."""
    return frozenset(rule.act for rule in rules() if rule.to != UNCHANGED) - {LAPSE, CHANGE_OF_GOVERNMENT, RIVAL}


@cache
def governments() -> tuple[Government, ...]:
    """The movements that were governments, from `data/governments.csv`."""
    return tuple(
        Government(
            row["state"],
            row["government"],
            date.fromisoformat(row["from"]),
            date.fromisoformat(row["until"]) if row["until"] else None,
        )
        for row in _rows("governments.csv")
    )


@cache
def changes_of_government(state: str) -> tuple[int, ...]:
    """The days, as numbers, on which a government of `state` fell and its recognition with it."""
    found = [government for government in governments() if government.state == state]
    starts = {days.number(government.since) for government in found}
    ends = {days.number(government.until + timedelta(days=1)) for government in found if government.until}
    return tuple(sorted(starts | ends))


@cache
def rivals() -> dict[str, str]:
    """For each government that claims a whole state its rival, which claims the same; from `data/rivals.csv`."""
    pairs = [(row["one"], row["two"]) for row in _rows("rivals.csv")]
    return dict(pairs) | {two: one for one, two in pairs}


def _rule(order: int, row: dict[str, str]) -> Rule:
    return Rule(
        order=order,
        dimension=row["dimension"],
        act=row["act"],
        told=row["told"],
        come_from=None if row["from"] == ANY else frozenset(row["from"].split(";")),
        to=row["to"],
        side=row["side"],
        kinds=row["kinds"],
        reason=row["reason"],
    )


def _rows(name: str) -> list[dict[str, str]]:
    with files("comity.ledger").joinpath(f"data/{name}").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
