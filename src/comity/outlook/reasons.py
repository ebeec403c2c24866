"""Why a probability is what it is, in words: the features that move it, most first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, prod

import numpy as np

from comity.actors.registry import registry
from comity.model.forecast import Reason
from comity.outlook.features import NAMES, Array, Day, followed, shares
from comity.outlook.field import Field
from comity.outlook.steps import KINDS, Steps

PACE = ("year", "month", "age", "quiet", "all")
"""The features that are alike for all states of a day, told together."""

NOTABLE = 1.15
"""A factor below this and above its inverse is not told."""

SHOWN = 3
"""How many organisations are named."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the reasons of each state of one day."""

    field: Field
    steps: Steps
    day: Day

    def reasons(self, row: int, factors: Sequence[float]) -> tuple[Reason, ...]:
        """The reasons of the state in a row of the day, given by how much each feature multiplies its rate."""
        by_name = dict(zip(NAMES, (float(factor) for factor in factors), strict=True))
        told = [Reason(self._pace(), prod(by_name.pop(name) for name in PACE))]
        told += [Reason(self._words(name, row), factor) for name, factor in by_name.items()]
        notable = [reason for reason in told if abs(log(reason.factor)) > log(NOTABLE)]
        return tuple(sorted(notable, key=lambda reason: -abs(log(reason.factor))))

    def _words(self, name: str, row: int) -> str:
        place = int(self.day.places[row])
        tell = {
            "circle": self._circle,
            "shared": self._shared,
            "borders": self._borders,
            "steps": self._steps,
            "contacts": self._contacts,
            "claimant": self._claimant,
        }
        return tell[name](place)

    @property
    def _target(self) -> str:
        return registry().title(self.day.episode.target)

    def _pace(self) -> str:
        seen = followed(self.day.episode, self.day.day)
        if not len(seen):
            return "nobody has come to it so far"
        late = int((seen > self.day.day - 365).sum())
        quiet = int(self.day.day - seen[-1])
        last = f"the last {_days(quiet)} ago" if quiet else "the last on this very day"
        came = "1 has come to it" if len(seen) == 1 else f"{len(seen)} have come to it"
        return f"{came}, {late or 'none'} in the past year, {last}"

    def _circle(self, place: int) -> str:
        field, day = self.field, self.day.day
        done, _ = self.day.episode.state(field, day)
        alive = field.alive(day) | done
        circles = field.circles(day)
        share = np.where(circles.members[:, place] > 0, shares(field, day, done, alive), -1)
        best = int(share.argmax())
        if share[best] <= 0:
            return "none of those in its organisations and region have"
        others = int(circles.members[best] @ alive) - 1
        came = int(circles.members[best] @ done)
        return f"{came} of the {others} other members of {_circle_name(circles.names[best])} have"

    def _shared(self, place: int) -> str:
        circles = self.field.circles(self.day.day)
        target = self.field.mask([self.day.episode.target])
        names = [
            _circle_name(name)
            for name, members in zip(circles.names, circles.members, strict=True)
            if members[place] and members @ target
        ]
        if not names:
            return f"shares no organisation or region with {self._target}"
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        return f"is with {self._target} in {', '.join(names[:SHOWN])}{more}"

    def _borders(self, place: int) -> str:
        target = self.field.mask([self.day.episode.target])
        word = "borders" if self.field.borders[place] @ target else "does not border"
        return f"{word} on {self._target}"

    def _steps(self, place: int) -> str:
        return f"{int(self._now()[0][place])} of {len(KINDS)} steps in place: relations, a mission, an envoy (assumed)"

    def _contacts(self, place: int) -> str:
        talks = round(float(np.expm1(self._now()[1][place])))
        return f"met, visited or dealt with it {talks} times in the past year (assumed)"

    def _claimant(self, place: int) -> str:
        return f"claims what {self._target} is or has (assumed)"

    def _now(self) -> tuple[Array, Array]:
        return self.steps.of(self.day.day, self.day.episode.begins)


def _circle_name(name: str) -> str:
    return registry().title(name)


def _days(count: int) -> str:
    return "one day" if count == 1 else f"{count} days"
