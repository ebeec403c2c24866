"""From what the second reading thinks of a trigger to at most one report's act, status and sides.

An act without any side is dropped. How sides are filled stands in `sides.py`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from comity.find.second import Candidate
from comity.find.sides import AUTHORITY, Cuts, Side, sides
from comity.model.report import Mention

MOST_DOUBT = 50.0
"""Beyond this the exponential would overflow, and confidence is nought anyway."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What is known of acts, by their number: those without direction, and how often each is done to oneself."""

    reciprocal: Collection[int]
    within: Sequence[float]


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one trigger states. `evidence` is what calibration weighs: log odds, then circumstances."""

    candidate: Candidate
    act: int
    status: int
    source: Side
    target: Side
    authority: int | None
    evidence: tuple[float, ...]


def decode(candidate: Candidate, mentions: Sequence[Mention], cuts: Cuts, habits: Habits) -> Decoded | None:
    """The likeliest report of a trigger, None if nobody takes part."""
    acts = candidate.acts[:-1]
    act = int(np.argmax(acts))
    reciprocal, within = act in habits.reciprocal, habits.within[act]
    source, target = sides(candidate.roles, mentions, cuts, reciprocal=reciprocal, within=within)
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
        evidence=(
            *(_log_odds(float(chance)) for chance in chances),
            *_circumstances(source, target, candidate, mentions),
        ),
    )


def _circumstances(
    source: Side, target: Side, candidate: Candidate, mentions: Sequence[Mention]
) -> tuple[float, float, float, float]:
    """What makes a report likelier wrong than its chances say: a side not named, one actor on both, many to choose
    from."""
    doers, victims = ({code for n in side.mentions for code in mentions[n].codes} for side in (source, target))
    return (
        float(not source.mentions),
        float(not target.mentions),
        float(bool(doers & victims)),
        math.log1p(len(candidate.roles)),
    )


def _authority(candidate: Candidate) -> int | None:
    best = max(candidate.roles.items(), key=lambda role: role[1][AUTHORITY], default=None)
    return best[0] if best and best[1][AUTHORITY] >= 0.5 else None


def _log_odds(chance: float) -> float:
    """The log odds of a chance that is neither quite sure nor impossible: no network knows that much."""
    kept = min(max(chance, 1e-4), 1 - 1e-3)
    return math.log(kept / (1 - kept))


def confidence(evidence: Sequence[float], weights: Sequence[float]) -> float:
    """The calibrated probability that a report is right in act, sides and status: logistic in its evidence.

    `weights` holds one weight for each piece of evidence and the intercept at the end.
    """
    score = sum(w * e for w, e in zip(weights, evidence, strict=False)) + weights[-1]
    return 1 / (1 + math.exp(-max(score, -MOST_DOUBT)))
