"""Claims of one act on one day gathered into moves, each with what stands against it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from comity.ledger import days
from comity.ledger.claims import Claim
from comity.ledger.rules import ONCE
from comity.model.report import Status

DENIAL_DAYS = 365
"""Up to so many days after an act a denial speaks of the act itself, later of the day on which it was made."""

ONE_ACT_DAYS = 7
"""Reports that give one act days at most so far apart speak of one act, and are denied together."""

Key = tuple[str, ...]


@dataclass(slots=True)
class Move:
    """What may change a standing: an act that reports assert (`reports`) and deny or date later (`against`).

    Reports are given by their numbers. The act was done between the days `first` and `last`. A move without `reports`
    is a late denial, which casts doubt.
    """

    source: str
    target: str
    act: str
    kind: str
    first: int
    last: int
    reports: list[int] = field(default_factory=list)
    against: list[int] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """Which act by whom toward whom."""
        return self.act, self.source, self.target


def gather(claims: Iterable[Claim]) -> list[Move]:
    """The moves that `claims` make, whatever their order.

    Plans, hypotheses and undated claims make none. A date given to the month or year gives way to a day within it.
    """
    moves: dict[tuple[str, str, str, str, int, int], Move] = {}
    denials = []
    for claim in claims:
        if claim.status == Status.DENIED:
            denials.append(claim)
        elif claim.status == Status.ASSERTED and claim.first != days.UNKNOWN:
            key = (claim.source, claim.target, claim.act, claim.kind, claim.first, claim.last)
            moves.setdefault(key, Move(*key)).reports.append(claim.report)
    by_kind = _groups(moves.values(), lambda move: (*move.key, move.kind))
    kept = [move for group in by_kind.values() for move in _dated(_without_vague(group))]
    by_act = _groups(kept, lambda move: move.key)
    return kept + [doubt for denial in denials if (doubt := _deny(denial, by_act)) is not None]


def _groups(moves: Iterable[Move], key: Callable[[Move], Key]) -> dict[Key, list[Move]]:
    groups: dict[Key, list[Move]] = {}
    for move in sorted(moves, key=lambda move: (move.first, move.last, move.kind)):
        groups.setdefault(key(move), []).append(move)
    return groups


def _without_vague(group: list[Move]) -> list[Move]:
    """The moves of `group` less those that a more exact one lies within, to which their reports pass."""
    exact = [move for move in group if move.first == move.last]
    starts = [move.first for move in exact]
    kept = []
    for move in group:
        place = bisect_left(starts, move.first)
        if move.first != move.last and place < len(exact) and exact[place].first <= move.last:
            exact[place].reports.extend(move.reports)
        else:
            kept.append(move)
    return kept


def _dated(group: list[Move]) -> list[Move]:
    """`group` with its disagreements on the day of one act: who gives a later day speaks against each earlier one.

    By a day, all who give it or an earlier one say that the act was done.
    """
    if group[0].act in ONCE:
        for told in _tellings([move for move in group if move.first == move.last]):
            reports = [list(move.reports) for move in told]
            for place, move in enumerate(told):
                move.reports = [report for earlier in reports[: place + 1] for report in earlier]
                move.against = [report for later in reports[place + 1 :] for report in later]
    return group


def _tellings(exact: list[Move]) -> Iterator[list[Move]]:
    """The moves of one act each, by their days: those that are at most ONE_ACT_DAYS after the first of them."""
    told: list[Move] = []
    for move in exact:
        if told and _days_from(told[0].first, move.first) > ONE_ACT_DAYS:
            yield told
            told = []
        told.append(move)
    yield told


def _deny(denial: Claim, by_act: dict[Key, list[Move]]) -> Move | None:
    """Set `denial` against the latest act of its kind up to its day; if that is long past, it is a doubt of its own."""
    group = by_act.get((denial.act, denial.source, denial.target), [])
    place = bisect_right([move.first for move in group], denial.last)
    if denial.last == days.UNKNOWN or not place:
        return None
    made = denial.first or denial.last
    latest = group[place - 1].first
    if _days_from(latest, made) > DENIAL_DAYS:
        return Move(denial.source, denial.target, denial.act, denial.kind, made, denial.last, against=[denial.report])
    for move in group[:place]:
        if _days_from(move.first, latest) <= ONE_ACT_DAYS:
            move.against.append(denial.report)
    return None


def _days_from(one: int, two: int) -> int:
    return (days.day(two) - days.day(one)).days
