"""The state machine: moves of a pair, by the table of rules, become states that last over spans of days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from comity.ledger import days
from comity.ledger.claims import Claim
from comity.ledger.moves import Move, gather
from comity.ledger.rules import (
    CHANGE_OF_GOVERNMENT,
    LAPSE,
    LAPSE_DAYS,
    UNCHANGED,
    Rule,
    changes_of_government,
    rules_of,
)
from comity.model.standing import NONE, Dimension

Weigh = Callable[[Sequence[int]], int]
"""Counts the independent sources among reports, given by number."""

Key = tuple[str, str, str, str]


@dataclass(slots=True)
class Spell:
    """A state over a span of days, as numbers: it began from `start` to `start_latest` and ended likewise.

    `supports` and `opposes` are the numbers of the reports for `state` and for `alternative`. `otherwise` is the day
    from which those opposed say that it is so, if only its beginning is disputed.
    """

    dimension: str
    kind: str
    source: str
    target: str
    state: str
    start: int = days.UNKNOWN
    start_latest: int = days.UNKNOWN
    end: int = days.NEVER
    end_latest: int = days.NEVER
    act: str = ""
    alternative: str = ""
    otherwise: int = days.UNKNOWN
    supports: list[int] = field(default_factory=list)
    opposes: list[int] = field(default_factory=list)

    @property
    def told_otherwise(self) -> str:
        """What those opposed say, in words: another state, or the same from a later day on; '' if none is opposed."""
        if self.otherwise:
            return f"{self.state} from {days.day(self.otherwise)}"
        return self.alternative

    @property
    def disputed(self) -> bool:
        """Whether reports disagree on the state."""
        return bool(self.alternative)


def spells(claims: Iterable[Claim], weigh: Weigh = len) -> list[Spell]:
    """What the certain `claims` on one pair of actors make of its standing; their order does not matter."""
    machine = _Machine(weigh)
    for move in sorted(_moves(list(claims)), key=_order):
        machine.take(move)
    return machine.finish()


def _moves(claims: list[Claim]) -> list[Move]:
    """The moves that were reported and those that follow from changes of government on either side."""
    ordered = {pair for claim in claims for pair in ((claim.source, claim.target), (claim.target, claim.source))}
    falls = [
        Move(source, target, CHANGE_OF_GOVERNMENT, "", day, day)
        for source, target in ordered
        for day in changes_of_government(target)
    ]
    return gather(claims) + falls


def _order(move: Move) -> tuple[int, int, int, str, str, str]:
    return move.first, _rank(move.act), move.last, move.source, move.target, move.kind


@cache
def _rank(act: str) -> int:
    """Which act comes first on one day: a change of government, then as the rules stand in the table."""
    if act == CHANGE_OF_GOVERNMENT:
        return -1
    return min((rule.order for rules in rules_of(act).values() for rule in rules), default=0)


class _Machine:
    """The standing of one pair in every dimension, from the first move on."""

    def __init__(self, weigh: Weigh) -> None:
        self._weigh = weigh
        self._now: dict[Key, Spell] = {}
        self._past: list[Spell] = []
        self._attacked: dict[Key, int] = {}

    def take(self, move: Move) -> None:
        """Let `move` change what its rules say."""
        self._lapse(move.first)
        for rules in rules_of(move.act).values():
            self._take_by(rules, move)

    def finish(self) -> list[Spell]:
        """All spells, those of each dimension in the order of their days."""
        self._lapse(days.NEVER)
        found = [*self._past, *self._now.values()]
        told = [spell for spell in found if spell.start < spell.end and (spell.state != NONE or spell.act)]
        return sorted(told, key=lambda spell: (spell.dimension, spell.kind, spell.source, spell.target, spell.start))

    def _take_by(self, rules: list[Rule], move: Move) -> None:
        for rule in rules:
            if rule.told and rule.told != move.kind:
                continue
            fitting = [spell for spell in self._concerned(rule, move) if rule.fits(spell.state)]
            if fitting:
                self._apply(rule, move, fitting)
                return
        self._support(rules, move)

    def _support(self, rules: list[Rule], move: Move) -> None:
        """Count the reports of `move` for the states that its act would have brought about, had they not stood."""
        for rule in rules:
            for spell in self._concerned(rule, move):
                if rule.to == spell.state and not rule.told:
                    self._tell_again(spell, move)

    def _concerned(self, rule: Rule, move: Move) -> list[Spell]:
        return [
            self._spell((rule.dimension, kind, *side))
            for side in _sides(rule, move)
            for kind in self._kinds(rule, move, side)
        ]

    def _kinds(self, rule: Rule, move: Move, side: tuple[str, str]) -> list[str]:
        if rule.kinds == "":
            return [""]
        if rule.kinds not in ("named", "all"):
            return [rule.kinds]
        if rule.kinds == "named" or move.kind:
            return [move.kind]
        standing = [key[1] for key in self._now if key[0] == rule.dimension and key[2:] == side]
        return standing or [""]

    def _spell(self, key: Key) -> Spell:
        if key not in self._now:
            dimension, kind, source, target = key
            self._now[key] = Spell(dimension, kind, source, target, NONE)
        return self._now[key]

    def _apply(self, rule: Rule, move: Move, fitting: list[Spell]) -> None:
        if rule.to == UNCHANGED:
            return
        taken = self._is_taken(move)
        for spell in fitting:
            if not move.reports and move.act != CHANGE_OF_GOVERNMENT:
                self._doubt(spell, rule, move)
            elif taken:
                self._change(spell, rule, move)
            else:
                self._dispute(spell, rule, move)
            if rule.dimension == Dimension.CONFLICT and rule.to == "active":
                self._attacked[_key(spell)] = move.last

    def _is_taken(self, move: Move) -> bool:
        return not move.against or self._weigh(move.reports) > self._weigh(move.against)

    def _change(self, spell: Spell, rule: Rule, move: Move) -> None:
        if rule.to == spell.state and _tells_day(move, spell):
            self._tell_again(spell, move)
            return
        if rule.to == spell.state and (move.against or not spell.disputed):
            spell.supports.extend(move.reports)
            spell.opposes.extend(move.against)
            return
        alternative = spell.state if move.against else ""
        self._begin(spell, move, rule.to, alternative, move.reports, move.against)

    def _tell_again(self, spell: Spell, move: Move) -> None:
        """Take in that `move` says what stands.

        If it gives a later day to the act by which the disputed spell began, then from that day on nobody disputes
        the state, but only since when it is so.
        """
        if not _tells_day(move, spell):
            spell.supports.extend(move.reports)
        elif not move.against:
            spell.alternative, spell.otherwise, spell.start_latest = "", move.last, move.last

    def _dispute(self, spell: Spell, rule: Rule, move: Move) -> None:
        if rule.to == spell.state:
            spell.supports.extend(move.reports)
            spell.opposes.extend(move.against)
        elif rule.to == spell.alternative:
            self._add_to_dispute(spell, rule, move)
        elif not spell.disputed:
            # Another disputed act leaves a dispute as it is: what was in doubt still is.
            self._begin(spell, move, spell.state, rule.to, move.against, move.reports)

    def _add_to_dispute(self, spell: Spell, rule: Rule, move: Move) -> None:
        """Weigh all that was said in a dispute; if its other side now weighs more, it has done so from the start."""
        spell.supports = list(dict.fromkeys(spell.supports + move.against))
        spell.opposes = list(dict.fromkeys(spell.opposes + move.reports))
        if self._weigh(spell.opposes) > self._weigh(spell.supports):
            spell.state, spell.alternative, spell.act = rule.to, spell.state, move.act
            spell.supports, spell.opposes = spell.opposes, spell.supports

    def _doubt(self, spell: Spell, rule: Rule, move: Move) -> None:
        if rule.to == spell.state and not spell.disputed:
            self._begin(spell, move, spell.state, NONE, spell.supports, move.against)
        elif rule.to == spell.state:
            spell.opposes.extend(move.against)

    def _begin(
        self, spell: Spell, move: Move, state: str, alternative: str, supports: list[int], opposes: list[int]
    ) -> None:
        self._end(spell, move.first, move.last)
        self._now[_key(spell)] = Spell(
            *_key(spell),
            state,
            move.first,
            move.last,
            act=move.act,
            alternative=alternative,
            supports=list(supports),
            opposes=list(opposes),
        )

    def _end(self, spell: Spell, first: int, last: int) -> None:
        spell.end, spell.end_latest = first, last
        self._past.append(spell)

    def _lapse(self, until: int) -> None:
        """End the conflicts without an attack for so long before the day `until`."""
        for key, last in list(self._attacked.items()):
            spell = self._now[key]
            lapsed = days.number(days.day(last) + timedelta(days=LAPSE_DAYS))
            if spell.state == "active" and lapsed < until:
                quiet = Move(spell.source, spell.target, LAPSE, "", lapsed, lapsed)
                self._begin(spell, quiet, "ended", "", spell.supports[-1:], [])
            if lapsed < until or spell.state != "active":
                del self._attacked[key]


def _key(spell: Spell) -> Key:
    return spell.dimension, spell.kind, spell.source, spell.target


def _tells_day(move: Move, spell: Spell) -> bool:
    """Whether `move` is the act by which the disputed `spell` began, as told by those who give it a later day."""
    return spell.disputed and spell.act == move.act and set(spell.supports) < set(move.reports)


def _sides(rule: Rule, move: Move) -> list[tuple[str, str]]:
    forth, back = (move.source, move.target), (move.target, move.source)
    return {"source": [forth], "target": [back], "both": [forth, back], "pair": [min(forth, back)]}[rule.side]
