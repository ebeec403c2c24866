"""Whom an actor is likely to do an act to next, from deeds on record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from comity.errors import InputError
from comity.outlook.links.facts import Facts, join
from comity.outlook.links.names import parse_names
from comity.outlook.links.ranker import Answered, Plan, answer


@dataclass(frozen=True, slots=True)
class Deed:
    """What an archive or a ledger tells: `source` did `act` to `target` on `day`, the sides being codes."""

    source: str
    act: str
    target: str
    day: date


@dataclass(frozen=True, slots=True)
class Target:
    """An actor that may be next, by code.

    `probability` is that of being a target if the source does the act on the day asked about. `before` counts how often
    it was by then, and `last` is the latest day.
    """

    code: str
    probability: float
    before: int
    last: date | None


def rank_targets(deeds: Iterable[Deed], source: str, act: str, on: date, plan: Plan | None = None) -> list[Target]:
    """Those to whom `source` may do `act` on the day `on`, likeliest first, by what was done before that day.

    Raises InputError if nothing is on record of the source or of the act, or too little to learn from.
    """
    past = [deed for deed in deeds if deed.day < on]
    actors = sorted({side for deed in past for side in (deed.source, deed.target)})
    acts = sorted({deed.act for deed in past})
    for word, known in ((source, actors), (act, acts)):
        if word not in known:
            raise InputError(f"Nothing is on record of {word!r} before {on}; ask for another, or record more.")
    facts = _facts(past, actors, acts)
    asked = _question(actors.index(source), acts.index(act), on)
    begins = on.toordinal()
    names = parse_names([_name(actor) for actor in actors])
    for batch in answer(join([facts, asked]), names, len(acts), begins, plan or Plan()):
        found = np.flatnonzero((batch.asked.source == asked.source[0]) & (batch.asked.act == asked.act[0]))
        if len(found):
            return _targets(
                batch, int(found[0]), actors, [deed for deed in past if deed.source == source and deed.act == act]
            )
    raise AssertionError("every question has an answer")


def _facts(deeds: list[Deed], actors: list[str], acts: list[str]) -> Facts:
    actor = {code: number for number, code in enumerate(actors)}
    number = {name: place for place, name in enumerate(acts)}
    rows = [(actor[deed.source], number[deed.act], actor[deed.target], deed.day.toordinal()) for deed in deeds]
    return Facts(*np.array(rows, dtype=np.int64).reshape(-1, 4).T)


def _question(source: int, act: int, on: date) -> Facts:
    """The question as a fact of its day, whose target may be anyone: no answer knows the facts of its own day."""
    return Facts(*np.array([[source, act, source, on.toordinal()]], dtype=np.int64).T)


def _name(code: str) -> str:
    """A code as names are given that tell role and country: that of the Taliban becomes "TALIBAN (AFG)"."""
    country, colon, role = code.partition(":")
    return f"{role} ({country})" if colon else code


def _targets(batch: Answered, row: int, actors: list[str], deeds: list[Deed]) -> list[Target]:
    shares, order = batch.probabilities()[row], np.argsort(-batch.scores[row], kind="stable")
    days: dict[str, list[date]] = {}
    for deed in deeds:
        days.setdefault(deed.target, []).append(deed.day)
    ranked = [(actors[batch.found.targets[row, place]], float(shares[place])) for place in order]
    return [
        Target(code, share, len(days.get(code, [])), max(days.get(code, []), default=None)) for code, share in ranked
    ]
