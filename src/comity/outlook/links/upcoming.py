"""Whom an actor is likely to do an act to next, from the series of a ledger and an archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from comity.errors import InputError
from comity.outlook.links.facts import Facts, Ints, join
from comity.outlook.links.names import Names, parse_names
from comity.outlook.links.ranker import Answered, Plan, answer
from comity.outlook.series import Series

YEARS = 3
"""How far back is looked; what lies before says little of next week, and a long archive would fill the memory."""


@dataclass(frozen=True, slots=True)
class Target:
    """An actor that may be next, by code.

    `probability` is that of being the target on the day asked about, if the source does the act then. `before` counts
    the days on which it was, and `last` is the latest of these.
    """

    code: str
    probability: float
    before: int
    last: date | None


def rank_targets(series: Series, source: str, act: str, on: date, plan: Plan | None = None) -> list[Target]:
    """Those to whom `source` may do `act` on the day after `on`, likeliest first, by what happened up to and with `on`.

    Raises InputError if nothing is on record of the source or of the act, or too little to learn from.
    """
    past = series.up_to(on.toordinal())
    actors, sides = np.unique(np.concatenate([past.sources, past.targets]), return_inverse=True)
    acts, deeds = np.unique(past.acts, return_inverse=True)
    asked = _place(series, actors, source, on), _place(series, acts, act, on)
    sources, targets = np.split(sides, 2)
    facts = Facts(sources, deeds, targets, past.days).since(on.toordinal() - YEARS * 366)
    names = parse_names([_name(series.words[actor]) for actor in actors])
    answered = _answer(facts, names, len(acts), asked, on.toordinal() + 1, plan or Plan())
    same = facts.only((facts.source == asked[0]) & (facts.act == asked[1]))
    return _targets(answered, [series.words[actor] for actor in actors], same)


def _place(series: Series, known: Ints, word: str, on: date) -> int:
    """The place among `known` words of a word that is on record."""
    found = np.flatnonzero(known == series.place(word))
    if not len(found):
        raise InputError(f"Nothing is on record of {word} up to {on}; ask for another, or record or import more.")
    return int(found[0])


def _name(code: str) -> str:
    """A code as names are given that tell role and country: that of the Taliban becomes "TALIBAN (AFG)"."""
    country, colon, role = code.partition(":")
    return f"{role} ({country})" if colon else code


def _answer(facts: Facts, names: Names, acts: int, asked: tuple[int, int], day: int, plan: Plan) -> Answered:
    """The question alone, put as a fact of its day: no answer knows the facts of its own day, so any target will do."""
    source, act = asked
    question = Facts(*np.array([[source, act, source, day]], dtype=np.int64).T)
    for batch in answer(join([facts, question]), names, acts, day, plan):
        rows = np.flatnonzero((batch.asked.source == source) & (batch.asked.act == act))
        if len(rows):
            return batch.only(rows)
    raise AssertionError("a question has an answer")


def _targets(answered: Answered, actors: list[str], same: Facts) -> list[Target]:
    found, shares = answered.found.targets[0], answered.probabilities()[0]
    targets = []
    for place in np.argsort(-shares, kind="stable"):
        days = same.day[same.target == found[place]]
        last = date.fromordinal(int(days.max())) if len(days) else None
        targets.append(Target(actors[found[place]], float(shares[place]), len(days), last))
    return targets
