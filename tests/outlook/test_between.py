"""What two parties do next: from how often they did, within what can happen as they stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from comity.errors import InputError
from comity.forecasts import Forecasts
from comity.ledger import Ledger, open_ledger
from comity.outlook.acts_backtest import backtest_acts
from comity.outlook.between import between
from comity.outlook.calibration import Calibration, calibrate
from comity.outlook.rates import Rate
from comity.outlook.series import Series, of_rows, together
from tests.ledger.conftest import Calendar
from tests.ledger.making import said

NOW = date(2010, 6, 1)
HORIZONS = [30, 90, 365]


def busy(days: int = 700) -> Series:
    """Many pairs that do one of two acts, each pair at a pace of its own that does not change."""
    random = np.random.default_rng(0)
    first = NOW.toordinal() - days
    rows = [
        (first + day, f"S{source}", act, f"T{target}")
        for source in range(12)
        for target in range(12)
        for act, share in (("meet", 0.8), ("accuse", 0.2))
        for day in np.flatnonzero(random.random(days) < share * 0.0005 * 2**source)
    ]
    return of_rows(rows)


def test_whoever_does_much_is_expected_to_do_more(reference: Ledger) -> None:
    series = together(busy(), of_rows([(NOW.toordinal() - day, "RUS", "meet", "UKR") for day in range(0, 200, 4)]))
    found = between(reference, series, "RUS", "UKR", on=NOW, horizons=HORIZONS)
    assert all(0 < one.low <= one.probability <= one.high <= 1 for one in found)
    for act in {(one.source, one.act) for one in found}:
        rising = [one.probability for one in found if (one.source, one.act) == act]
        assert rising == sorted(rising)
    assert (found[0].source, found[0].act) == ("RUS", "meet")
    assert found[2].probability > 0.9
    assert "50 times in the past year" in found[0].reasons[0].words
    idle = [one for one in found if (one.source, one.act) == ("UKR", "accuse")]
    assert idle[0].probability < 0.01
    assert not idle[0].signal
    assert "no signal" in idle[0].basis


def test_what_stands_already_is_not_expected(own: Ledger) -> None:
    own.add(*said("open-mission", "RUS", "AFG", "2010-01-01", words="RUS opened an embassy in AFG."))
    acts = {(one.source, one.act) for one in between(own, busy(), "RUS", "AFG", on=NOW, horizons=[30])}
    assert ("RUS", "close-mission") in acts
    assert ("AFG", "close-mission") not in acts
    assert ("RUS", "withdraw-recognition") not in acts


def test_with_too_little_on_record_only_base_rates_are_left(reference: Ledger) -> None:
    found = between(reference, of_rows([]), "BRA", "PSE", on=date(2012, 1, 1), horizons=[365])
    assert [(one.source, one.act) for one in found if one.source == "BRA"] == [
        ("BRA", "establish-relations"),
        ("BRA", "withdraw-recognition"),
    ]
    assert all(not one.signal and 0 < one.probability < 0.1 for one in found)


def test_what_cannot_be_asked_is_said_in_a_sentence(reference: Ledger) -> None:
    foresee = Forecasts(reference)
    with pytest.raises(InputError, match="same actor"):
        foresee.between("Russia", "RUS")
    with pytest.raises(InputError, match="from 1 to 365"):
        foresee.between("RUS", "AFG", horizons=[400])
    with pytest.raises(InputError, match="span too few days"):
        foresee.backtest_acts()


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "empty.sqlite"), clock=Calendar()) as ledger:
        with pytest.raises(InputError, match="comity init --with-reference"):
            Forecasts(ledger).followers("recognise", "AFG")
        with pytest.raises(InputError, match="comity init --with-reference"):
            Forecasts(ledger).backtest()


def test_the_interval_of_a_rate_holds_nine_in_ten() -> None:
    random = np.random.default_rng(1)
    for count in (0.5, 2.0, 40.0):
        middle, low, high = Rate(count, 100.0).chance(30)
        chances = -np.expm1(-random.gamma(count, 1 / 100, 20_000) * 30)
        assert middle == pytest.approx(chances.mean(), abs=0.01)
        assert ((chances > low) & (chances < high)).mean() == pytest.approx(0.9, abs=0.05)


def test_corrected_forecasts_of_a_steady_world_come_true_as_often_as_said() -> None:
    found = backtest_acts(busy())
    for score in found.scores.values():
        assert score.skill_low > 0
        assert score.error < 0.02
    assert calibrate(busy(), NOW.toordinal()).slope > 0


def test_a_correction_keeps_the_order() -> None:
    correct = Calibration(shift=-1.0, slope=0.5)
    values = [correct(said) for said in (0.0, 1e-6, 0.1, 0.5, 0.999, 1.0)]
    assert values == sorted(values)
    assert Calibration()(0.3) == pytest.approx(0.3)
