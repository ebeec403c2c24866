"""Who others' names and codes mean, as codes of the registry.

A name is that of a state, an organisation, a group or a party ("Boko Haram"), a role with whose it is in brackets
("Head of Government (Japan)"), or a person. Where it says nothing, the country that the archive gives does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from comity.actors.folding import key
from comity.actors.leaders import Leader, leaders
from comity.actors.registry import Actor, Kind, registry
from comity.actors.spans import Dated, distance
from comity.archives.tables import mapping

EPOCH = date(1970, 1, 1)
_BRACKET = re.compile(r"[^()]+? \((.+)\)")
_EVERYWHERE = frozenset({Kind.ARMED, Kind.ORGANISATION, Kind.AGENCY, Kind.BLOC})
"""Kinds whose actors may act from any country."""
_NOBODY = "COLLECTIVE"

Steps = tuple[tuple[int, str], ...]
"""Codes with the first day, counted from 1970-01-01, on which each holds; an empty code means nobody."""


@dataclass(frozen=True, slots=True)
class Named:
    """An actor as an archive has it: its name, its country as a code of the registry, and that of its group."""

    name: str = ""
    country: str = ""
    group: str = ""


@cache
def country_code(text: str) -> str:
    """The registry's code of a country by its three letters (ISO's or CAMEO's) or its name; empty if it is none."""
    found = mapping("countries").get(text, "")
    if found or not text:
        return found
    if registry().rows(text):
        return text
    return next((row.code for row in registry().bearers(text) if row.is_state or row.state == row.code), "") or next(
        (row.code for row in registry().bearers(text) if row.kind is Kind.ORGAN), ""
    )


@lru_cache(maxsize=500_000)
def steps(actor: Named) -> Steps:
    """Whom an actor means from which day on, for all days; the first step begins before every archive."""
    meaning = _Meaning.of(actor)
    found: list[tuple[int, str]] = []
    for day in sorted({date.min, *meaning.turns()}):
        code = meaning.on(day)
        if not found or found[-1][1] != code:
            found.append(((day - EPOCH).days, code))
    return tuple(found)


def resolve(actor: Named, on: date) -> str:
    """The registry's code of an actor on a day, empty if nobody of the registry is meant."""
    return _Meaning.of(actor).on(on)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """All that an actor's name may mean: who bears it, or what stands in its brackets, and which offices it held."""

    actor: Named
    name: str
    bearers: tuple[Actor, ...]
    terms: tuple[Leader, ...]

    @classmethod
    def of(cls, actor: Named) -> _Meaning:
        """What `actor` may mean."""
        if actor.group:
            return cls(actor, "", registry().rows(actor.group), ())
        whole = actor.name.replace("_", " ")
        bracketed = _BRACKET.fullmatch(whole)
        name = bracketed[1] if bracketed and not registry().bearers(whole) else whole
        terms = leaders().by_name.get(key(name), []) if " " in name else []
        rows = tuple(row for row in registry().bearers(name) if _may_be(row, actor.country))
        return cls(actor, name, rows, tuple(term for term in terms if _may_lead(term, actor.country)))

    def turns(self) -> Iterator[date]:
        """The days on which the meaning may change."""
        spans: list[Dated] = [*self.bearers, *self.terms]
        if self.actor.group:
            spans += registry().bearers(registry().title(self.actor.group))
        for span in spans:
            if span.since:
                yield span.since
            if span.until:
                yield span.until + timedelta(days=1)

    def on(self, day: date) -> str:
        """The code of whom the actor means on a day."""
        if self.actor.group:
            return registry().in_power(self.actor.group, day)
        return mapping("countries").get(self.name) or self._bearer(day) or self._leader(day) or self.actor.country

    def _bearer(self, day: date) -> str:
        """The one actor that bears the name."""
        rows = registry().preferred(key(self.name), self.bearers, day) if self.bearers else []
        return _only({row.code for row in rows})

    def _leader(self, day: date) -> str:
        """The one that a person of the name leads."""
        return _only({term.code for term in self.terms if distance(term, day) == 0})


def _only(codes: set[str]) -> str:
    return codes.pop() if len(codes) == 1 else ""


def _may_be(row: Actor, country: str) -> bool:
    """Whether an archive that gives this country, or none, may mean the actor by its name."""
    if row.code == _NOBODY:
        return False
    if not country:
        return not row.name.startswith("Places of ")
    return row.kind in _EVERYWHERE or country in (row.code, row.state)


def _may_lead(term: Leader, country: str) -> bool:
    """Whether a person of this country may be the leader: of another state, a namesake is likelier."""
    return not country or term.code == country or not any(row.is_state for row in registry().rows(term.code))
