"""Whom an actor is likely to do an act to next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from comity.errors import InputError
from comity.outlook.links.ranker import Plan
from comity.outlook.links.upcoming import rank_targets
from comity.outlook.series import of_rows

FIRST = date(2025, 1, 1)
ON = FIRST + timedelta(days=81)
Row = tuple[int, str, str, str]
PLAN = Plan(candidates=6, fit_days=40, fit_candidates=4, rule_days=20, networks=1)


def habits(days: int = 120) -> list[Row]:
    """Fiji meets Tonga on most days and Samoa on some; others do other things."""
    rows: list[Row] = []
    for number in range(days):
        day = FIRST.toordinal() + number
        rows.append((day, "FJI", "meet", "WSM" if number % 5 == 0 else "TON"))
        rows.append((day, "TON", "accuse", ("NRU", "KIR:POLICE", "WSM")[number % 3]))
        rows.append((day, "NRU", "meet", ("FJI", "KIR:POLICE")[number % 2]))
    return rows


def test_habit_comes_first_and_is_told() -> None:
    found = rank_targets(of_rows(habits()), "FJI", "meet", ON, PLAN)
    assert [target.code for target in found[:2]] == ["TON", "WSM"]
    assert found[0].before == 65
    assert found[1].last == ON - timedelta(days=1)
    assert sum(target.probability for target in found) == pytest.approx(1)
    assert found[0].probability > 0.5


def test_what_comes_later_is_not_known() -> None:
    future = [(ON.toordinal() + 1 + number, "FJI", "meet", "NRU") for number in range(30)]
    past = [row for row in habits() if row[0] <= ON.toordinal()]
    one, two = of_rows(past + future), of_rows(habits())
    assert rank_targets(one, "FJI", "meet", ON, PLAN) == rank_targets(two, "FJI", "meet", ON, PLAN)


@pytest.mark.parametrize(("source", "act"), [("TUV", "meet"), ("FJI", "praise")])
def test_what_is_not_on_record_gets_a_sentence(source: str, act: str) -> None:
    with pytest.raises(InputError, match="Nothing is on record of"):
        rank_targets(of_rows(habits()), source, act, ON, PLAN)


def test_too_short_a_record_gets_a_sentence() -> None:
    with pytest.raises(InputError, match="too little history"):
        rank_targets(of_rows(habits()), "FJI", "meet", FIRST + timedelta(days=1), PLAN)
