"""Names of persons within a mention, and whom the dated list of leaders knows by them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

from comity.actors.folding import folded, key
from comity.actors.leaders import Leader, leaders
from comity.actors.nouns import is_noun
from comity.actors.tables import table

_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?\.?")
_POSSESSIVE = re.compile(r"['’]s?$")
_PARTICLES = frozenset(row["particle"] for row in table("particles.csv"))
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class PersonName:
    """The words of a person's name at `start` to `end` of a text, the office before it and who is known by it."""

    start: int
    end: int
    words: tuple[str, ...]
    role: str = ""
    leader: Leader | None = None

    @property
    def surname(self) -> str:
        """The last word, as it is looked up."""
        return key(self.words[-1]).rpartition(" ")[2]


def person_names(
    text: str, start: int, end: int, taken: Collection[tuple[int, int]], on: date | None, near: Collection[str]
) -> list[PersonName]:
    """The names of persons in `text` from `start` to `end`, in order, outside the spans `taken` by other names.

    A name of the leaders' list may run through such a span ("Israel Katz"). `near` are codes named in the document.
    """
    found: list[PersonName] = []
    for run in _runs(text, start, end):
        found.extend(_in_run(text, run, (start, end), taken, on, near))
    return found


def _runs(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """Stretches of capitalised words and particles with nothing but spaces between."""
    runs: list[list[tuple[int, int]]] = []
    for match in _WORD.finditer(text, start, end):
        span = _trimmed(text, *match.span())
        word = text[span[0] : span[1]]
        named = word[:1].isupper() or (word.lower().partition("-")[0] in _PARTICLES)
        joined = runs and runs[-1] and not text[runs[-1][-1][1] : span[0]].strip(" \n.")
        if not named:
            runs.append([])
        elif joined:
            runs[-1].append(span)
        else:
            runs.append([span])
    return [run for run in runs if any(text[span[0]].isupper() for span in run)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A word's span without a possessive ending or a stop that ends more than an initial."""
    word = text[start:end]
    bare = _POSSESSIVE.sub("", word)
    if len(bare) > 2:
        bare = bare.rstrip(".")
    return start, start + len(bare)


def _in_run(
    text: str,
    run: list[tuple[int, int]],
    within: tuple[int, int],
    taken: Collection[tuple[int, int]],
    on: date | None,
    near: Collection[str],
) -> list[PersonName]:
    known = _known(text, run, on)
    if known:
        return [known]
    role = ""
    while run and (title := _titles().get(folded(text[run[0][0] : run[0][1]]).lower().rstrip("."))) is not None:
        role = title or role
        run = run[1:]
    kept = [span for span in run if not any(start < span[1] and span[0] < end for start, end in taken)]
    while kept and not text[kept[0][0]].isupper():
        kept = kept[1:]
    if not kept or kept[-1] != run[-1]:
        return []
    words = tuple(text[start:end] for start, end in kept)
    if all(is_noun(word) for word in words) or (len(words) == 1 and not role and _qualifies(text, *kept[0], within)):
        return []
    leader = leaders().surnamed(words[0], on, near, role) if len(words) == 1 else leaders().resembling(words, on)
    return [PersonName(kept[0][0], kept[-1][1], words, role, leader)]


def _qualifies(text: str, start: int, end: int, within: tuple[int, int]) -> bool:
    """Whether a capitalised word only opens a phrase and qualifies what follows ("Indigenous leaders")."""
    return start == within[0] and bool(re.match(r"\s+[a-z]", text[end : within[1]]))


def _known(text: str, run: list[tuple[int, int]], on: date | None) -> PersonName | None:
    """The longest part of a run, of two words or more, that is a leader's name or alias."""
    for size in range(min(len(run), _LONGEST), 1, -1):
        for first in range(len(run) - size + 1):
            part = run[first : first + size]
            start, end = part[0][0], part[-1][1]
            name = text[start:end]
            leader = leaders().named(name, on) if " " in key(name) else None
            if leader:
                return PersonName(start, end, tuple(text[a:b] for a, b in part), "", leader)
    return None


@cache
def _titles() -> dict[str, str]:
    return {row["title"]: row["role"] for row in table("titles.csv")}
