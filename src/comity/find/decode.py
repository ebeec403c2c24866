"""From what the second reading thinks of a trigger to at most one report's act, status and sides.

Roles are judged by actor and not by mention: "Russia", "Moscow" and "it" pool their chances of being the source. A side
that no mention fills convincingly stays empty, and an act without any side is dropped.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from comity.find.second import Candidate
from comity.model.report import Mention

SOURCE, TARGET, AUTHORITY = 0, 1, 2
MOST_DOUBT = 50.0
"""Beyond this the exponential would overflow, and confidence is nought anyway."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where probabilities become decisions, chosen on text that neither trains nor tests.

    `mention`, `name` and `trigger`: the floors of the first reading. `role`: the least pooled chance of each actor on a
    side; `lone`: the least chance of the best one where none reaches `role`; `context`: of a context; `emit`: the least
    confidence of a report that is shown at all.
    """

    mention: float
    name: float
    trigger: float
    role: float
    lone: float
    context: float
    emit: float


@dataclass(frozen=True, slots=True)
class Side:
    """The mentions (indices into the document's) that fill a side, and how sure that is."""

    mentions: tuple[int, ...]
    chance: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one trigger states. `evidence` are the logarithms that calibration weighs."""

    candidate: Candidate
    act: int
    status: int
    source: Side
    target: Side
    authority: int | None
    contexts: tuple[int, ...]
    evidence: tuple[float, ...]


def decode(candidate: Candidate, mentions: Sequence[Mention], cuts: Cuts) -> Decoded | None:
    """The likeliest report of a trigger, None if it states no event or nobody takes part."""
    acts = candidate.acts[:-1]
    act = int(np.argmax(acts))
    source, target = _apart(
        _side(candidate, SOURCE, mentions, cuts), _side(candidate, TARGET, mentions, cuts), mentions
    )
    if not source.mentions and not target.mentions:
        return None
    status = int(np.argmax(candidate.statuses))
    real = 1 - candidate.acts[-1]
    act_chance = acts[act] / max(real, 1e-6)
    chances = (candidate.trigger.score, real, act_chance, candidate.statuses[status], source.chance, target.chance)
    return Decoded(
        candidate=candidate,
        act=act,
        status=status,
        source=source,
        target=target,
        authority=_authority(candidate),
        contexts=tuple(int(n) for n in np.flatnonzero(candidate.contexts >= cuts.context)),
        evidence=tuple(math.log(max(float(chance), 1e-4)) for chance in chances),
    )


def _side(candidate: Candidate, role: int, mentions: Sequence[Mention], cuts: Cuts) -> Side:
    groups: dict[tuple[str, ...], list[tuple[float, int]]] = {}
    for index, chances in candidate.roles.items():
        key = mentions[index].codes or (f"#{index}",)
        groups.setdefault(key, []).append((float(chances[role]), index))
    pooled = [(_any(chance for chance, _ in members), max(members)[1]) for members in groups.values()]
    chosen = [(chance, index) for chance, index in pooled if chance >= cuts.role]
    best = max(pooled, default=(0.0, -1))
    if not chosen and best[0] >= cuts.lone:
        chosen = [best]
    if not chosen:
        return Side((), 1 - best[0])
    chosen.sort(key=lambda choice: choice[1])
    return Side(tuple(index for _, index in chosen), min(chance for chance, _ in chosen))


def _apart(source: Side, target: Side, mentions: Sequence[Mention]) -> tuple[Side, Side]:
    """Both sides without an actor of the other, where a side has others left: nobody meets itself and a guest."""
    return _without(source, target, mentions), _without(target, source, mentions)


def _without(side: Side, other: Side, mentions: Sequence[Mention]) -> Side:
    taken = {mentions[index].codes for index in other.mentions}
    left = tuple(index for index in side.mentions if mentions[index].codes not in taken)
    return Side(left, side.chance) if left and len(side.mentions) > len(other.mentions) else side


def _any(chances: Iterable[float]) -> float:
    """The chance that at least one of independent things holds."""
    return 1 - math.prod(1 - chance for chance in chances)


def _authority(candidate: Candidate) -> int | None:
    best = max(candidate.roles.items(), key=lambda role: float(role[1][AUTHORITY]), default=None)
    return best[0] if best and best[1][AUTHORITY] >= 0.5 else None


def confidence(evidence: Sequence[float], weights: Sequence[float]) -> float:
    """The calibrated probability that a report is right in act, sides and status: logistic in its evidence.

    `weights` holds one weight for each piece of evidence and the intercept at the end.
    """
    score = sum(w * e for w, e in zip(weights, evidence, strict=False)) + weights[-1]
    return 1 / (1 + math.exp(-max(score, -MOST_DOUBT)))
