"""Who followed whom: each entity toward which others come to do one act, with who had done so on each day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from comity.actors.peers import settled
from comity.actors.registry import registry
from comity.ledger.history import Change
from comity.ledger.rules import governments
from comity.model.standing import Dimension
from comity.outlook.field import NEVER, Days, Field, Mask

HUB = 5
"""An established state is at issue once so many others came to act toward it together with it."""


@dataclass(frozen=True, slots=True)
class Pursuit:
    """What others may come to do: a state of standing that an act brings about, and the state that it needs before."""

    act: str
    dimension: Dimension
    states: frozenset[str]
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Episode:
    """One entity from the day on which it came to be at issue until the day from which it is no longer.

    The arrays hold each change toward it in order: its day, who (by place in the field), whether it has now been done,
    and whether what must stand before does (`needs` is whether anything must).
    """

    target: str
    begins: int
    ends: int
    days: Days
    sources: Days
    done: Mask
    ready: Mask
    needs: bool

    def state(self, field: Field, day: int) -> tuple[Mask, Mask]:
        """Who has done it and who is ready to, by the end of a day."""
        done, ready = np.zeros(len(field.codes), dtype=bool), np.zeros(len(field.codes), dtype=bool)
        seen = int(np.searchsorted(self.days, day, side="right"))
        done[self.sources[:seen]] = self.done[:seen]
        ready[self.sources[:seen]] = self.ready[:seen]
        return done, ready


PURSUITS = {
    "recognise": Pursuit("recognise", Dimension.RECOGNITION, frozenset({"formal"})),
    "withdraw-recognition": Pursuit(
        "withdraw-recognition",
        Dimension.RECOGNITION,
        frozenset({"withdrawn", "suspended"}),
        frozenset({"formal"}),
    ),
}
"""The acts for which the record of past cases is full enough to learn who follows."""


def episodes(changes: Sequence[Change], pursuit: Pursuit, field: Field, until: int) -> list[Episode]:
    """The episodes that `changes` tell of, up to and with the day `until`; each begins with a first who did it.

    Where a movement came to power the episode begins and ends with its government. An entity that was settled, for
    instance by admission to the United Nations, is no longer at issue.
    """
    toward: dict[str, list[Change]] = {}
    for change in _attributed(_within(changes, pursuit, until)):
        toward.setdefault(change.target, []).append(change)
    found = []
    for target, group in sorted(toward.items()):
        if _is_at_issue(target, group, pursuit):
            found += [_episode(target, group, span, pursuit, field) for span in _spans(target, group, pursuit)]
    return found


def _within(changes: Iterable[Change], pursuit: Pursuit, until: int) -> list[Change]:
    return [change for change in changes if change.dimension == pursuit.dimension and change.day.toordinal() <= until]


def _attributed(changes: Iterable[Change]) -> Iterator[Change]:
    """`changes` less those by which the one at issue acts in return, where relations imply recognition by both.

    Of two sides that establish relations the one at issue is that with more partners up to the day.
    """
    partners: dict[str, set[str]] = {}
    for change in changes:
        partners.setdefault(change.target, set()).add(change.source)
        ours, theirs = len(partners[change.target]), len(partners.get(change.source, ()))
        if not change.act.endswith("relations") or ours >= theirs:
            yield change


def _is_at_issue(target: str, group: Sequence[Change], pursuit: Pursuit) -> bool:
    """Whether it is in doubt that others do it: they did so by that very act, or many came to within the record."""
    did = [change for change in group if change.state in pursuit.states]
    return any(change.act == pursuit.act for change in did) or len({change.source for change in did}) >= HUB


def _spans(target: str, group: Sequence[Change], pursuit: Pursuit) -> list[tuple[int, int]]:
    powers = [power for power in governments() if power.state == target]
    if powers:
        return [
            (power.since.toordinal(), ((power.until or date.max - timedelta(1)) + timedelta(1)).toordinal())
            for power in powers
        ]
    first = min(change.day for change in group if change.state in pursuit.states).toordinal()
    return [(first, _end(target))] if first < _end(target) else []


def _end(target: str) -> int:
    rows = registry().rows(target)
    gone = max((row.until for row in rows if row.until), default=date.max)
    last = NEVER if any(row.until is None for row in rows) else gone.toordinal()
    return min(last, settled()[target].since.toordinal()) if target in settled() else last


def _episode(target: str, group: Sequence[Change], span: tuple[int, int], pursuit: Pursuit, field: Field) -> Episode:
    known = [change for change in group if change.source in field.index]
    return Episode(
        target,
        *span,
        days=np.array([change.day.toordinal() for change in known], dtype=np.int64),
        sources=np.array([field.index[change.source] for change in known], dtype=np.int64),
        done=np.array([change.state in pursuit.states for change in known], dtype=bool),
        ready=np.array([change.state in pursuit.needs for change in known], dtype=bool),
        needs=bool(pursuit.needs),
    )
