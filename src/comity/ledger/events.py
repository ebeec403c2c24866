"""From reports to events: reports of one happening are brought together, whatever the order in which they came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from operator import attrgetter

from comity.ledger import days
from comity.ledger.claims import Claim
from comity.ledger.rows import precision
from comity.ledger.similar import ALIKE, alike, independent, words
from comity.model.event import Event, Recorded
from comity.model.report import Status
from comity.ontology.acts import act

SHIFT_DAYS = 1
"""Reports of one happening with like words may differ by so many days: the day and the day it was told."""

UNDATED_DAYS = 31
"""An undated report speaks of a happening with like words at most so many days before it was published."""


@dataclass(frozen=True)
class Said:
    """A claim with the report that makes it and the report's id."""

    claim: Claim
    recorded: Recorded
    report_id: str

    @classmethod
    def of(cls, claim: Claim, recorded: Recorded) -> Said:
        """The claim with its report, whose id is computed."""
        return cls(claim, recorded, recorded.report.id)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the evidence, which few events need to be told apart."""
        return words(self.recorded.report)

    @property
    def order(self) -> tuple[int, int, str]:
        """Exact dates first, then by day and by id, which does not depend on the order of arrival."""
        return self.claim.last - self.claim.first, self.claim.first, self.report_id


@dataclass(slots=True)
class _Happening:
    first: int
    last: int
    said: list[Said] = field(default_factory=list)

    def likeness(self, one: Said) -> float:
        return max(alike(one.words, other.words) for other in self.said)


def events(said: Iterable[Said]) -> list[Event]:
    """The events that `said` tells of, in the order of their days; those without a date come first."""
    groups: dict[tuple[str, str, str, str], list[Said]] = {}
    for one in said:
        claim = one.claim
        groups.setdefault((claim.act, claim.status, claim.source, claim.target), []).append(one)
    found = [happening for group in groups.values() for happening in _happenings(group)]
    return _named(sorted(found, key=_place))


def _happenings(group: list[Said]) -> list[_Happening]:
    ordered = sorted(group, key=lambda one: one.order)
    found: list[_Happening] = []
    for one in (one for one in ordered if one.claim.first == one.claim.last != days.UNKNOWN):
        _put_exact(one, found)
    exact = list(found)
    for one in (one for one in ordered if one.claim.first != one.claim.last or one.claim.last == days.UNKNOWN):
        _put_vague(one, exact, found)
    return found


def _put_exact(one: Said, found: list[_Happening]) -> None:
    """Put a report that gives the day into the happening of that day, or of the day before if the words are alike."""
    day = one.claim.first
    for happening in found[:-3:-1]:
        # They come in the order of days, so that the last day of a happening is the only one that can be the same.
        near = _apart(happening.first, day) <= SHIFT_DAYS
        if happening.last == day or (near and happening.likeness(one) >= ALIKE):
            happening.last = day
            happening.said.append(one)
            return
    found.append(_Happening(day, day, [one]))


def _put_vague(one: Said, exact: list[_Happening], found: list[_Happening]) -> None:
    """Put a report that gives the month, the year or no date at all to the exact happening that it can mean."""
    inside = [happening for happening in exact if _can_mean(one.claim, happening)]
    if len(inside) == 1 and one.claim.first != days.UNKNOWN:
        inside[0].said.append(one)
        return
    same = [happening for happening in found if (happening.first, happening.last) == (one.claim.first, one.claim.last)]
    likely = [happening for happening in inside + same if happening.likeness(one) >= ALIKE]
    if likely:
        max(likely, key=lambda happening: (happening.likeness(one), -happening.first)).said.append(one)
    else:
        found.append(_Happening(one.claim.first, one.claim.last, [one]))


def _can_mean(claim: Claim, happening: _Happening) -> bool:
    if claim.first != days.UNKNOWN:
        return claim.first <= happening.first and happening.last <= claim.last
    if claim.last == days.UNKNOWN:
        return False
    earliest = days.number(days.day(claim.last) - timedelta(days=UNDATED_DAYS))
    return earliest <= happening.first <= claim.last


def _apart(one: int, two: int) -> int:
    return abs((days.day(one) - days.day(two)).days)


def _place(happening: _Happening) -> tuple[int, int, str, str, str, str, str]:
    claim = happening.said[0].claim
    first_id = min([one.report_id for one in happening.said])
    return happening.first, happening.last, claim.act, claim.source, claim.target, claim.status, first_id


def _named(happenings: list[_Happening]) -> list[Event]:
    """The happenings as events; the second of the same name is told from the first by a number."""
    seen: dict[str, int] = {}
    found = []
    for happening in happenings:
        name = _name(happening)
        seen[name] = seen.get(name, 0) + 1
        found.append(_event(happening, name if seen[name] == 1 else f"{name}+{seen[name]}"))
    return found


def _sources(reports: tuple[Recorded, ...]) -> int:
    """How many independent sources tell of it; one document is one source, which most events have."""
    if len(reports) == 1 or len({one.report.document for one in reports}) == 1:
        return 1
    return independent((one.report, one.document) for one in reports)


def _name(happening: _Happening) -> str:
    claim = happening.said[0].claim
    parts = [claim.source or "-", claim.act, claim.target or "-", _date(happening) or "undated"]
    return "/".join(parts if claim.status == Status.ASSERTED else [*parts, claim.status])


def _date(happening: _Happening) -> str | None:
    """The date as the most exact report gives it; of the same exactness, the earliest."""
    return happening.said[0].recorded.report.when.date


def _event(happening: _Happening, name: str) -> Event:
    claim = happening.said[0].claim
    reports = tuple([one.recorded for one in sorted(happening.said, key=attrgetter("order"))])
    date = _date(happening)
    return Event(
        id=name,
        act=claim.act,
        status=Status(claim.status),
        source=claim.source,
        target=claim.target,
        date=date,
        precision=precision(date),
        first=days.day(happening.first) if happening.first else None,
        last=days.day(happening.last) if happening.last else None,
        sources=_sources(reports),
        goldstein=act(claim.act).goldstein,
        reports=reports,
    )
