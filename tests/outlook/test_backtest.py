"""The past walked forward, on a case with few looks."""

from __future__ import annotations

from datetime import date

import pytest

from comity.errors import InputError
from comity.forecasts import Forecasts
from comity.ledger import Ledger
from comity.outlook.plot import svg


def test_looks_are_made_and_settled_within_the_record(reference: Ledger) -> None:
    found = Forecasts(reference).backtest(targets=["Syrian National Coalition"], on=date(2014, 6, 1))
    assert found.targets == ("SYR:SNC",)
    assert found.first == date(2012, 11, 12)
    assert set(found.scores) == {30, 90, 365}
    one = found.scores[30]
    assert one.forecasts > 500
    assert one.happened > 3
    assert one.skill_low <= one.skill <= one.skill_high
    assert sum(some.forecasts for some in one.bins) == one.forecasts
    drawn = svg(one, "A & B")
    assert drawn.count("<circle") == len(one.bins)
    assert "A &amp; B" in drawn


def test_what_was_never_at_issue_has_no_past_forecasts(reference: Ledger) -> None:
    with pytest.raises(InputError, match="No past forecast"):
        Forecasts(reference).backtest(targets=["France"])
    with pytest.raises(InputError, match="not on record"):
        Forecasts(reference).backtest("meet")
