"""Who follows next: a hazard learned from all past episodes, and asked of one on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from comity.outlook.episodes import Episode
from comity.outlook.features import ASSUMED, LEARNED, NAMES, Day, describe, followed
from comity.outlook.field import NEVER, Days, Field
from comity.outlook.hazard import STEPS as BOUNDS
from comity.outlook.hazard import Array, Prior, Regression, Rows, regress
from comity.outlook.steps import Steps

VERSION = "followers 1"
"""The name of the model; it changes whenever the same data may give another forecast."""

ENOUGH = 30
"""How many must have followed in past cases before anything is learned from them."""

HORIZON = BOUNDS[-1]
"""The farthest day ahead."""

RIDGE = 100.0
"""The precision of the prior on each learned weight, in units of its column's standard deviation."""
ASSUMED_PRECISION = 20.0
"""The precision of the prior on each assumed weight."""

THIN = 4
"""Of the rows in which nothing happened every so many-th is kept, and counted so many times."""

Z = 1.645
"""Standard errors either way of an interval that holds nine in ten."""


@dataclass(frozen=True, slots=True)
class Model:
    """What past cases teach: a regression for each step ahead, from so many `cases` with so many who `followed`.

    `rate` is how many followed a day, for each state that could, in the average case.
    """

    regressions: tuple[Regression, ...]
    rate: float
    cases: int
    followed: int


@dataclass(frozen=True, slots=True)
class Chance:
    """For each state of a day: the probability within a horizon and its interval, and the base rate, alike for all.

    `factors` says for each state (row) and feature (column) by how much it multiplies the rate.
    """

    probability: Array
    low: Array
    high: Array
    base: float
    factors: Array


def learn(field: Field, episodes: Sequence[Episode], steps: Mapping[str, Steps], until: int) -> Model | None:
    """What `episodes` teach up to the day `until`; None if too few followed in them."""
    count = sum(len(followed(episode, until)) for episode in episodes)
    rate = _average_rate(field, episodes, until)
    if count < ENOUGH:
        return None
    seen = [
        _seen(field, episode, describe(field, episode, steps[episode.target], day, rate), until)
        for episode in episodes
        for day in landmarks(episode.begins, min(episode.ends, until))
    ]
    features, ahead, watched, clusters = (np.concatenate(parts) for parts in zip(*seen, strict=True))
    steps_ahead = [_rows(features, ahead, watched, clusters, start, end) for start, end in _bounds()]
    if any(rows.happened.sum() < ENOUGH // 2 for rows in steps_ahead):
        return None
    return Model(tuple(regress(rows, PRIOR) for rows in steps_ahead), rate, len(episodes), count)


def ask(model: Model, day: Day, horizon: int) -> Chance:
    """How likely each state of `day` is to follow within `horizon` days, at most HORIZON."""
    stretches = [max(min(horizon, end) - start, 0) for start, end in _bounds()]
    told = [regression.log_rate(day.features) for regression in model.regressions]
    middle, low, high = (_hazard(told, stretches, z) for z in (0, -Z, Z))
    parts = [
        np.exp(log_rate)[:, None] * days * regression.contributions(day.features)
        for regression, (log_rate, _), days in zip(model.regressions, told, stretches, strict=True)
    ]
    factors = np.exp(sum(parts) / middle[:, None])
    return Chance(within(middle), within(low), within(high), float(within(np.array(day.pace * horizon))), factors)


def _hazard(told: Sequence[tuple[Array, Array]], stretches: Sequence[int], z: float) -> Array:
    """How often it is expected over all stretches of days, so many standard errors off."""
    parts = [np.exp(log_rate + z * error) * days for (log_rate, error), days in zip(told, stretches, strict=True)]
    expected: Array = np.sum(parts, axis=0)
    return expected


def within(hazard: Array) -> Array:
    """The probability that something happens which is expected to happen `hazard` times."""
    chance: Array = -np.expm1(-hazard)
    return chance


def landmarks(begins: int, ends: int) -> Iterator[int]:
    """The days on which an episode is looked at to learn from it: often in its first year, twice a year after."""
    first_year = (0, 7, 15, *range(30, 366, 30))
    yield from (begins + days for days in first_year if begins + days < ends)
    yield from range(begins + 365 + 182, ends, 182)


def first_after(episode: Episode, day: int, until: int, size: int) -> Days:
    """For each state the first day after `day` and up to `until` on which it came to do it, NEVER if it did not."""
    later = (episode.days > day) & (episode.days <= until) & episode.done
    found = np.full(size, NEVER)
    found[episode.sources[later][::-1]] = episode.days[later][::-1]
    return found


PRIOR = Prior(
    mean=np.array([0.0] * len(LEARNED) + list(ASSUMED.values())),
    precision=np.array([RIDGE] * len(LEARNED) + [ASSUMED_PRECISION] * len(ASSUMED)),
    raw=np.array([name in ASSUMED for name in NAMES]),
)
"""What is taken of the weights before any case is seen."""


def _bounds() -> list[tuple[int, int]]:
    return list(pairwise(BOUNDS))


def _average_rate(field: Field, episodes: Sequence[Episode], until: int) -> float:
    """How many followed a day, for each state that could."""
    came, could = 0.5, 5_000.0
    for episode in episodes:
        days = [*landmarks(episode.begins, min(episode.ends, until)), min(episode.ends, until)]
        for day, following in pairwise(days):
            done, ready = episode.state(field, day)
            left = ready & ~done if episode.needs else field.alive(day) & ~done
            could += left.sum() * (following - day)
        came += len(followed(episode, until))
    return came / could


def _seen(field: Field, episode: Episode, day: Day, until: int) -> tuple[Array, Days, Days, NDArray[np.int64]]:
    """The features of a day, when each followed (days ahead), for how many days that was watched, and the case."""
    last = min(until, episode.ends - 1)
    ahead = first_after(episode, day.day, last, len(field.codes))[day.places] - day.day
    case = _number(episode)
    return day.features, ahead, np.full(len(ahead), last - day.day), np.full(len(ahead), case)


def _number(episode: Episode) -> int:
    """A number for the case of an episode, by its target and first day."""
    return int.from_bytes(episode.target.encode()[:6], "big") * 4_000 + episode.begins % 4_000


def _rows(features: Array, ahead: Days, watched: Days, clusters: NDArray[np.int64], start: int, end: int) -> Rows:
    """What was seen in the step ahead from `start` to `end` days of those who had not followed before it."""
    weight = np.where(ahead <= HORIZON, 1, THIN)
    kept = (watched > start) & (ahead > start) & ((weight == 1) | (np.arange(len(ahead)) % THIN == 0))
    until = np.minimum(watched[kept], end)
    happened = ahead[kept] <= until
    return Rows(features[kept], (until - start) * weight[kept].astype(float), happened, clusters[kept])
