"""Which contexts a text names outright; the words are in `data/context_words.csv`."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

WORDS_FILE = Path(str(files("comity.ontology"))) / "data/context_words.csv"


@lru_cache(maxsize=256)
def contexts_named(text: str) -> frozenset[str]:
    """The contexts of which `text` holds a word. A word alone decides nothing: an airport may be just a place."""
    return frozenset(context for context, pattern in _patterns().items() if pattern.search(text))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    with WORDS_FILE.open(encoding="utf-8", newline="") as file:
        return {row["context"]: _pattern(row["words"].split(";")) for row in csv.DictReader(file)}


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
