"""Common nouns for who acts: the sector that each speaks for and the class of actors that it can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from comity.actors.tables import table


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase such as "foreign minister"; `sector` is empty where only the context tells."""

    text: str
    sector: str
    sort: str


def head_noun(words: str) -> Noun | None:
    """The noun that heads the lower-case phrase `words`: the last before a preposition or comma, at its longest."""
    known = _nouns()
    head = _TAIL.split(words, maxsplit=1)[0]
    tokens = head.split()
    for end in range(len(tokens), 0, -1):
        for size in (3, 2, 1):
            found = known.get(" ".join(tokens[max(0, end - size) : end]))
            if found and end >= size:
                return found
    return None


def is_noun(word: str) -> bool:
    """Whether `word` is one of the nouns, in any case."""
    return word.lower() in _nouns()


_TAIL = re.compile(r",|\s(?:of|to|in|at|from|with|against|for|on|who|that|which|loyal|near|by|under)\s")


@cache
def _nouns() -> dict[str, Noun]:
    return {row["noun"]: Noun(row["noun"], row["sector"], row["class"]) for row in table("nouns.csv")}
