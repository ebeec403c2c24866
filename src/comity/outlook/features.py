"""What is known of each state on a day that may tell whether it follows; nothing later enters.

Every figure of a day is made from the changes up to and with that day, which `Episode.state` cuts off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.outlook.episodes import Episode
from comity.outlook.field import Field, Mask

Array = NDArray[np.float64]

NAMES = (
    "fellows",
    "closest circle",
    "neighbours",
    "all",
    "fellows of late",
    "last month",
    "last year",
    "age",
    "quiet",
    "same choices before",
    "readiness before",
    "claimant",
    "circles of the claimant",
    "circles shared",
    "borders",
    "did before",
)
"""The features, in the order of the columns."""

RECENT = 180
"""Days that count as late."""
RIPE = 365
"""Days after which a state that has not followed in another episode counts as one that stayed away."""


@dataclass(frozen=True, slots=True)
class Day:
    """One episode on one day: the states that may still follow, by place in the field, and their features."""

    episode: Episode
    day: int
    places: NDArray[np.int64]
    features: Array


def describe(field: Field, episode: Episode, others: Sequence[Episode], day: int) -> Day:
    """The features of each state that exists on `day` and has not done it, by what was known by the end of it."""
    done, ready = episode.state(field, day)
    alive = field.alive(day) | done
    at_risk = alive & ~done & (ready | (not episode.needs))
    if episode.target in field.index:
        at_risk[field.index[episode.target]] = False
    places = np.flatnonzero(at_risk)
    columns = [
        *_company(field, episode, day, done, alive),
        *_pace(field, episode, day, done, alive),
        *_habits(field, episode, others, day, done),
        *_ties(field, episode, day),
    ]
    return Day(episode, day, places, np.column_stack([column[places] for column in columns]))


def _company(field: Field, episode: Episode, day: int, done: Mask, alive: Mask) -> list[Array]:
    """How many of those with whom a state belongs have done it, in all and of late."""
    late = done & ~episode.state(field, day - RECENT)[0]
    shares = _shares(field, day, done, alive)
    members = field.circles(day).members
    closest = np.where(members > 0, shares[:, None], 0).max(axis=0)
    borders = field.borders * alive
    near = borders @ done / np.maximum(borders.sum(axis=1), 1)
    everyone = np.full(len(done), done.sum() / alive.sum())
    return [
        _mean(members, shares),
        closest,
        near,
        everyone,
        _mean(members, _shares(field, day, late, alive)),
    ]


def _shares(field: Field, day: int, done: Mask, alive: Mask) -> Array:
    """Of each circle the share of the other members that have done it, as one sees it who has not."""
    members = field.circles(day).members
    return (members @ done) / np.maximum(members @ alive - 1, 1)


def _mean(members: Array, shares: Array) -> Array:
    """The mean over the circles of each state."""
    return (members.T @ shares) / np.maximum(members.sum(axis=0), 1)


def _pace(field: Field, episode: Episode, day: int, done: Mask, alive: Mask) -> list[Array]:
    """How fast others have been following, for how long it has been at issue, and how long nobody has followed."""
    seen = episode.days[: np.searchsorted(episode.days, day, side="right")]
    followed = seen[episode.done[: len(seen)] & (seen >= episode.begins)]
    left = max(int((alive & ~done).sum()), 1)
    month, year = ((followed > day - days).sum() for days in (30, 365))
    quiet = day - (followed[-1] if len(followed) else episode.begins)
    figures = [
        np.log((month + 0.5) / left),
        np.log((year + 0.5) / left),
        np.log1p(day - episode.begins),
        np.log1p(quiet),
    ]
    return [np.full(len(done), figure) for figure in figures]


def _habits(
    field: Field, episode: Episode, others: Sequence[Episode], day: int, done: Mask
) -> list[Array]:
    """What each state did in the other episodes: as those did who have done it here, and how readily at all."""
    votes = [_votes(field, other, day) for other in others if other is not episode and other.begins <= day - RIPE]
    if not votes:
        return [np.zeros(len(done)), np.zeros(len(done))]
    table = np.column_stack(votes)
    centred = np.where(table == 0, 0, table - table.mean(axis=0))
    alike = np.zeros(len(done))
    if done.any() and not done.all():
        alike = centred @ (centred[done].mean(axis=0) - centred[~done].mean(axis=0)) / table.shape[1]
    ready = ((table > 0).sum(axis=1) + 0.5) / ((table != 0).sum(axis=1) + 2)
    return [alike, ready]


def _votes(field: Field, episode: Episode, day: int) -> Array:
    """1 for those who have done it by a day, -1 for those who could have and have not, 0 for others."""
    last = min(day, episode.ends - 1)
    done, _ = episode.state(field, last)
    could = field.alive(last) & field.alive(episode.begins)
    return np.where(done, 1.0, np.where(could, -1.0, 0.0))


def _ties(field: Field, episode: Episode, day: int) -> list[Array]:
    """Whether a state claims the target, shares circles with a claimant or the target, borders on it, or did it before."""
    members = field.circles(day).members
    claimants = field.claimants(episode.target)
    own = np.maximum(members.sum(axis=0), 1)
    with_claimants = (members.T @ (members @ claimants > 0)) / own
    target = field.mask([episode.target])
    with_target = (members.T @ (members @ target > 0)) / own
    seen = int(np.searchsorted(episode.days, day, side="right"))
    before = np.zeros(len(own), dtype=bool)
    before[episode.sources[:seen][episode.done[:seen]]] = True
    return [claimants.astype(float), with_claimants, with_target, field.borders @ target, before.astype(float)]
