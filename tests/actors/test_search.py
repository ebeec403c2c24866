from __future__ import annotations

import pytest

from comity.actors.search import find_actors


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("RUS", "RUS"),
        ("rus", "RUS"),
        ("Russia", "RUS"),
        ("  the russian fed", "RUS"),
        ("Côte d’Ivoire", "CIV"),
        ("cote d'ivoire", "CIV"),
        ("Afghanistn", "AFG"),
        ("Kosov", "XKX"),
        ("taliban", "AFG"),
        ("Saint Vinc", "VCT"),
    ],
)
def test_the_likeliest_comes_first(typed: str, code: str) -> None:
    assert find_actors(typed)[0].code == code


def test_each_actor_comes_once_and_no_more_than_asked_for() -> None:
    found = find_actors("republic", limit=7)
    assert len(found) == 7 == len({one.code for one in found})


@pytest.mark.parametrize("typed", ["", "   ", "zzzzqqqq", "\0", "☃"])
def test_nothing_is_found_by_nothing(typed: str) -> None:
    assert find_actors(typed) == []
