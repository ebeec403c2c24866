"""The reading of one text: its names, its persons, and what has been made of its mentions so far."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from comity.actors.candidates import Candidate
from comity.actors.mentions import Item
from comity.actors.names import NameHit, find_names
from comity.actors.people import PersonName, person_names
from comity.actors.phrases import AWAY, HOME, PLAIN, Acting, Name, acting
from comity.actors.registry import Kind, registry
from comity.model.report import COLLECTIVE

_SENTENCE = re.compile(r"(?<=[.!?…][\"”’')\s])\s*(?=[\"“‘'(]?[A-Z0-9])|\n+")
_SECTORS = {"PTY": "OPP", "SPY": "GOV", "COP": "GOV", "CRM": "REB", "LAB": "CVL", "REL": "CVL"}
"""The codebook's sector for each of the registry's finer ones."""
_MEMBERS = frozenset({"state", "states", "members", "neighbours"})
"""Sorts of actors that belong to an organisation and are not it when counted ("two NATO allies")."""
_RELATED = frozenset({"fellow", "fellows", "neighbour", "neighbours", "counterpart", "counterparts"})
"""Sorts of actors that are another's ("Canberra's partner" is not Australia)."""
_ABROAD = frozenset({"envoy", "envoys", "mission", "missions"})
"""Sorts of actors that are named after the place where they are, not after whom they act for."""


class Reading:
    """One text with its mentions in order; what is found out is written on them."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]], on: date | None) -> None:
        """Find the names of the text and set up an item for each span."""
        self.text = text
        self.on = on
        self.hits = find_names(text, on)
        self.near = frozenset(hit.actor.code for hit in self.hits)
        self.starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
        self.known: dict[str, tuple[str, ...]] = {}
        places = [(*span, order) for order, span in enumerate(spans)]
        places += [(hit.start, hit.end, -1) for hit in _uncovered(self.hits, spans)]
        self.items = [self._item(index, order, start, end) for index, (start, end, order) in enumerate(sorted(places))]

    def name(self) -> None:
        """Resolve the mentions that hold a name of the registry or of a known person."""
        for item in self.items:
            self._find_names(item)
            if item.acting.names and not (item.listed and _elsewhere(item)):
                self._settle(item, item.acting.codes, item.acting.sure, _reason(item.acting))

    def open_items(self) -> Iterator[Item]:
        """The mentions still without codes, in the order of the text."""
        for item in self.items:
            if not item.codes and item.people:
                self._known_person(item)
            if not item.codes:
                yield item

    def refer(self, item: Item, candidate: Candidate, sure: float) -> None:
        """Settle a mention on a candidate."""
        if candidate.codes == (COLLECTIVE,):
            reason = "names actors without listing them"
        else:
            reason = f"refers to “{'” and “'.join(dict.fromkeys(other.text for other in candidate.items[-2:]))}”"
        self._settle(item, candidate.codes, sure, reason)
        if item.sector is None and candidate.items:
            item.sector = candidate.items[-1].sector

    def _item(self, index: int, order: int, start: int, end: int) -> Item:
        sentence = bisect_right(self.starts, start)
        return Item(index, order, start, end, self.text[start:end], sentence)

    def _find_names(self, item: Item) -> None:
        """Find the names and persons within a mention and which of them act."""
        hits = self._hits(item)
        taken = [(hit.start, hit.end) for hit in hits]
        item.people = tuple(person_names(self.text, item.start, item.end, taken, self.on, self.near))
        names = [_registered(hit) for hit in hits if not _inside(hit, item.people)]
        names += [name for person in item.people if (name := self._person(person))]
        names.sort(key=lambda name: name.start)
        item.acting = acting(self.text, item.start, item.end, names)
        item.classify()
        if item.noun and item.noun.sort == "group":
            item.acting = self._rebels(item.acting)

    def _hits(self, item: Item) -> list[NameHit]:
        """The names of the registry within a mention; the stop of a last abbreviation may stand outside."""
        first = bisect_left(self.hits, item.start, key=lambda hit: hit.start)
        last = bisect_left(self.hits, item.end, key=lambda hit: hit.start)
        return [hit for hit in self.hits[first:last] if hit.end <= item.end + 1]

    def _rebels(self, found: Acting) -> Acting:
        """The armed group named in the text that a state's "rebels" or "gunmen" belong to, if there is one."""
        groups = [hit for hit in self.hits if hit.actor.kind is Kind.ARMED and hit.actor.state in found.codes]
        if not groups or any(name.group for name in found.names):
            return found
        return Acting((_registered(groups[0]),), HOME if found.sure < PLAIN else PLAIN)

    def _person(self, person: PersonName) -> Name | None:
        codes = self.known.get(person.surname) if len(person.words) == 1 else None
        if codes:
            reason = "a person of this surname stands earlier in the text"
            return Name(person.start, person.end, codes, "", reason, person=True)
        if not person.leader:
            return None
        leader = person.leader
        reason = f"{leader.person}, {leader.role} in the dated list of leaders"
        code = registry().in_power(leader.code, self.on)
        return Name(person.start, person.end, (code,), "", reason, person=True)

    def _known_person(self, item: Item) -> None:
        codes = self.known.get(item.people[-1].surname)
        if codes:
            self._settle(item, codes, 0.9, "a person of this surname stands earlier in the text")

    def _settle(self, item: Item, codes: tuple[str, ...], score: float, reason: str) -> None:
        item.codes, item.score, item.reason = codes, score, reason
        named = next((name.sector for name in item.acting.names if name.sector), None)
        item.sector = (item.noun.sector if item.noun else "") or named
        for person in item.people:
            own = next((name.codes for name in item.acting.names if name.start == person.start), codes)
            for word in person.words:
                self.known.setdefault(PersonName(0, 0, (word,)).surname, own)


def _elsewhere(item: Item) -> bool:
    """Whether the names of a mention only say where its actor is or to what it belongs."""
    sort = item.noun.sort if item.noun else ""
    within = all(name.group for name in item.acting.names)
    if within and sort in _MEMBERS:
        return bool(item.vague) or item.number == 2
    if sort in _RELATED and re.search(r"['’]s?$", item.text.removesuffix(item.noun.text if item.noun else "").rstrip()):
        return True
    if item.acting.sure not in (HOME, AWAY):
        return bool(item.owner) and item.acting.sure < PLAIN
    return item.acting.sure == AWAY or bool(item.owner) or sort in _ABROAD


def _uncovered(hits: Sequence[NameHit], spans: Sequence[tuple[int, int]]) -> Iterator[NameHit]:
    """The names that no span holds or touches; both run in the order of the text."""
    covered = iter(sorted(spans))
    start, end = next(covered, (0, 0))
    for hit in hits:
        while end <= hit.start and (following := next(covered, None)):
            start, end = following[0], max(end, following[1])
        if hit.end <= start or end <= hit.start:
            yield hit


def _registered(hit: NameHit) -> Name:
    actor = hit.actor
    codes = actor.members if actor.kind is Kind.BLOC and actor.members else (actor.code,)
    group = not actor.is_state and actor.kind is not Kind.ORGAN
    sector = _SECTORS.get(actor.sector, actor.sector)
    return Name(hit.start, hit.end, codes, sector, f"“{actor.name}” in the registry", actor.state, group)


def _inside(hit: NameHit, people: Sequence[PersonName]) -> bool:
    return any(person.start <= hit.start and hit.end <= person.end for person in people)


def _reason(found: Acting) -> str:
    return " and ".join(dict.fromkeys(name.reason for name in found.names))
