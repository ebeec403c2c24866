"""What is known of each state on a day that may tell whether it follows; nothing later enters.

Every figure of a day is made from the changes up to and with that day, which `Episode.state` and `Steps.of` cut off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.outlook.episodes import Episode
from comity.outlook.field import Days, Field, Mask
from comity.outlook.steps import Steps

Array = NDArray[np.float64]

LEARNED = ("year", "month", "age", "quiet", "all", "circle", "shared", "borders")
"""The features whose weight is learned from past cases, in the order of their columns.

`year` and `month` are logarithms of how fast others have been following; `age` of how long it has been at issue,
`quiet` of how long nobody has followed, `all` of the share of all states that have done it. `circle` is the logarithm
of the largest share, among a state's organisations and region, of other members that have done it; `shared` the share
of those that the target is in too; `borders` whether it borders on the target. The last three are differences from the
average state that may still follow.
"""

ASSUMED: Mapping[str, float] = {"steps": np.log(2), "contacts": np.log(1.5), "claimant": np.log(1 / 10)}
"""The features whose weight is assumed, as the record of past cases hardly holds them, with that weight.

Each lasting step toward the target that is in place (an envoy, a mission, relations) doubles the rate; each doubling
or so (a factor of e) of meetings, talks and visits in the past year makes it half as high again; for whoever claims
what the target has or is, it is a tenth. Past cases move these weights where they hold any.
"""

NAMES = (*LEARNED, *ASSUMED)
"""All features, in the order of the columns."""

FEW = 0.03
"""What is added to a share before its logarithm is taken, so that none is finite."""

FEW_OF_ALL = 0.005
"""The same for the share of all states, of which one is a smaller part."""

YEAR, MONTH = 365, 30
PRIOR_DAYS = {YEAR: 60, MONTH: 30}
"""For how many days of the average case's rate the rate of a window counts beside what was seen in it."""


@dataclass(frozen=True, slots=True)
class Day:
    """One episode on one day: the states that may still follow, by place in the field, and their features.

    `pace` is how many followed a day, for each state that could, over the past year: the base rate of this target.
    """

    episode: Episode
    day: int
    places: NDArray[np.int64]
    features: Array
    pace: float


def describe(field: Field, episode: Episode, steps: Steps, day: int, rate: float) -> Day:
    """The features of each state that exists on `day` and may still follow, by what was known by the end of it.

    `rate` is how many follow a day, for each state that could, in the average case.
    """
    done, ready = episode.state(field, day)
    alive = field.alive(day) | done
    at_risk = alive & ~done & (ready if episode.needs else True)
    at_risk &= ~field.mask([episode.target])
    places = np.flatnonzero(at_risk)
    year, month, quiet = _pace(episode, day, len(places), rate)
    same = [np.log(year), np.log(month), np.log(day - episode.begins + MONTH), np.log(quiet + MONTH)]
    same.append(np.log(done.sum() / alive.sum() + FEW_OF_ALL))
    columns = [
        *(np.full(len(places), figure) for figure in same),
        *(_from_average(column[places]) for column in _ties(field, episode, day, done, alive)),
        *(column[places] for column in (*steps.of(day, episode.begins), field.claimants(episode.target).astype(float))),
    ]
    return Day(episode, day, places, np.column_stack(columns), year)


def shares(field: Field, day: int, done: Mask, alive: Mask) -> Array:
    """Of each circle the share of the other members that have done it, as one sees it who has not."""
    members = field.circles(day).members
    found: Array = (members @ done) / np.maximum(members @ alive - 1, 1)
    return found


def followed(episode: Episode, day: int) -> Days:
    """The days up to `day` on which somebody came to do it, since the episode began."""
    seen = episode.days[: np.searchsorted(episode.days, day, side="right")]
    return seen[episode.done[: len(seen)] & (seen >= episode.begins)]


def _pace(episode: Episode, day: int, left: int, rate: float) -> tuple[float, float, int]:
    """How many followed a day for each that could, over the past year and month, and for how long nobody has."""
    seen = followed(episode, day)
    rates = []
    for days in (YEAR, MONTH):
        count = int((seen > day - days).sum())
        prior = PRIOR_DAYS[days]
        rates.append((count / max(left, 1) + rate * prior) / (min(day - episode.begins, days) + prior))
    return rates[0], rates[1], int(day - (seen[-1] if len(seen) else episode.begins))


def _ties(field: Field, episode: Episode, day: int, done: Mask, alive: Mask) -> tuple[Array, Array, Array]:
    """The circle of each state that went farthest, the share of its circles that hold the target, and its border."""
    members = field.circles(day).members
    target = field.mask([episode.target])
    closest = np.where(members > 0, shares(field, day, done, alive)[:, None], 0).max(axis=0, initial=0)
    with_target = (members.T @ (members @ target > 0)) / np.maximum(members.sum(axis=0), 1)
    return np.log(closest + FEW), with_target, field.borders @ target


def _from_average(column: Array) -> Array:
    difference: Array = column - column.mean() if len(column) else column
    return difference
