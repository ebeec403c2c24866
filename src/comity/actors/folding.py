"""Text with case, accents and stops set aside, and the way back to the characters it came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_STOPS = re.compile(r"(?<=\b[^\W\d_])\.(?=\w|\s|$)|(?<=\b[Ss]t)\.(?= )")
"""The stops of initials ("U.S.", "J. Smith") and of "St."."""
_CHANGED = re.compile(rf"{_STOPS.pattern}|[^ -~]")
"""What folding takes away or writes otherwise."""
_LETTERS = {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"} | {
    "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "þ": "th", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "ʻ": "'",
    "–": "-", "‑": "-", "‐": "-", "\u00a0": " ", "\n": " ", "\t": " ",
}  # fmt: skip
"""Characters that Unicode does not decompose, and the variants of apostrophe, hyphen and space."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without accents and stops: `cased` keeps the case, `lower` does not.

    Character i of both comes from character `origin[i]` of the original, and `origin` ends with the original's length.
    """

    cased: str
    lower: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the original that stand for `start` to `end` of the folded text, a last stop included."""
        return self.origin[start], self.origin[end]


@lru_cache(maxsize=16)
def fold(text: str) -> Folded:
    """`text` folded, with the origin of every character.

    Kept for a while, as a text is asked for its names, then for its persons and references.
    """
    pieces: list[str] = []
    origin: list[int] = []
    done = 0
    for match in _CHANGED.finditer(text):
        place, piece = match.start(), "" if match[0] == "." else _plain(match[0])
        pieces += text[done:place], piece
        origin += [*range(done, place), *[place] * len(piece)]
        done = place + 1
    cased = "".join([*pieces, text[done:]])
    return Folded(cased, cased.lower(), [*origin, *range(done, len(text) + 1)])


def key(name: str) -> str:
    """The form under which a name is looked up: lower case, no accents, stops, leading "the" or doubled spaces."""
    words = folded(name).lower().replace("-", " ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def folded(name: str) -> str:
    """`name` without accents and stops, in its case."""
    if name.isascii():
        return _STOPS.sub("", name) if "." in name else name
    return fold(name).cased


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """One character without its accent; combining marks vanish."""
    if character in _LETTERS:
        return _LETTERS[character]
    base = "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
    return base if len(base.lower()) == len(base) else character
