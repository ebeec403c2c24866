"""What is known of a candidate target by a day, as columns of numbers; nothing of that day or later enters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.outlook.links.candidates import WEIGHTS, Candidates
from comity.outlook.links.facts import Floats, Ints
from comity.outlook.links.history import History
from comity.outlook.links.likeness import Likeness, likeness
from comity.outlook.links.rules import Rules
from comity.outlook.links.tally import SPANS

ASKED: dict[str, tuple[int, ...]] = {
    "source act target": (0, 1, 2, 3, 4),
    "source target": (0, 1, 2, 3, 4),
    "act target": (0, 1, 2, 3, 4),
    "target": (0, 1, 2, 3, 4),
    "home act target": (1, 2, 4),
    "home target": (2, 4),
    "source country": (1, 3, 4),
    "source act country": (1, 3, 4),
    "home country": (1, 2, 4),
    "home act country": (1, 2, 4),
    "role act role": (2, 4),
    "act role": (4,),
    "source role": (2, 4),
    "source act role": (2, 4),
    "kind act role": (2, 4),
    "kind act kind": (1, 2, 4),
}
"""The patterns that say something of a candidate, and which of their spans are looked at."""
GIVEN = ("source", "source act", "act", "role act")
"""The patterns that say something of the question."""
GIVEN_SPANS = (0, 2, 4)
WITHIN = {
    "source act target": "source act",
    "source target": "source",
    "act target": "act",
    "source country": "source",
    "source act country": "source act",
    "source act role": "source act",
    "source role": "source",
    "role act role": "role act",
    "act role": "act",
}
"""The pattern as a share of which another is looked at too."""
SHARE_SPANS = (2, 4)
LATE, SLOW, ALL = 1, 3, 4
"""The columns of the spans of 7 days, 120 days, and without end."""
LEAST = 1e-3
"""What is added to a share before its logarithm."""

Columns = dict[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that features are made from: what happened by a day, which actors are alike, and which rules hold.

    `base` are the base rates of `rules`, `home` is the country of each actor, -1 where it is not known.
    """

    history: History
    likeness: Likeness
    rules: Rules
    base: Floats
    home: Ints


def describe(known: Knowledge, source: Ints, act: Ints, found: Candidates) -> tuple[list[str], Floats]:
    """The names of the features, and a table of them: a row a candidate, the candidates of each question together.

    Counts, ages and shares come as logarithms.
    """
    number = found.targets.shape[1]
    rows = np.repeat(source, number), np.repeat(act, number), found.targets.ravel()
    given = {pattern: _ask(known.history, pattern, source, act, np.zeros_like(source)) for pattern in GIVEN}
    columns: Columns = {name: np.repeat(column, number) for name, column in _question(known, act, given).items()}
    columns |= _counts(
        known.history, *rows, {pattern: np.repeat(counts, number, axis=0) for pattern, (counts, _) in given.items()}
    )
    columns |= _prior(found)
    columns |= _names(known, *rows)
    columns |= _rules(known, *rows, number)
    columns |= _alike(known, *rows)
    return list(columns), np.stack([column.astype(np.float32) for column in columns.values()], axis=1)


def _ask(history: History, pattern: str, source: Ints, act: Ints, target: Ints) -> tuple[Floats, Floats]:
    return history.tallies[pattern].ask(history.keys(pattern, source, act, target))


def _question(known: Knowledge, act: Ints, given: dict[str, tuple[Floats, Floats]]) -> Columns:
    """How busy the source and the act are, and whether it is done or undergone."""
    columns: Columns = {"undergone": act >= known.history.acts // 2}
    for pattern, (counts, age) in given.items():
        columns |= {_name(pattern, span): np.log1p(counts[:, span]) for span in GIVEN_SPANS}
        columns[f"{pattern}, age"] = np.log1p(age)
    return columns


def _counts(history: History, source: Ints, act: Ints, target: Ints, given: dict[str, Floats]) -> Columns:
    """The fading counts of each pattern, their age, and as shares of wider patterns."""
    columns: Columns = {}
    asked = {pattern: _ask(history, pattern, source, act, target) for pattern in ASKED}
    for pattern, (counts, age) in asked.items():
        columns |= {_name(pattern, span): np.log1p(counts[:, span]) for span in ASKED[pattern]}
        columns[f"{pattern}, age"] = np.log1p(age)
        for span in SHARE_SPANS if pattern in WITHIN else ():
            columns[f"{_name(pattern, span)}, share"] = _log(counts[:, span] / (given[WITHIN[pattern]][:, span] + 0.5))
    target_counts = asked["target"][0]
    columns["target's share for the act"] = _log(asked["act target"][0][:, ALL] / (target_counts[:, ALL] + 1))
    columns["target's share with the source"] = _log(asked["source target"][0][:, ALL] / (target_counts[:, ALL] + 1))
    columns["target of late"] = np.log1p(target_counts[:, LATE] / (target_counts[:, SLOW] + 1))
    return columns


def _name(pattern: str, span: int) -> str:
    return f"{pattern}, {SPANS[span]:.0f} days"


def _log(share: Floats) -> Floats:
    logarithm: Floats = np.log(share + LEAST)
    return logarithm


def _prior(found: Candidates) -> Columns:
    rank = np.broadcast_to(np.arange(found.targets.shape[1]), found.targets.shape)
    of_best = found.prior / (found.prior.max(axis=1, keepdims=True) + 1e-9)
    columns: Columns = {"prior rank": np.log1p(rank).ravel(), "prior": _log(found.prior).ravel()}
    columns["prior of the best"] = _log(of_best).ravel()
    shares = _log(found.shares).reshape(-1, len(WEIGHTS))
    return columns | {f"share, {name}": shares[:, place] for place, name in enumerate(WEIGHTS)}


def _names(known: Knowledge, source: Ints, act: Ints, target: Ints) -> Columns:
    at_home, unknown = known.home[source] == known.home[target], known.home[source] < 0
    return {"same home": at_home & ~unknown, "home unknown": unknown, "itself": source == target}


def _rules(known: Knowledge, source: Ints, act: Ints, target: Ints, number: int) -> Columns:
    """What the rules make of all that the source did to the candidate and underwent from it."""
    history, rules = known.history, known.rules
    tally = history.tallies["source target act"]
    owners, places = tally.under(source * history.actors + target, history.acts)
    earlier, days = tally.keys[places] % history.acts, history.day - tally.last[places]
    held, usual = rules.confidence(known.base, act[owners], earlier, days)
    rows = len(source)
    best = np.zeros(rows, np.float32)
    np.maximum.at(best, owners, held)
    either = 1 - np.exp(np.bincount(owners, np.log1p(-held), rows))
    of_all = either.reshape(-1, number)
    return {
        "rules, any": _log(either),
        "rules, best": _log(best),
        "rules, number": np.log1p(np.bincount(owners, minlength=rows)),
        "rules, lift": np.bincount(owners, np.log((held + 1e-4) / (usual + 1e-4)), rows),
        "rules, share": _log((of_all / (of_all.sum(axis=1, keepdims=True) + 1e-6)).ravel()),
    }


def _alike(known: Knowledge, source: Ints, act: Ints, target: Ints) -> Columns:
    """Whether the candidate is like those it is done to, and the source like those who do it to the candidate."""
    history, vectors = known.history, known.likeness
    undergone = history.tallies["act target"].find(history.keys("act target", source, act, target))
    done = history.tallies["source act"].find(history.keys("source act", source, act, target))
    return {
        "alike by partners": likeness(vectors.partners[source], vectors.partners[target]),
        "alike by deeds": likeness(vectors.deeds[source], vectors.deeds[target]),
        "source like its doers": likeness(vectors.deeds[source], vectors.undergone[undergone]) * (undergone >= 0),
        "target like its targets": likeness(vectors.deeds[target], vectors.done[done]) * (done >= 0),
        "target a partner of such": likeness(vectors.partners[target], vectors.done_partners[done]) * (done >= 0),
    }
