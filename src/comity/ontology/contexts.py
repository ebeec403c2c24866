"""Which contexts a text names outright; the words are in `data/context_words.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import ahocorasick  # type: ignore[import-not-found]

WORDS_FILE = Path(str(files("comity.ontology"))) / "data/context_words.csv"


@dataclass(frozen=True, slots=True)
class _Words:
    """The automaton over the words in lower case, and the contexts that each speaks for."""

    automaton: Any
    contexts: dict[str, list[str]]


@lru_cache(maxsize=256)
def contexts_named(text: str) -> frozenset[str]:
    """The contexts of which `text` holds a word. A word alone decides nothing: an airport may be just a place."""
    return frozenset(context for word in _words_in(text.lower()) for context in _words().contexts[word])


def _words_in(text: str) -> Iterator[str]:
    """The known words that stand in a lower-case text, and not within longer ones."""
    for last, word in _words().automaton.iter(text):
        start, end = last + 1 - len(word), last + 1
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield word


@cache
def _words() -> _Words:
    automaton = ahocorasick.Automaton()
    found: dict[str, list[str]] = {}
    with WORDS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in row["words"].lower().split(";"):
                found.setdefault(word, []).append(row["context"])
    for word in found:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return _Words(automaton, found)
