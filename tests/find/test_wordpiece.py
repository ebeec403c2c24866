"""Text in pieces, each with its place."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from comity.find.model import Model
from comity.find.wordpiece import WordPieces

PIECES = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "mosc", "##ow", "recognise", "##d", "'", "s", ".", "cote"])


def test_longest_pieces_come_first() -> None:
    split = PIECES.split("Moscow recognised.")
    assert split.ids == [2, 4, 5, 6, 7, 10, 3]
    assert split.word_of == [-1, 0, 0, 1, 1, 2, -1]
    assert split.words == [(0, 6), (7, 17), (17, 18)]


def test_accents_and_case_do_not_matter() -> None:
    assert PIECES.split("CÔTE").ids == PIECES.split("cote").ids


def test_a_word_that_cannot_be_pieced_is_unknown() -> None:
    assert PIECES.split("xyz").ids == [2, 1, 3]


def test_offsets_count_from_the_start_of_the_text() -> None:
    assert PIECES.split("Paris. Moscow's", 7).words == [(7, 13), (13, 14), (14, 15)]


@given(st.text())
def test_words_are_in_order_and_apart(text: str) -> None:
    words = Model().pieces.split(text).words
    assert all(start < end for start, end in words)
    assert all(before[1] <= after[0] for before, after in pairwise(words))
