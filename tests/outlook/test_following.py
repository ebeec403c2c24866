"""Who follows next: probabilities that can be, reasons that are so, and sentences for what cannot be asked."""

from __future__ import annotations

from datetime import date

import pytest

from comity.errors import ActorError, InputError
from comity.forecasts import Forecasts
from comity.ledger import Ledger, open_ledger
from comity.model.forecast import Forecast
from comity.outlook.follow import follow
from tests.ledger.making import said

AFTER_RUSSIA = date(2025, 7, 4)
HORIZONS = (1, 30, 90, 365)


@pytest.fixture(scope="module")
def found(reference: Ledger) -> list[Forecast]:
    return follow(reference, "recognise", "AFG", on=AFTER_RUSSIA, horizons=HORIZONS)


def of(found: list[Forecast], horizon: int) -> dict[str, Forecast]:
    return {one.source: one for one in found if one.horizon == horizon}


def test_every_probability_is_one_and_lies_in_its_interval(found: list[Forecast]) -> None:
    assert all(0 < one.low <= one.probability <= one.high < 1 and 0 < one.base < 1 for one in found)
    assert len(of(found, 365)) > 150


def test_a_probability_never_falls_as_the_days_grow(found: list[Forecast]) -> None:
    for source in of(found, 1):
        rising = [of(found, horizon)[source] for horizon in HORIZONS]
        for field in ("probability", "low", "high", "base"):
            values = [getattr(one, field) for one in rising]
            assert values == sorted(values)


def test_those_who_did_it_and_the_target_itself_are_not_asked(found: list[Forecast]) -> None:
    assert not {"RUS", "AFG", "SUN", "YUG"} & of(found, 365).keys()


def test_neighbours_and_fellows_of_the_first_come_before_those_far_off(found: list[Forecast]) -> None:
    ranked = list(of(found, 365))
    assert set(ranked[:6]) <= {"TJK", "UZB", "TKM", "PAK", "IRN", "CHN", "KAZ", "KGZ"}
    assert {"KAZ", "KGZ", "BLR"} <= set(ranked[:12])
    assert ranked.index("TJK") < ranked.index("NOR") < len(ranked)
    reasons = {reason.words: reason.factor for reason in of(found, 365)["TJK"].reasons}
    assert reasons["borders on Afghanistan"] > 1
    assert any("other members of" in words for words in reasons)
    assert all("borders" not in reason.words for reason in of(found, 365)["NOR"].reasons)


def test_steps_and_talks_of_the_ledger_raise_a_probability_and_are_told(own: Ledger, found: list[Forecast]) -> None:
    own.add(*said("accept-envoy", "CHN", "AFG", "2024-01-30"))
    own.add(*said("meet", "IDN", "AFG", "2025-06-01"))
    now = of(follow(own, "recognise", "AFG", on=AFTER_RUSSIA, horizons=[365]), 365)
    before = of(found, 365)
    assert now["CHN"].probability > 1.5 * before["CHN"].probability
    assert now["IDN"].probability > 1.1 * before["IDN"].probability
    assert any("1 of 3 steps" in reason.words and "assumed" in reason.words for reason in now["CHN"].reasons)
    assert any("1 times in the past year" in reason.words for reason in now["IDN"].reasons)


def test_whoever_claims_the_target_is_unlikely(reference: Ledger) -> None:
    ranked = follow(reference, "recognise", "XKX", on=date(2012, 1, 1), horizons=[365])
    assert "SRB" in {one.source for one in ranked[-15:]}
    (serbia,) = (one for one in ranked if one.source == "SRB")
    assert any("claims what Kosovo" in reason.words and reason.factor < 0.3 for reason in serbia.reasons)


def test_who_withdraws_next_is_asked_of_those_who_recognise(reference: Ledger) -> None:
    ranked = {
        one.source for one in follow(reference, "withdraw-recognition", "ESH", on=date(1990, 1, 1), horizons=[365])
    }
    assert "DZA" in ranked
    assert not {"MAR", "FRA", "USA"} & ranked


def test_too_few_cases_give_a_base_rate_that_says_so(tmp_path: object) -> None:
    with open_ledger(f"{tmp_path}/few.sqlite") as ledger:
        ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03"))
        found = follow(ledger, "recognise", "AFG", on=AFTER_RUSSIA, horizons=[365])
    assert len({one.probability for one in found}) == 1
    assert found[0].low < found[0].probability < found[0].high < 0.1
    assert not found[0].signal
    assert "no signal" in found[0].basis


@pytest.mark.parametrize(
    ("act", "target", "on", "horizon", "sentence"),
    [
        ("recognise", "Ruritania", None, 30, "Ruritania"),
        ("dance", "AFG", None, 30, "not on record; ask for recognise"),
        ("recognise", "AFG", None, 0, "from 1 to 365 days ahead"),
        ("recognise", "AFG", None, 366, "from 1 to 365 days ahead"),
        ("recognise", "AFG", date(2999, 1, 1), 30, "has not come yet"),
        ("recognise", "FRA", None, 30, "knows of nobody who came to recognise France"),
        ("recognise", "SSD", None, 30, "admitted to the United Nations on 2011-07-14"),
        ("recognise", "XKX", date(2007, 1, 1), 30, "knows of nobody who came to recognise Kosovo by 2007-01-01"),
        ("recognise", "AFG", date(1900, 1, 1), 30, "comity init --with-reference"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(
    reference: Ledger, act: str, target: str, on: date | None, horizon: int, sentence: str
) -> None:
    with pytest.raises((InputError, ActorError), match=sentence) as caught:
        Forecasts(reference).followers(act, target, on=on, horizon=horizon)
    assert str(caught.value).endswith((".", "?"))
