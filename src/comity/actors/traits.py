"""What a state is by nature, where a noun tells it: a kingdom, an island, a state with a chancellor."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from comity.actors.tables import table


def trait_fits(noun: str, codes: Collection[str]) -> bool | None:
    """Whether all of `codes` can be meant by `noun`; None where the noun fits any."""
    known = _traits().get(noun)
    return None if known is None else all(code in known for code in codes)


@cache
def _traits() -> dict[str, frozenset[str]]:
    return {noun: frozenset(row["codes"].split()) for row in table("traits.csv") for noun in row["nouns"].split(";")}
