"""Base rates of acts that change how two parties stand: how often, of all days on which they could, others did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from comity.ledger.history import Change
from comity.model.standing import NONE
from comity.ontology.acts import acts
from comity.outlook.rates import Rate

NEEDS = {
    "withdraw-recognition": frozenset({"formal"}),
    "sever-relations": frozenset({"established", "downgraded", "suspended"}),
    "downgrade-relations": frozenset({"established"}),
    "restore-relations": frozenset({"severed", "downgraded", "suspended"}),
    "close-mission": frozenset({"open"}),
    "recall-envoy": frozenset({"named", "accredited"}),
    "ease-sanctions": frozenset({"in force"}),
}
"""The states of standing one of which an act needs to find, where it needs one."""

SELDOM = ("withdraw-recognition", "establish-relations", "restore-relations", "sever-relations")
"""The acts that are done so seldom between any two that only what all do tells how often."""

_PRIOR_DAYS = 36_525
"""For how many days without it half an event counts: one in two hundred years."""


def can(act: str, states: Iterable[str]) -> bool:
    """Whether an act would change something where two stand at `states` (none for nothing known) in its dimension."""
    now = set(states) or {NONE}
    if act in NEEDS:
        return bool(now & NEEDS[act])
    return acts()[act].state not in now or act == "attack"


def lasting_rate(changes: Sequence[Change], act: str, on: date) -> Rate:
    """How often a day a pair that could came to the state that `act` brings about, over all pairs and days up to `on`.

    A pair could from the day on which it is first known to stand somehow.
    """
    state, dimension = acts()[act].state, acts()[act].dimension
    spans: dict[tuple[str, str, str], list[tuple[date, str]]] = {}
    for change in changes:
        if change.dimension == dimension and change.day <= on:
            spans.setdefault((change.source, change.target, change.kind), []).append((change.day, change.state))
    did, days = 0.5, float(_PRIOR_DAYS)
    for span in spans.values():
        for (day, now), (end, after) in pairwise([*span, (on, "")]):
            if can(act, [now]):
                days += (end - day).days
                did += after == state
    return Rate(did, days)
