"""What a state is by nature: a kingdom, an island."""

from __future__ import annotations

import re
from functools import cache

from comity.actors.registry import registry
from comity.actors.tables import table

_CROWNED = re.compile(r"(?:Kingdom|Emirate|Sultanate|Principality|Grand Duchy) of")


@cache
def has_trait(code: str, trait: str) -> bool:
    """Whether the state `code` is a `trait`: "kingdom" or "island"."""
    if trait == "kingdom":
        names = (name for row in registry().rows(code) for name in (row.name, *row.aliases))
        return any(_CROWNED.match(name) for name in names)
    return (code, trait) in _traits()


@cache
def _traits() -> frozenset[tuple[str, str]]:
    return frozenset((code, row["trait"]) for row in table("traits.csv") for code in row["codes"].split())
