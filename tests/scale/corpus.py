"""Small corpora, quick to read, in which every document has something to say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from comity.model.document import Document

STATES = ("Fiji", "Peru", "Ghana", "Vietnam", "Serbia", "Kenya", "Norway", "Chile")
PUBLISHED = date(2026, 3, 12)
FILLER = " The weather was fine and the river ran low in the summer, as it had in the year before." * 9


def sentence(number: int) -> str:
    """A sentence that no other number has."""
    one, two = STATES[number % len(STATES)], STATES[(number // len(STATES) + number + 1) % len(STATES)]
    return f"{one} recognised {two} on Tuesday, officials said in note {number}."


def documents(count: int) -> list[Document]:
    """So many documents of a sentence."""
    return [Document(sentence(number), published=PUBLISHED) for number in range(count)]


def write_corpus(path: Path, count: int, *, filler: str = "") -> Path:
    """A corpus of JSON Lines at `path`; the `filler` makes its texts longer."""
    rows = [
        {"id": f"n{number}", "published": PUBLISHED.isoformat(), "text": sentence(number) + filler}
        for number in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path
