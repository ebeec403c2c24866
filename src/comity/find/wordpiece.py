"""Text as the word pieces that the encoder knows, each with the characters it stands for.

The scheme is BERT's (Devlin et al. 2019): lower case, accents stripped, split at punctuation, then the longest known
pieces from the left. It is written out here because the usual library brings some 45 MB of packages along.
"""

from __future__ import annotations

import re
import unicodedata
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


class WordPieces:
    """Splits text by a vocabulary of pieces, the line number of each being its id."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._ids[UNKNOWN]
        self._known: dict[str, list[int]] = {}

    def split(self, text: str, start: int = 0, end: int | None = None) -> Pieces:
        """The pieces of `text` from `start` to `end`; offsets count from the start of `text`."""
        words = [match.span() for match in WORD.finditer(text, start, len(text) if end is None else end)]
        ids, word_of = [self._ids[FIRST]], [-1]
        for number, (first, last) in enumerate(words):
            pieces = self._pieces(text[first:last])
            ids += pieces
            word_of += [number] * len(pieces)
        return Pieces([*ids, self._ids[LAST]], [*word_of, -1], words)

    def _pieces(self, word: str) -> list[int]:
        if word not in self._known:
            self._known[word] = self._longest_match(_fold(word))
        return self._known[word]

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
