"""Forecasts of acts between busy pairs over the past, walking forward over a series of acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from comity.errors import InputError
from comity.outlook.calibration import PAIRS, between_days, calibrate
from comity.outlook.rates import Rates
from comity.outlook.score import Score, score
from comity.outlook.series import Series

LOOKS = 12
"""How many times is looked, EVERY days apart, the last time so that the longest horizon is over."""
EVERY = 30
HORIZONS = (30, 90)
MEMORY = 120
"""How many days of acts must lie before the first look."""


@dataclass(frozen=True, slots=True)
class ActsBacktest:
    """How good forecasts of every act between the busiest pairs would have been, at each horizon in days."""

    first: date
    last: date
    scores: dict[int, Score]


Said = tuple[int, float, float, bool, int]
"""A horizon, what was said, what the base rate says, whether it happened, and the day of the look."""


def backtest_acts(series: Series, progress: Callable[[int], None] = lambda more: None) -> ActsBacktest:
    """Forecast every act of the series between its busiest pairs, and score it against the base rate of each act.

    The interval of each score comes from resampling the looks. Raises InputError for a series that is too short.
    """
    days = _days(series)
    if not days:
        needed = MEMORY + EVERY + max(HORIZONS)
        raise InputError(f"The acts on record span too few days for a backtest; {needed} are needed.")
    said = [one for day in days for one in _look(series, day, progress)]
    scores = {horizon: _score([one for one in said if one[0] == horizon]) for horizon in HORIZONS}
    return ActsBacktest(date.fromordinal(days[0]), date.fromordinal(days[-1]), scores)


def _days(series: Series) -> list[int]:
    if not len(series.days):
        return []
    last = int(series.days[-1]) - max(HORIZONS)
    days = [last - EVERY * back for back in reversed(range(LOOKS))]
    return [day for day in days if day >= int(series.days[0]) + MEMORY]


def _look(series: Series, day: int, progress: Callable[[int], None]) -> Iterator[Said]:
    progress(1)
    rates = Rates(series, day)
    acts = np.unique(rates.series.acts).tolist()
    later = {horizon: between_days(series, day, day + horizon) for horizon in HORIZONS}
    correct = calibrate(rates.series, day)
    for source, target in rates.busiest(PAIRS):
        for act in acts:
            rate, base = rates.rate_at(source, act, target), rates.base_at(act)
            for horizon, happened in later.items():
                told = (source, act, target) in happened
                yield horizon, correct(rate.chance(horizon)[0]), base.chance(horizon)[0], told, day


def _score(said: list[Said]) -> Score:
    _, told, base, happened, days = zip(*said, strict=True)
    return score(np.array(told), np.array(base), np.array(happened), days)
