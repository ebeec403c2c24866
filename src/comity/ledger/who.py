"""Questions on many parties: who stands so toward one, and in which order they came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.errors import InputError
from comity.ledger import days
from comity.ledger.answer import Answer
from comity.ledger.knowledge import AsKnown, last_entry
from comity.ledger.ledger import Ledger
from comity.ledger.rules import changes_of_government
from comity.ledger.spans import Window, standings_toward
from comity.model.standing import MUTUAL, NONE, Dimension, Standing
from comity.ontology.acts import acts


@dataclass(frozen=True, slots=True)
class Verb:
    """What `who` can be asked: a dimension, the kind if one is meant, and the states that answer yes."""

    dimension: Dimension
    states: frozenset[str]
    kind: str | None = None


VERBS = {
    "recognises": Verb(Dimension.RECOGNITION, frozenset({"formal"})),
    "deals-with": Verb(Dimension.RECOGNITION, frozenset({"de facto contacts"})),
    "has-withdrawn-recognition-of": Verb(Dimension.RECOGNITION, frozenset({"withdrawn"})),
    "has-suspended-recognition-of": Verb(Dimension.RECOGNITION, frozenset({"suspended"})),
    "has-relations-with": Verb(Dimension.RELATIONS, frozenset({"established", "downgraded"})),
    "has-severed-relations-with": Verb(Dimension.RELATIONS, frozenset({"severed"})),
    "has-embassy-in": Verb(Dimension.MISSION, frozenset({"open"}), "embassy"),
    "has-consulate-in": Verb(Dimension.MISSION, frozenset({"open"}), "consulate"),
    "has-mission-in": Verb(Dimension.MISSION, frozenset({"open"})),
    "has-envoy-in": Verb(Dimension.ENVOY, frozenset({"accredited"})),
    "sanctions": Verb(Dimension.SANCTIONS, frozenset({"in force"})),
    "has-agreement-with": Verb(Dimension.AGREEMENT, frozenset({"signed", "in force"})),
    "fights": Verb(Dimension.CONFLICT, frozenset({"active"})),
}
"""What can be asked of `who`, by the words that ask it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """One who stands so since `since`; if `disputed`, some say so and some do not."""

    actor: str
    since: date
    disputed: bool
    standing: Standing


@dataclass(frozen=True, slots=True)
class Follower:
    """One who did it as the `rank`-th, on `day`; the `rank` of a disputed one is None and counts no other up."""

    rank: int | None
    actor: str
    day: date
    standing: Standing


def who(ledger: Ledger, verb: str, code: str, *, on: date | None = None, as_known: AsKnown = None) -> Answer[Holder]:
    """Who stands as `verb` says (one of VERBS) toward `code` on the day `on`, today without one.

    The undisputed come first, each group by its day. Raises InputError for another verb.
    """
    asked = _verb(verb)
    day = on or ledger.today()
    found = _toward(ledger, asked.dimension, code, Window.on(day), as_known)
    held = [_holder(standing, code, day) for standing in found if _answers(standing, asked)]
    return Answer(tuple(sorted(held, key=lambda one: (one.disputed, one.since, one.actor))))


def first(
    ledger: Ledger,
    act: str,
    code: str,
    *,
    since: date | None = None,
    on: date | None = None,
    as_known: AsKnown = None,
) -> Answer[Follower]:
    """In which order others did `act`, which brings about a standing, toward `code` since a day and up to `on`.

    Without `since`, what a fallen government of `code` was given does not count: the order begins with the present one.
    Raises InputError for an act that brings about no standing.
    """
    until = on or ledger.today()
    begin = since or _last_change(code, until)
    dimension = _dimension(act)
    wanted = Verb(dimension, frozenset({acts()[act].state}))
    begun = Window(begun_from=days.number(begin), begun_by=days.number(until))
    found = _toward(ledger, dimension, code, begun, as_known)
    earliest: dict[str, Holder] = {}
    for standing in found:
        if _answers(standing, wanted):
            _keep_earliest(earliest, _holder(standing, code, standing.start_latest))
    return Answer(tuple(_ranked(sorted(earliest.values(), key=lambda one: (one.since, one.actor)))))


def toward(
    ledger: Ledger, dimension: Dimension, code: str, *, on: date | None = None, as_known: AsKnown = None
) -> Answer[Holder]:
    """How all others stand toward `code` in `dimension` on the day `on`, or in all their history without one."""
    found = _toward(ledger, dimension, code, Window.on(on), as_known)
    held = [_holder(one, code, on or one.start_latest) for one in found if one.state != NONE]
    return Answer(tuple(sorted(held, key=lambda one: (one.actor, one.since))))


def _verb(verb: str) -> Verb:
    if verb not in VERBS:
        raise InputError(f"Nobody can be asked who {verb!r}; ask one of {', '.join(VERBS)}.")
    return VERBS[verb]


def _dimension(act: str) -> Dimension:
    if act not in acts() or not acts()[act].dimension:
        raise InputError(f"{act!r} is no act that brings about a standing; ask for recognise or open-mission, say.")
    return Dimension(acts()[act].dimension)


def _last_change(code: str, until: date) -> date:
    past = [day for day in changes_of_government(code) if day <= days.number(until)]
    return days.day(past[-1]) if past else date.min


def _toward(ledger: Ledger, dimension: Dimension, code: str, window: Window, as_known: AsKnown) -> list[Standing]:
    with ledger.reading() as connection:
        number = ledger.words.known(connection, code)
        respect = ledger.words.known(connection, dimension.value)
        if number is None or respect is None:
            return []
        entry = last_entry(connection, as_known)
        mutual = dimension in MUTUAL
        return standings_toward(connection, ledger.words, number, respect, window, entry, mutual=mutual)


def _answers(standing: Standing, asked: Verb) -> bool:
    fits = asked.kind is None or standing.kind == asked.kind
    return fits and (standing.state in asked.states or (standing.disputed and standing.alternative in asked.states))


def _holder(standing: Standing, code: str, day: date) -> Holder:
    actor = standing.source if standing.target == code else standing.target
    return Holder(actor, standing.start, standing.disputed_on(day), standing)


def _keep_earliest(earliest: dict[str, Holder], one: Holder) -> None:
    """Keep `one` if its actor has none yet, or a disputed one only."""
    kept = earliest.get(one.actor)
    if kept is None or (kept.disputed and not one.disputed):
        earliest[one.actor] = one


def _ranked(holders: list[Holder]) -> list[Follower]:
    followers = []
    rank = 0
    for one in holders:
        rank += not one.disputed
        followers.append(Follower(None if one.disputed else rank, one.actor, one.since, one.standing))
    return followers
