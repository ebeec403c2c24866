"""The probability that one does an act to another within a week, for pairs that have done it before.

Gradient-boosted trees on fading rates, fitted by log loss on mornings of the past whose week is over, which leaves them
calibrated as far as the weeks to come are like those past.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.errors import InputError
from comity.outlook.links.facts import Facts, Floats, Mask
from comity.outlook.links.series import AGE, LONG_AGO, SHARE, WEEK, Series, busiest, describe

if TYPE_CHECKING:
    import lightgbm

ROWS = 400_000
"""The most rows that the model is fitted on."""
WARM = 56
"""Days at the start of the record that only serve to look back on."""
STEP = 3
"""Days between the mornings that are fitted on; no divisor of a week, so that each weekday has its turn."""
LEAST_MORNINGS = 5
"""The fewest mornings that the model can be fitted on."""
TREES = 150
_PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 31,
    "min_data_in_leaf": 200,
    "feature_fraction": 0.7,
    "lambda_l2": 10.0,
    "max_bin": 127,
    "num_threads": 2,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


@dataclass(frozen=True, slots=True)
class Odds:
    """Forecasts that came due: the morning, the series, the probability, what was to be expected of it, and what came.

    `usual` is the share of past weeks in which the pair did the act, the forecast to beat.
    """

    day: NDArray[np.int64]
    series: NDArray[np.int64]
    probability: Floats
    usual: Floats
    came: Mask

    def only(self, rows: Mask) -> Odds:
        """Some of the forecasts."""
        return Odds(self.day[rows], self.series[rows], self.probability[rows], self.usual[rows], self.came[rows])


def forecast(known: Facts, later: Facts, pairs: int = 2000) -> tuple[Series, Odds]:
    """Forecast each morning of `later` whose week ends within it, by a model fitted on `known`.

    What `later` tells is looked back on once its day is past; the model, the pairs and the acts rest on `known` alone.
    Raises InputError if `known` is too short to learn from.
    """
    series = busiest(known, later, pairs)
    begins, ends = int(later.day.min()), int(later.day.max())
    past = range(begins - WEEK, series.first + WARM - 1, -STEP)
    if len(past) < LEAST_MORNINGS:
        days = WARM + WEEK + STEP * (LEAST_MORNINGS - 1)
        raise InputError(f"Weekly forecasts need {days} days to learn from; give a longer record.")
    coming = range(begins, ends - WEEK + 2)
    share = min(1.0, ROWS / (len(past) * len(series)))
    rng = np.random.default_rng(0)
    learnt: list[tuple[Floats, Mask]] = []
    due: list[tuple[int, Floats, Mask]] = []
    model: lightgbm.Booster | None = None
    for day, features in describe(series, {*past, *coming}):
        came = series.within(day)
        if day < begins:
            # An act that the pair did only later would tell the model that what was never done is likely to be.
            rows = (rng.random(len(series)) < share) & (features[:, AGE] < LONG_AGO)
            learnt.append((features[rows], came[rows]))
            continue
        model = model or _fit(learnt)
        due.append((day, np.column_stack([model.predict(features), features[:, SHARE]]), came))
    return series, _odds(due)


def _fit(learnt: list[tuple[Floats, Mask]]) -> lightgbm.Booster:
    import lightgbm

    features, came = (np.concatenate(column) for column in zip(*learnt, strict=True))
    return lightgbm.train(_PARAMETERS, lightgbm.Dataset(features, came), TREES)


def _odds(due: list[tuple[int, Floats, Mask]]) -> Odds:
    sizes = [len(came) for _, _, came in due]
    forecasts = np.concatenate([table for _, table, _ in due])
    return Odds(
        day=np.repeat([day for day, _, _ in due], sizes),
        series=np.concatenate([np.arange(size) for size in sizes]),
        probability=forecasts[:, 0].astype(np.float32),
        usual=forecasts[:, 1].astype(np.float32),
        came=np.concatenate([came for _, _, came in due]),
    )
