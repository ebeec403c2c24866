"""Forecasts are kept, settled and scored in the ledger itself, on both databases; nothing of them is overwritten."""

from __future__ import annotations

from datetime import date

import pytest

from comity.errors import InputError
from comity.forecasts import Forecasts
from comity.ledger import Ledger
from comity.ledger.audit import verify
from comity.ledger.forecasts import keep, kept
from comity.model.forecast import Forecast, Reason
from tests.ledger.conftest import Calendar
from tests.ledger.making import said
from tests.ledger.test_audit import damage


def forecast(source: str, *, act: str = "recognise", probability: float = 0.2, horizon: int = 30) -> Forecast:
    return Forecast(
        source=source,
        act=act,
        target="AFG",
        made=date(2025, 7, 4),
        horizon=horizon,
        probability=probability,
        low=0.1,
        high=0.4,
        base=0.05,
        signal=True,
        reasons=(Reason("borders on Afghanistan", 1 / 3),),
        basis="3 cases",
        model="test 1",
        data="0",
    )


def test_what_is_kept_is_what_was_said_and_keeping_it_again_changes_nothing(ledger: Ledger) -> None:
    said_so = [forecast("KAZ"), forecast("UZB", probability=0.1 + 0.2)]
    assert keep(ledger, said_so) == 2
    assert keep(ledger, [*said_so, forecast("TJK")]) == 1
    assert [one.forecast for one in kept(ledger)] == [*said_so, forecast("TJK")]
    assert all(one.resolution is None for one in kept(ledger))
    assert verify(ledger).problems == ()


def test_forecasts_are_settled_once_their_last_day_is_over(ledger: Ledger, calendar: Calendar) -> None:
    foresee = Forecasts(ledger)
    foresee.keep([forecast("KAZ"), forecast("UZB"), forecast("CHN", act="visit"), forecast("IRN", horizon=365)])
    calendar.set(2025, 8, 3)
    ledger.add(*said("recognise", "KAZ", "AFG", "2025-08-03"))
    ledger.add(*said("recognise", "UZB", "AFG", "2025-08-04"))
    ledger.add(*said("visit", "CHN", "AFG", "2025-07-20"))
    assert len(foresee.resolve()) == 0  # 3 August is the last day: it is not over
    calendar.set(2025, 8, 4)
    came = {one.forecast.source: one.resolution for one in foresee.resolve()}
    assert {source: one.happened for source, one in came.items() if one} == {"KAZ": True, "UZB": False, "CHN": True}
    assert came["KAZ"] and came["KAZ"].rests_on == "KAZ/recognition/AFG/2025-08-03"
    assert came["CHN"] and came["CHN"].day == date(2025, 7, 20)
    assert len(foresee.resolve()) == 0


def test_what_the_ledger_learns_later_settles_a_forecast_anew(ledger: Ledger, calendar: Calendar) -> None:
    foresee = Forecasts(ledger)
    foresee.keep([forecast("KAZ")])
    calendar.set(2025, 9, 1)
    assert [one.resolution.happened for one in foresee.resolve() if one.resolution] == [False]
    calendar.set(2025, 9, 10)
    ledger.add(*said("recognise", "KAZ", "AFG", "2025-07-30"))
    assert [one.resolution.happened for one in foresee.resolve() if one.resolution] == [True]
    before = foresee.kept(as_known=date(2025, 9, 2)).rows[0].resolution
    assert before is not None
    assert before.happened is False
    assert verify(ledger).problems == ()


def test_scores_count_what_is_settled(ledger: Ledger, calendar: Calendar) -> None:
    foresee = Forecasts(ledger)
    with pytest.raises(InputError, match="No kept forecast is settled"):
        foresee.score()
    foresee.keep([forecast("KAZ", probability=0.8), forecast("UZB", probability=0.1), forecast("IRN", horizon=300)])
    ledger.add(*said("recognise", "KAZ", "AFG", "2025-07-30"))
    calendar.set(2025, 9, 1)
    foresee.resolve()
    found = foresee.score()
    assert (found.forecasts, found.happened) == (2, 1)
    assert found.brier == pytest.approx((0.2**2 + 0.1**2) / 2)
    assert found.base_brier == pytest.approx((0.95**2 + 0.05**2) / 2)
    assert found.skill == pytest.approx(1 - found.brier / found.base_brier)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE forecast SET probability = 0.9",
        "UPDATE forecast SET reasons = 'x'",
        "UPDATE resolution SET happened = 1",
        "DELETE FROM resolution",
        "UPDATE forecast SET known_from = 2",
    ],
)
def test_a_forecast_that_was_changed_is_found(ledger: Ledger, calendar: Calendar, statement: str) -> None:
    foresee = Forecasts(ledger)
    foresee.keep([forecast("KAZ")])
    calendar.set(2025, 9, 1)
    foresee.resolve()
    assert damage(ledger, statement)
