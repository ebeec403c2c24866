"""Text as the word pieces that the encoder knows, each with the characters it stands for.

The scheme is BERT's (Devlin et al. 2019): lower case, accents stripped, split at punctuation, then the longest known
pieces from the left. It is written out here because the usual library brings some 45 MB of packages along.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 64


@dataclass(frozen=True, slots=True)
class Pieces:
    """Piece ids, with the word that each belongs to and each word's characters.

    `ids` and `word_of` have one entry a piece, the two marks at the ends included (`word_of` is -1 there);
    `words` has one (start, end) a word, as offsets into the text.
    """

    ids: list[int]
    word_of: list[int]
    words: list[tuple[int, int]]

    def overlapping(self, start: int, end: int) -> range:
        """The words that share characters with `start` to `end` of the text."""
        return overlapping(self.words, start, end)


def overlapping(words: Sequence[tuple[int, int]], start: int, end: int) -> range:
    """Which of `words`, given by their characters and in order, share some with `start` to `end`."""
    first = bisect_left(words, start, key=lambda word: word[1] - 1)
    return range(first, bisect_left(words, end, lo=first, key=lambda word: word[0]))


class WordPieces:
    """Splits text by a vocabulary of pieces, the line number of each being its id."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._ids[UNKNOWN]
        self._known: dict[str, list[int]] = {}

    def split(self, text: str, start: int = 0, end: int | None = None) -> Pieces:
        """The pieces of `text` from `start` to `end`; offsets count from the start of `text`."""
        words = list(WORD.finditer(text, start, len(text) if end is None else end))
        ids, word_of = [self._ids[FIRST]], [-1]
        for number, word in enumerate(words):
            pieces = self._known.get(word[0]) or self._learnt(word[0])
            ids += pieces
            word_of += [number] * len(pieces)
        return Pieces([*ids, self._ids[LAST]], [*word_of, -1], [word.span() for word in words])

    def _learnt(self, word: str) -> list[int]:
        pieces = self._known[word] = self._longest_match(_fold(word))
        return pieces

    def _longest_match(self, word: str) -> list[int]:
        if not word or len(word) > LONGEST_WORD:
            return [self._unknown]
        ids, start = [], 0
        while start < len(word):
            end = next((e for e in range(len(word), start, -1) if _piece(word, start, e) in self._ids), None)
            if end is None:
                return [self._unknown]
            ids.append(self._ids[_piece(word, start, end)])
            start = end
        return ids


def _piece(word: str, start: int, end: int) -> str:
    return word[start:end] if start == 0 else "##" + word[start:end]


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.lower())
    return "".join(character for character in plain if unicodedata.category(character) != "Mn")
