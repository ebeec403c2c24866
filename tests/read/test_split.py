from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.read.split import sentences

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "training" / "corpus"
HARD = (HERE / "data" / "sentences.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("marked", HARD)
def test_hard_cases(marked: str) -> None:
    expected = marked.split("|")
    assert [sentence.text for sentence in sentences(" ".join(expected))] == expected


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from('aA.! ?\n\r\t"“”’()1U.S.é😀…-—'), max_size=200))
def test_every_sentence_stands_where_it_says(text: str) -> None:
    found = sentences(text)
    assert all(sentence.stands_in(text) and sentence.text == sentence.text.strip() for sentence in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert "".join("".join(sentence.text for sentence in found).split()) == "".join(text.split())


def test_no_sentence_crosses_a_line_or_a_blank_line() -> None:
    text = "Russia recognises the Taliban\nMOSCOW - It was the first\n\nto do so. Kabul\n \nthanked it"
    assert [sentence.text for sentence in sentences(text)] == [
        "Russia recognises the Taliban",
        "MOSCOW - It was the first",
        "to do so.",
        "Kabul",
        "thanked it",
    ]


def test_lines_wrapped_at_a_width_are_no_borders() -> None:
    text = (
        "Russia on Thursday became the first country to recognise the Taliban\n"
        "government of Afghanistan. The U.S. Embassy in Kabul, which closed in\n"
        "August 2021, did not comment.\n\nKabul thanked Moscow."
    )
    found = [sentence.text for sentence in sentences(text)]
    assert len(found) == 3
    assert (
        found[0] == "Russia on Thursday became the first country to recognise the Taliban\ngovernment of Afghanistan."
    )


def test_a_long_text_without_ends_is_split_in_time() -> None:
    began = time.process_time()
    for unit in ("word ", "A. ", '"', "He left “now. Then. ", "\n", "x"):
        sentences(unit * (100_000 // len(unit)))
    assert time.process_time() - began < 10


def test_a_sentence_takes_less_than_a_millisecond() -> None:
    texts = [json.loads(line)["text"] for line in (CORPUS / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    began = time.process_time()
    count = sum(len(sentences(text)) for text in texts)
    assert (time.process_time() - began) / count < 0.001
