"""What has happened by a day, counted along every pattern that a forecast rests on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from comity.outlook.links.facts import Facts, Ints
from comity.outlook.links.names import Names
from comity.outlook.links.tally import Tally

PATTERNS: Mapping[str, tuple[str, ...]] = {
    "source act target": ("source", "act", "target"),
    "source target": ("source", "target"),
    "source target act": ("source", "target", "act"),
    "act target": ("act", "target"),
    "source act": ("source", "act"),
    "source": ("source",),
    "target": ("target",),
    "act": ("act",),
    "home act target": ("source country", "act", "target"),
    "home target": ("source country", "target"),
    "source country": ("source", "target country"),
    "source act country": ("source", "act", "target country"),
    "home country": ("source country", "target country"),
    "home act country": ("source country", "act", "target country"),
    "role act role": ("source role", "act", "target role"),
    "role act": ("source role", "act"),
    "act role": ("act", "target role"),
    "source role": ("source", "target role"),
    "source act role": ("source", "act", "target role"),
    "kind act role": ("source country", "source role", "act", "target role"),
    "kind act kind": ("source country", "source role", "act", "target role", "target country"),
}
"""What is counted: how often the named columns of a fact took the same values."""


class History:
    """Tallies of all patterns over facts both ways, on a day that only moves forward.

    It is laid out for `facts`, none of which it knows until they are added; so what is asked of it on a day rests on
    what was added before and on nothing else.
    """

    def __init__(self, facts: Facts, names: Names, acts: int) -> None:
        """Lay out the tallies for `facts`, which are both ways and have acts below `acts`."""
        self.names = names
        self.acts = acts
        self.actors = len(names.role)
        self._sizes = {
            **dict.fromkeys(("source", "target"), self.actors),
            **dict.fromkeys(("source country", "target country"), names.countries),
            **dict.fromkeys(("source role", "target role"), names.roles),
            "act": acts,
        }
        self.tallies = {pattern: Tally(self.keys(pattern, *_sides(facts))) for pattern in PATTERNS}
        self.day = 0

    def move(self, day: int) -> None:
        """Let it be `day`."""
        self.day = max(day, self.day)
        for tally in self.tallies.values():
            tally.move(day)

    def add(self, facts: Facts) -> None:
        """Learn what happened, on days up to the present one."""
        if len(facts):
            for pattern, tally in self.tallies.items():
                tally.add(self.keys(pattern, *_sides(facts)), facts.day)

    def keys(self, pattern: str, source: Ints, act: Ints, target: Ints) -> Ints:
        """The key of each fact in the tally of a pattern."""
        values = self._values(source, act, target)
        columns = PATTERNS[pattern]
        return reduce(lambda key, column: key * self._sizes[column] + values[column], columns[1:], values[columns[0]])

    def width(self, pattern: str) -> int:
        """By how much keys of a pattern with another value in all but its last column lie apart."""
        return self._sizes[PATTERNS[pattern][-1]]

    def _values(self, source: Ints, act: Ints, target: Ints) -> dict[str, Ints]:
        names = self.names
        return {
            "source": source,
            "act": act,
            "target": target,
            "source country": names.country[source],
            "target country": names.country[target],
            "source role": names.role[source],
            "target role": names.role[target],
        }


def _sides(facts: Facts) -> tuple[Ints, Ints, Ints]:
    return facts.source, facts.act, facts.target
