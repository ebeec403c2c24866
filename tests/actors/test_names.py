"""Names in running text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.actors.folding import fold
from comity.actors.names import find_names

NOW = date(2025, 7, 4)


def found(text: str, on: date | None = NOW) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.actor.code) for hit in find_names(text, on)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Russia’s ambassador", [("Russia", "RUS")]),
        ("Côte d’Ivoire and Türkiye", [("Côte d’Ivoire", "CIV"), ("Türkiye", "TUR")]),
        ("The U.S. told us who WHO is.", [("U.S.", "USA"), ("WHO", "WHO")]),
        (
            "Papua New Guinea, Guinea-Bissau, Guinea",
            [("Papua New Guinea", "PNG"), ("Guinea-Bissau", "GNB"), ("Guinea", "GIN")],
        ),
        ("a Latin American, the South China Sea", []),
        ("Chinatown, Iranian", [("Iranian", "IRN")]),
        ("in the west; the West", [("West", "COLLECTIVE")]),
        ("a US-led force", [("US", "USA")]),
        ("turkey for dinner", []),
        ("Georgia, jordan", [("Georgia", "GEO")]),
    ],
)
def test_whole_words_longest_match_and_case(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


def test_rows_hold_on_the_date() -> None:
    assert found("Moscow", date(1985, 1, 1)) == [("Moscow", "SUN")]
    assert found("Moscow", date(1995, 1, 1)) == [("Moscow", "RUS")]
    assert found("the Taliban", date(2010, 1, 1)) == [("Taliban", "AFG:TALIBAN")]
    assert found("the Taliban", date(2022, 1, 1)) == [("Taliban", "AFG")]


def test_outside_every_span_the_nearest_is_taken() -> None:
    assert found("Yugoslavia", date(2015, 1, 1)) == [("Yugoslavia", "YUG")]


def test_without_a_date_the_latest_row_is_taken() -> None:
    assert found("Moscow, the Taliban", None) == [("Moscow", "RUS"), ("Taliban", "AFG")]


def test_some_names_need_their_context() -> None:
    assert found("the North attacked") == []
    assert found("Seoul said the North attacked") == [("Seoul", "KOR"), ("North", "PRK")]


def test_an_ambiguous_name_says_what_else_it_may_mean() -> None:
    [hit] = find_names("Congo", NOW)
    assert (hit.actor.code, hit.others) == ("COD", ("COG",))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_folded_with_its_origins(text: str) -> None:
    folded = fold(text)
    assert len(folded.cased) == len(folded.lower) == len(folded.origin) - 1
    assert list(folded.origin) == sorted(folded.origin)
    assert folded.origin[-1] == len(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Russia", "É", "ﬃ", "İ", "the U.S.", "’s ", " — ", "Ñandú ", "\u0301"]), max_size=12))
def test_offsets_lead_back_to_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    for hit in find_names(text, NOW):
        assert text[hit.start : hit.end].startswith(("Russia", "U.S")), text
