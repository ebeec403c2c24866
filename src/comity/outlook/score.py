"""How good forecasts were: scores, skill against a base rate, and whether what was said came true as often as said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.errors import InputError
from comity.model.forecast import Kept

Array = NDArray[np.float64]

RESAMPLES = 2_000
INTERVAL = (5.0, 95.0)
"""The percentiles between which an interval lies: it holds nine in ten."""

EDGES = (0.0, 0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0)
"""Where the bins of the reliability plot begin and end; narrow where most forecasts are."""

_LEAST = 1e-6
"""Probabilities are counted as no nearer to 0 or 1 than this in the logarithmic score, which else could be infinite."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of about the same probability: how many, the mean that was said, and the share that happened."""

    forecasts: int
    said: float
    happened: float


@dataclass(frozen=True, slots=True)
class Score:
    """How good so many forecasts were, beside what the base rate would have scored on the same questions.

    `brier` is the mean squared error, `log` the mean of minus the natural logarithm of what was said of what came; less
    is better. `skill` is the share of the base rate's Brier score that the forecasts save: 1 is perfect, 0 no better
    than the base rate, below 0 worse. It lies between `skill_low` and `skill_high` in nine of ten resamplings of the
    cases. `error` is the expected calibration error: how far what was said lies from what happened, on average.
    """

    forecasts: int
    happened: int
    brier: float
    base_brier: float
    log: float
    base_log: float
    skill: float
    skill_low: float
    skill_high: float
    error: float
    bins: tuple[Bin, ...]


def score(said: Array, base: Array, happened: NDArray[np.bool_], cases: Sequence[object]) -> Score:
    """Score what was `said` of each question and what its `base` rate would have said, knowing what `happened`.

    The interval of the skill comes from drawing whole `cases` with replacement (Efron 1979): questions that go
    together, such as those on one target in one year, are drawn together. There must be a question.
    """
    ours, theirs = (said - happened) ** 2, (base - happened) ** 2
    low, high = _skill_interval(ours, theirs, cases)
    bins = _bins(said, happened)
    return Score(
        forecasts=len(said),
        happened=int(happened.sum()),
        brier=float(ours.mean()),
        base_brier=float(theirs.mean()),
        log=_log(said, happened),
        base_log=_log(base, happened),
        skill=_skill(float(ours.sum()), float(theirs.sum())),
        skill_low=low,
        skill_high=high,
        error=sum(one.forecasts * abs(one.said - one.happened) for one in bins) / len(said),
        bins=bins,
    )


def score_kept(kept: Iterable[Kept]) -> Score:
    """Score those of `kept` that are settled, forecasts of one act, target and year being one case.

    Raises InputError if none is settled.
    """
    pairs = [(one.forecast, one.resolution) for one in kept if one.resolution]
    if not pairs:
        raise InputError(
            "No kept forecast is settled yet; keep some with --keep, and settle them with outlook resolve."
        )
    return score(
        np.array([forecast.probability for forecast, _ in pairs]),
        np.array([forecast.base for forecast, _ in pairs]),
        np.array([resolution.happened for _, resolution in pairs]),
        [(forecast.act, forecast.target, forecast.made.year) for forecast, _ in pairs],
    )


def _skill(ours: float, theirs: float) -> float:
    return 1 - ours / theirs if theirs > 0 else 0.0


def _log(said: Array, happened: NDArray[np.bool_]) -> float:
    chance = np.clip(np.where(happened, said, 1 - said), _LEAST, 1)
    return float(-np.log(chance).mean())


def _skill_interval(ours: Array, theirs: Array, cases: Sequence[object]) -> tuple[float, float]:
    places: dict[object, int] = {}
    numbers = np.array([places.setdefault(case, len(places)) for case in cases])
    sums = np.column_stack([np.bincount(numbers, ours), np.bincount(numbers, theirs)])
    drawn = np.random.default_rng(0).integers(len(places), size=(RESAMPLES, len(places)))
    totals = sums[drawn].sum(axis=1)
    skills = [_skill(mine, other) for mine, other in totals]
    low, high = np.percentile(skills, INTERVAL)
    return float(low), float(high)


def _bins(said: Array, happened: NDArray[np.bool_]) -> tuple[Bin, ...]:
    numbers = np.clip(np.searchsorted(EDGES, said, side="right") - 1, 0, len(EDGES) - 2)
    return tuple(
        Bin(int(here.sum()), float(said[here].mean()), float(happened[here].mean()))
        for number in range(len(EDGES) - 1)
        if (here := numbers == number).any()
    )
