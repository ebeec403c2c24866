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
    days = sorted({date.min, *_turns(actor)})
    found: list[tuple[int, str]] = []
    for day in days:
        code = resolve(actor, day)
        if not found or found[-1][1] != code:
            found.append(((day - EPOCH).days, code))
    return tuple(found)


def resolve(actor: Named, on: date) -> str:
    """The registry's code of an actor on a day, empty if nobody of the registry is meant."""
    if actor.group:
        return registry().in_power(actor.group, on)
    name = actor.name.replace("_", " ")
    return (
        _bearer(name, actor.country, on)
        or _bracketed(name, actor.country, on)
        or _leader(name, actor.country, on)
        or actor.country
    )


def _bearer(name: str, country: str, on: date) -> str:
    """The one actor that bears the name on the day and may be the archive's."""
    if name in mapping("countries"):
        return mapping("countries")[name]
    rows = [row for row in registry().bearers(name) if _may_be(row, country)]
    codes = {row.code for row in registry().preferred(key(name), rows, on)} if rows else set()
    return codes.pop() if len(codes) == 1 else ""


def _may_be(row: Actor, country: str) -> bool:
    if row.code == _NOBODY:
        return False
    if not country:
        return not row.name.startswith("Places of ")
    return row.kind in _EVERYWHERE or country in (row.code, row.state)


def _bracketed(name: str, country: str, on: date) -> str:
    """The actor in the brackets of a role; a country named there needs no other."""
    found = _BRACKET.fullmatch(name)
    return _bearer(found[1], country, on) or country_code(found[1]) if found else ""


def _leader(name: str, country: str, on: date) -> str:
    """The organisation or group that a person leads on the day, or the state where no country is given."""
    terms = [term for term in _terms(name) if distance(term, on) == 0]
    codes = {term.code for term in terms if not country or not _is_state(term.code) or term.code == country}
    return codes.pop() if len(codes) == 1 else ""


def _is_state(code: str) -> bool:
    return any(row.is_state for row in registry().rows(code))


def _terms(name: str) -> list[Leader]:
    return leaders().by_name.get(key(name), []) if " " in name else []


def _turns(actor: Named) -> Iterator[date]:
    """The days on which a name's meaning may change."""
    name = actor.name.replace("_", " ")
    found = _BRACKET.fullmatch(name)
    spans: list[Dated] = [*registry().bearers(name), *_terms(name), *registry().rows(actor.group)]
    spans += registry().bearers(registry().title(actor.group)) if actor.group else []
    spans += registry().bearers(found[1]) if found else []
    for span in spans:
        if span.since:
            yield span.since
        if span.until and span.until < date.max:
            yield span.until + timedelta(days=1)
