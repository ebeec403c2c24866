"""Actors by names as people type them: begun, misspelt, in any case and with any accents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from comity.actors.folding import key
from comity.actors.registry import Actor, Kind, rank, registry

FOUND = 20
"""How many actors are found unless another number is asked for."""

_CLOSE = 0.75
"""How like a name must be, from 0 to 1, where none begins or goes on as typed."""


@dataclass(frozen=True, slots=True)
class Match:
    """An actor, and the `name` of it that fits what was typed."""

    code: str
    title: str
    name: str
    kind: Kind


def find_actors(typed: str, *, limit: int = FOUND) -> list[Match]:
    """The actors that `typed` may name, the likeliest first: by code, by the whole name, by its beginning, by a part.

    Where nothing holds what was typed, names that are spelt much like it.
    """
    asked = key(typed.strip())
    if not asked:
        return []
    by_code = registry().rows(typed.strip().upper())
    named = [(row.name, row) for row in by_code[:1]]
    found = list(_matches([*named, *_spelt(asked)]))
    return found[:limit]


def _spelt(asked: str) -> list[tuple[str, Actor]]:
    holding = [(_fit(asked, folded), rank(row), name, row) for folded, name, row in _names() if asked in folded]
    if holding:
        return [(name, row) for _, _, name, row in sorted(holding, key=lambda one: (*one[:3], one[3].code))]
    close = get_close_matches(asked, {folded for folded, _, _ in _names()}, n=FOUND, cutoff=_CLOSE)
    return [(name, row) for like in close for folded, name, row in _names() if folded == like]


def _fit(asked: str, folded: str) -> int:
    """How well a name fits that holds what was typed: it is it, begins with it, has a word that does, or holds it."""
    if folded == asked:
        return 0
    if folded.startswith(asked):
        return 1
    return 2 if f" {asked}" in folded else 3


def _matches(found: Iterable[tuple[str, Actor]]) -> Iterator[Match]:
    """Each actor once, by the name that fits best."""
    seen: set[str] = set()
    for name, row in found:
        if row.code not in seen:
            seen.add(row.code)
            yield Match(row.code, registry().title(row.code), name, registry().rows(row.code)[0].kind)


@cache
def _names() -> tuple[tuple[str, str, Actor], ...]:
    """Every name as it is looked up and as it is written, with its actor."""
    return tuple((key(name), name, row) for row in registry().actors for name in (row.name, *row.aliases) if name)
