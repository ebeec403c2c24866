"""Steps short of the act that lie between the target and others: envoys, missions, relations, talks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from comity.ledger.happenings import Happening
from comity.ledger.history import Change
from comity.model.standing import Dimension
from comity.outlook.field import Days, Field

Array = NDArray[np.float64]

KINDS = (Dimension.RELATIONS, Dimension.MISSION, Dimension.ENVOY)
"""The dimensions in which a step may be in place; one each way counts once."""

IN_PLACE = frozenset({"established", "open", "named", "accredited"})
"""The states of standing that are a step in place."""

TALK_DAYS = 365
"""For how many days a talk counts."""


class Steps:
    """What lies between one target and each state of the field, on any day."""

    def __init__(self, field: Field, target: str, changes: Iterable[Change], talks: Sequence[Happening] = ()) -> None:
        """Take in all `changes` and `talks` that the target has a side in, whatever else there is among them."""
        self._size = len(field.codes)
        ours = [
            (change, _other(change.source, change.target, target)) for change in changes if change.dimension in KINDS
        ]
        known = [(change, field.index[other]) for change, other in ours if other in field.index]
        self._days = _days(change.day for change, _ in known)
        self._keys = np.array([(place * len(KINDS) + _kind(change)) for change, place in known], dtype=np.int64)
        self._in_place = np.array([change.state in IN_PLACE for change, _ in known], dtype=bool)
        spoken = [(talk, field.index.get(_other(talk.source, talk.target, target), -1)) for talk in talks]
        self._talk_days = _days(talk.last for talk, place in spoken if place >= 0)
        self._talkers = np.array([place for _, place in spoken if place >= 0], dtype=np.int64)

    def of(self, day: int, since: int) -> tuple[Array, Array]:
        """How many steps taken on or after `since` are in place with each state by the end of a day, and its talks.

        The talks of the past year are given as the logarithm of one more than their number.
        """
        in_place = np.zeros(self._size * len(KINDS), dtype=bool)
        begun, seen = (int(place) for place in np.searchsorted(self._days, [since, day + 1]))
        in_place[self._keys[begun:seen]] = self._in_place[begun:seen]
        first, last = np.searchsorted(self._talk_days, [day - TALK_DAYS, day], side="right")
        talks = np.bincount(self._talkers[first:last], minlength=self._size)
        return in_place.reshape(self._size, len(KINDS)).sum(axis=1).astype(float), np.log1p(talks)


def _other(source: str, target: str, one: str) -> str:
    """The other side of a pair that `one` is a side of, '' if it is none."""
    return {source: target, target: source}.get(one, "")


def _kind(change: Change) -> int:
    return [kind.value for kind in KINDS].index(change.dimension)


def _days(days: Iterable[date]) -> Days:
    return np.array([day.toordinal() for day in days], dtype=np.int64)
