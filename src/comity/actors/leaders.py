"""Who led, spoke or acted for a state or organisation, and when; the table is `data/leaders.csv`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from comity.actors.folding import key
from comity.actors.registry import registry
from comity.actors.spans import distance, first_day, last_day
from comity.actors.tables import table

GRACE_DAYS = 10 * 366
"""How long before or after a term a bare surname may still mean its holder."""
LIFE_DAYS = 30 * 366
"""How long before or after a term a full name may still mean its holder."""
CLOSE_DAYS = 400
"""How long before or after a term its holder counts as in the news."""

FAMILY_FIRST = frozenset({"CHN", "HKG", "KOR", "PRK", "TWN", "VNM"})
"""Actors whose leaders bear the family name first."""

_PROMINENCE = {
    role: rank
    for rank, role in enumerate(
        (
            "head of state",
            "head of government",
            "secretary-general",
            "leader",
            "commission president",
            "foreign minister",
            "defence minister",
            "spokesperson",
        )
    )
}


@dataclass(frozen=True, slots=True)
class Leader:
    """One person in one office for one span."""

    code: str
    person: str
    aliases: tuple[str, ...]
    role: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Leaders:
    """The dated list, by name and by surname."""

    by_name: dict[str, list[Leader]]
    by_surname: dict[str, list[Leader]]

    def named(self, name: str, on: date | None) -> Leader | None:
        """The person of this full name or alias, in the term nearest to `on`."""
        return _nearest(self.by_name.get(key(name), []), on)

    def surnamed(self, surname: str, on: date | None, near: Collection[str] = (), role: str = "") -> Leader | None:
        """The person of this surname in office on `on` or not long before or after.

        Among several, one of the codes `near` and one of the given role come first. Without a date a surname alone
        names nobody.
        """
        if on is None:
            return None
        terms = [
            term
            for term in self.by_surname.get(key(surname).rpartition(" ")[2], [])
            if distance(term, on) <= GRACE_DAYS
        ]

        def order(term: Leader) -> tuple[bool, bool, bool, bool, int, int]:
            days = distance(term, on)
            far, known = days > CLOSE_DAYS, term.code in near
            return far, not known, _idle(term, on), term.role != role, days, _PROMINENCE[term.role]

        return min(terms, key=order, default=None)

    def resembling(self, words: Sequence[str], on: date | None) -> Leader | None:
        """The person of the last of `words` as surname who also bears the first ("Filipe Nyusi", "J. Biden")."""
        first = key(words[0])
        terms = [
            term
            for term in self.by_surname.get(key(words[-1]).rpartition(" ")[2], [])
            if any(_bears(first, name) for name in (term.person, *term.aliases))
        ]
        return _nearest([term for term in terms if distance(term, on) <= LIFE_DAYS or on is None], on)


def _bears(first: str, name: str) -> bool:
    """Whether a name starts with or holds the given name or initial `first`."""
    given = key(name).split()[:-1]
    return first in given or (len(first) == 1 and any(word.startswith(first) for word in given))


def _nearest(terms: list[Leader], on: date | None) -> Leader | None:
    """The term nearest to `on`; of several, that of an actor that then existed, and of the higher office."""
    return min(terms, key=lambda term: (distance(term, on), _idle(term, on), _PROMINENCE[term.role]), default=None)


def _idle(term: Leader, on: date | None) -> bool:
    """Whether the leader's actor does not exist on the day, as the Taliban as a movement while it governs."""
    return all(distance(row, on) for row in registry().rows(term.code))


@cache
def leaders() -> Leaders:
    """The list that comes with the program, read once."""
    by_name: dict[str, list[Leader]] = {}
    by_surname: dict[str, list[Leader]] = {}
    for term in map(_leader, table("leaders.csv")):
        names = dict.fromkeys(key(name) for name in (term.person, *term.aliases))
        for name in names:
            by_name.setdefault(name, []).append(term)
        for surname in dict.fromkeys(_surname(name, term.code) for name in names):
            by_surname.setdefault(surname, []).append(term)
    return Leaders(by_name, by_surname)


def _surname(name: str, code: str) -> str:
    """The family name: the last word, or the first of several where that is the custom."""
    first, _, last = name.partition(" ")
    if code in FAMILY_FIRST and last:
        return first
    return name.rpartition(" ")[2]


def _leader(row: dict[str, str]) -> Leader:
    return Leader(
        code=row["state"],
        person=row["person"],
        aliases=tuple(row["aliases"].split(";")) if row["aliases"] else (),
        role=row["role"],
        since=first_day(row["from"]),
        until=last_day(row["to"]),
    )
