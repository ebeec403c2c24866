"""Who is who, and over which span; the table is `data/actors.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property

from comity.actors.folding import key
from comity.actors.spans import distance, first_day, last_day, nearest
from comity.actors.suggestions import unknown_name
from comity.actors.tables import table
from comity.errors import ActorError


class Kind(StrEnum):
    """What sort of actor a row is."""

    STATE = "state"
    HISTORICAL = "historical state"
    PARTIAL = "partially recognised state"
    ORGAN = "state organ"
    ORGANISATION = "organisation of states"
    AGENCY = "international court or agency"
    BLOC = "bloc or collective"
    ARMED = "armed group"
    PARTY = "party or movement"


STATES = frozenset({Kind.STATE, Kind.HISTORICAL, Kind.PARTIAL})
"""The kinds that act as states."""

_RANK = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor over one span, with the names that news uses for it then.

    An open `since` or `until` is None. `state` is the state that it belongs to, empty for organisations.
    `members` lists the codes of a bloc.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    kind: Kind
    sector: str
    state: str
    since: date | None = None
    until: date | None = None
    note: str = ""
    members: tuple[str, ...] = ()

    @property
    def is_state(self) -> bool:
        """Whether the row is a state, present, past or partly recognised."""
        return self.kind in STATES


@dataclass(frozen=True, slots=True)
class Preference:
    """What an ambiguous name mostly means over a span."""

    name: str
    code: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Registry:
    """All actors, by code and by name."""

    actors: tuple[Actor, ...]
    successions: tuple[tuple[str, str], ...] = ()
    preferences: tuple[Preference, ...] = ()

    @cached_property
    def _by_code(self) -> dict[str, tuple[Actor, ...]]:
        rows: dict[str, list[Actor]] = {}
        for actor in self.actors:
            rows.setdefault(actor.code, []).append(actor)
        return {code: tuple(group) for code, group in rows.items()}

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {code: _title(rows) for code, rows in self._by_code.items()}

    @cached_property
    def _by_name(self) -> dict[str, list[Actor]]:
        names: dict[str, list[Actor]] = {}
        for actor in self.actors:
            for name in dict.fromkeys(key(name) for name in (actor.name, *actor.aliases)):
                names.setdefault(name, []).append(actor)
        return names

    def codes(self) -> tuple[str, ...]:
        """Every code, in the order of the table."""
        return tuple(self._by_code)

    def rows(self, code: str) -> tuple[Actor, ...]:
        """The rows of `code`, none if there is no such actor."""
        return self._by_code.get(code, ())

    def bearers(self, name: str) -> tuple[Actor, ...]:
        """The rows that bear `name`, whatever their span, none if nothing is called so."""
        return tuple(self._by_name.get(key(name), ()))

    def title(self, code: str) -> str:
        """The name to show for `code`; the code itself if no row has it."""
        return self._titles.get(code, code)

    def sector(self, code: str) -> str | None:
        """The sector of the actor `code`, None if no row has it."""
        rows = self.rows(code)
        return rows[-1].sector if rows else None

    def lookup(self, name: str, on: date | None = None) -> str:
        """The code of the actor that people call `name`, as of `on` or of its latest span.

        Raises ActorError if nothing bears the name, or several do and none is a state.
        """
        code = name.strip().upper()
        if code in self._by_code:
            return code
        rows = self._by_name.get(key(name), [])
        if not rows:
            raise ActorError(unknown_name(name.strip(), self._by_name, self._described))
        return self._choice(name.strip(), self.preferred(key(name), rows, on))

    def preferred(self, name: str, rows: Iterable[Actor], on: date | None) -> list[Actor]:
        """Of `rows` that bear `name`, those of the span that holds `on` or lies nearest, and of the likeliest kind.

        Where the table of preferences says what the name mostly means, that alone is left.
        """
        valid = nearest(list(rows), on)
        wanted = {choice.code for choice in nearest([c for c in self.preferences if c.name == name], on)}
        best = min(rank(row) for row in valid)
        return [row for row in valid if row.code in wanted] or [row for row in valid if rank(row) == best]

    def _described(self, name: str) -> str:
        """The likeliest bearer of a folded name, with its code."""
        code = self.preferred(name, self._by_name[name], None)[0].code
        return f"{self.title(code)} ({code})"

    def _choice(self, name: str, rows: list[Actor]) -> str:
        codes = list(dict.fromkeys(row.code for row in rows))
        if len(codes) > 1:
            choices = ", ".join(f"{self.title(code)} ({code})" for code in codes)
            raise ActorError(f"“{name}” names several actors: {choices}; give the code.")
        return codes[0]

    def in_power(self, code: str, on: date | None) -> str:
        """The state that a group acts for on a day when it governs ("AFG:TALIBAN" since 2021), else `code`."""
        rows = self.rows(code)
        if not rows or any(distance(row, on) == 0 for row in rows):
            return code
        governing = self._by_name.get(key(rows[-1].name), [])
        return next((row.code for row in governing if row.code == rows[-1].state and distance(row, on) == 0), code)

    def predecessors(self, code: str) -> tuple[str, ...]:
        """The states that `code` came from."""
        return tuple(before for before, after in self.successions if after == code)

    def successors(self, code: str) -> tuple[str, ...]:
        """The states that came from `code`, the one that took its seat first."""
        return tuple(after for before, after in self.successions if before == code)


def rank(row: Actor) -> int:
    """How late a row comes when several bear one name: states first, organs and parties last."""
    return 0 if row.is_state else _RANK[row.kind]


def _title(rows: tuple[Actor, ...]) -> str:
    """The name to show for an actor of these rows, without what tells it from others in the table."""
    best = min(rows, key=lambda row: (rank(row), row.until is not None))
    return re.sub(r" \([^)]*\)$", "", best.name)


@cache
def registry() -> Registry:
    """The registry that comes with the program, read once."""
    actors = tuple(_actor(row) for row in table("actors.csv"))
    places = tuple(_places(row["code"], row["places"]) for row in table("places.csv"))
    successions = tuple((row["predecessor"], row["successor"]) for row in table("successions.csv"))
    return Registry(actors + places, successions, tuple(map(_preference, table("preferences.csv"))))


def _actor(row: dict[str, str]) -> Actor:
    return Actor(
        code=row["code"],
        name=row["name"],
        aliases=tuple(row["aliases"].split(";")),
        kind=Kind(row["kind"]),
        sector=row["sector"],
        state=row["state"],
        since=first_day(row["from"]),
        until=last_day(row["to"]),
        note=row["note"],
        members=_members(row["note"]),
    )


def _preference(row: dict[str, str]) -> Preference:
    return Preference(key(row["name"]), row["code"], first_day(row["from"]), last_day(row["to"]))


def _places(code: str, places: str) -> Actor:
    """The cities and regions that stand for a state, as an organ of it."""
    return Actor(code, f"Places of {code}", tuple(places.split(";")), Kind.ORGAN, "GOV", code)


def _members(note: str) -> tuple[str, ...]:
    found = re.search(r"members: ((?:[A-Z]{2,4}(?::[A-Z0-9]+)?(?=\W|$)[ ,]*)+)", note)
    return tuple(re.findall(r"[A-Z]{2,4}(?::[A-Z0-9]+)?", found[1])) if found else ()
