"""Whom a state belongs with: groups that it is a member of, its region, its neighbours, and who claims it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from comity.actors.spans import first_day, last_day
from comity.actors.tables import table


@dataclass(frozen=True, slots=True)
class Group:
    """States that belong together on a day: the members of an organisation, a region, or one state's neighbours."""

    name: str
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Span:
    group: str
    since: date | None
    until: date | None
    members: frozenset[str]


def organisations(on: date) -> tuple[Group, ...]:
    """The organisations that have members on a day, by their codes, from `data/memberships.csv`."""
    found: dict[str, set[str]] = {}
    for span in _spans():
        if (span.since or date.min) <= on <= (span.until or date.max):
            found.setdefault(span.group, set()).update(span.members)
    return tuple(Group(name, frozenset(members)) for name, members in found.items())


@cache
def regions() -> tuple[Group, ...]:
    """The regions of the world, from `data/regions.csv`; each state is in one."""
    return tuple(Group(row["region"], frozenset(row["members"].split())) for row in table("regions.csv"))


@cache
def neighbours() -> dict[str, frozenset[str]]:
    """The states that share a land border with a state, from `data/neighbours.csv`."""
    found: dict[str, set[str]] = {}
    for row in table("neighbours.csv"):
        for other in row["neighbours"].split():
            found.setdefault(row["code"], set()).add(other)
            found.setdefault(other, set()).add(row["code"])
    return {code: frozenset(others) for code, others in found.items()}


@cache
def claimants() -> dict[str, frozenset[str]]:
    """Who claims the territory or the place of an entity, from `data/claimants.csv`."""
    found: dict[str, set[str]] = {}
    for row in table("claimants.csv"):
        found.setdefault(row["code"], set()).add(row["claimant"])
    return {code: frozenset(others) for code, others in found.items()}


@dataclass(frozen=True, slots=True)
class Settled:
    """Since when, and why, it is no longer at issue whether an entity is recognised."""

    since: date
    reason: str


@cache
def settled() -> dict[str, Settled]:
    """The entities whose recognition is no longer at issue, from `data/settled.csv`."""
    return {row["code"]: Settled(date.fromisoformat(row["since"]), row["reason"]) for row in table("settled.csv")}


def circles(on: date, among: Iterable[str]) -> tuple[Group, ...]:
    """Every organisation and region on a day, of the states `among` only; those with fewer than two are left out."""
    wanted = frozenset(among)
    cut = (Group(group.name, group.members & wanted) for group in (*organisations(on), *regions()))
    return tuple(group for group in cut if len(group.members) > 1)


@cache
def _spans() -> tuple[_Span, ...]:
    return tuple(
        _Span(row["group"], first_day(row["since"]), last_day(row["until"]), frozenset(row["members"].split()))
        for row in table("memberships.csv")
    )
