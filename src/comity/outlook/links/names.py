"""What a coded actor's name says of it: "Head of Government (Japan)" is a role and a country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comity.outlook.links.facts import Facts, Ints

_PARTS = re.compile(r"(?P<role>.+?)[\s_]*\((?P<country>[^()]+)\)[\s_]*$")
COUNTRY = "(a country)"
"""The role of an actor that is itself a country."""
OTHER = "(a name of its own)"
"""The role of an actor whose name says neither role nor country."""


@dataclass(frozen=True, slots=True)
class Names:
    """The role and the country of each actor as numbers.

    The `named` countries count from 0; an actor whose name gives none is a country of its own, with a number from
    there on, which it shares with nobody.
    """

    role: Ints
    country: Ints
    roles: int
    named: int

    @property
    def countries(self) -> int:
        """How many countries there may be, those of single actors included."""
        return self.named + len(self.country)

    def homes(self, facts: Facts) -> Ints:
        """The country of each actor; where its name gives none, the one with whose actors it had most to do, else -1.

        `facts` are those to go by, both ways.
        """
        theirs = self.country[facts.target]
        ties, count = np.unique((facts.source * self.named + theirs)[theirs < self.named], return_counts=True)
        home = np.full(len(self.country), -1)
        rising = ties[np.argsort(count, kind="stable")]
        home[rising // max(1, self.named)] = rising % max(1, self.named)
        return np.where(self.country < self.named, self.country, home)


def parse_names(names: Sequence[str]) -> Names:
    """Roles and countries as the names of actors give them."""
    parts = [_PARTS.match(name) for name in names]
    countries = sorted({plain(part["country"]) for part in parts if part})
    number = {country: place for place, country in enumerate(countries)}
    roles, homes = [], []
    for place, (name, part) in enumerate(zip(names, parts, strict=True)):
        own = plain(name)
        roles.append(plain(part["role"]) if part else COUNTRY if own in number else OTHER)
        homes.append(number[plain(part["country"])] if part else number.get(own, len(number) + place))
    kinds, role = np.unique(roles, return_inverse=True)
    return Names(role.astype(np.int64), np.array(homes, dtype=np.int64), len(kinds), len(number))


def plain(name: str) -> str:
    """A name with spaces where a file has underlines."""
    return " ".join(name.replace("_", " ").split())
