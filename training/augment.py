"""Swap states in a case, so that the network reads what is said and not who usually does it."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from training.corpus import Actor, Case, Event, Place

NAMES = Path(__file__).parent / "states.csv"


@cache
def states() -> dict[str, tuple[str, ...]]:
    """Code -> (name, adjective, plural of people, capital) of states that may stand for one another."""
    lines = NAMES.read_text(encoding="utf-8").splitlines()[1:]
    return {fields[0]: tuple(fields[1:]) for fields in (line.split(",") for line in lines)}


def swap_states(case: Case, chance: random.Random) -> Case:
    """The case with its states exchanged for others, consistently, labels moved along."""
    inside = {code for actor in case.actors for code in actor.codes} & states().keys()
    free = sorted(states().keys() - inside)
    new = dict(zip(sorted(inside), chance.sample(free, len(inside)), strict=True)) if len(inside) <= len(free) else {}
    words = {old: to for code, other in new.items() for old, to in _pairs(code, other)}
    if not words:
        return case
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")(?!\w)")
    text, moves = _replace(case.text, pattern, words)
    return Case(
        text,
        case.published,
        tuple(Actor(_moved(a.place, moves), frozenset(new.get(c, c) for c in a.codes), a.sector) for a in case.actors),
        tuple(_event(event, moves) for event in case.events),
    )


def _pairs(code: str, other: str) -> list[tuple[str, str]]:
    return [(old, to) for old, to in zip(states()[code], states()[other], strict=True) if old]


def _replace(text: str, pattern: re.Pattern[str], words: dict[str, str]) -> tuple[str, list[tuple[int, int, int]]]:
    """The new text and, for each replacement, (start, end in the old text, change of length)."""
    moves = [(m.start(), m.end(), len(words[m[0]]) - len(m[0])) for m in pattern.finditer(text)]
    return pattern.sub(lambda m: words[m[0]], text), moves


def _moved(place: Place, moves: list[tuple[int, int, int]]) -> Place:
    start = place.start + sum(change for _, end, change in moves if end <= place.start)
    end = place.end + sum(change for begin, _, change in moves if begin < place.end)
    return Place(start, end)


def _event(event: Event, moves: list[tuple[int, int, int]]) -> Event:
    return Event(
        event.act,
        event.status,
        event.source,
        event.target,
        _moved(event.trigger, moves),
        _moved(event.when, moves) if event.when else None,
        event.contexts,
        event.according_to,
    )
