"""Series of days: how often each of many pairs did each act, and what of it bears on the days to come."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.outlook.links.facts import Facts, Floats, Ints, Mask, join

SPANS = np.array([3.0, 10.0, 30.0, 120.0])
"""The days after which a count has faded to 1/e."""
WEEK = 7
AGE, SHARE = 4, 5
"""The columns of features that hold the days since the act, and the share of past weeks in which it was done."""
LONG_AGO = 400.0
"""The days since an act that a pair has not done."""


@dataclass(frozen=True, slots=True)
class Series:
    """The pairs of actors that did most, and each act that any of them did.

    `pair` is the row in `source` and `target` of each series and `act` its act; `counts` has a row a series and a
    column a day from `first` on.
    """

    source: Ints
    target: Ints
    pair: Ints
    act: Ints
    first: int
    counts: NDArray[np.float32]

    def __len__(self) -> int:
        """The number of series."""
        return len(self.act)

    def within(self, day: int, days: int = WEEK) -> Mask:
        """Whether each act is done on `day` or the days that follow it, `days` in all."""
        start = day - self.first
        return np.asarray(self.counts[:, start : start + days].any(axis=1))


def busiest(known: Facts, later: Facts, pairs: int) -> Series:
    """The series of the pairs with most facts in `known`, and of the acts they did there, with what came `later`."""
    actors = int(max(part.max() for part in (known.source, known.target, later.source, later.target))) + 1
    acts = int(max(known.act.max(), later.act.max())) + 1
    most, count = np.unique(known.source * actors + known.target, return_counts=True)
    chosen = np.sort(most[np.argsort(-count, kind="stable")[:pairs]])
    facts = join([known, later])
    key = facts.source * actors + facts.target
    pair = np.minimum(np.searchsorted(chosen, key), len(chosen) - 1)
    series = np.where(chosen[pair] == key, pair * acts + facts.act, -1)
    done = np.setdiff1d(series[: len(known)], [-1])
    row = np.minimum(np.searchsorted(done, series), len(done) - 1)
    first = int(facts.day.min())
    counts = np.zeros((len(done), int(facts.day.max()) - first + 1), np.float32)
    counted = done[row] == series
    np.add.at(counts, (row[counted], facts.day[counted] - first), 1)
    return Series(chosen // actors, chosen % actors, done // acts, done % acts, first, counts)


def describe(series: Series, mornings: Collection[int]) -> Iterator[tuple[int, Floats]]:
    """The features of each series by each of some mornings, from that of the second day to that after the last.

    They rest on what happened on earlier days.
    """
    groups = _groups(series)
    faded = np.zeros((len(series), len(SPANS)), np.float32)
    weeks, tried = np.zeros(len(series), np.float32), 0
    last = np.full(len(series), -LONG_AGO, np.float32)
    fade = np.exp(-1 / SPANS).astype(np.float32)
    for column in range(series.counts.shape[1]):
        today = series.counts[:, column]
        faded = faded * fade + today[:, None]
        last[today > 0] = column
        if column + 1 >= WEEK:
            weeks, tried = weeks + series.counts[:, column + 1 - WEEK : column + 1].any(axis=1), tried + 1
        if (day := series.first + column + 1) in mornings:
            yield day, _features(faded, column + 1 - last, weeks, tried, groups)


def _features(faded: Floats, ages: Floats, weeks: Floats, tried: int, groups: list[Ints]) -> Floats:
    """Fading rates, days since, the share of past weeks in which it was done, and the rates of what is akin."""
    rates = faded / SPANS.astype(np.float32)
    share = (weeks + 0.5) / (tried + 1)
    columns = [rates, np.minimum(ages, LONG_AGO)[:, None], share[:, None]]
    for group in groups:
        totals = [np.bincount(group, rate)[group] - rate for rate in rates.T]
        columns.append(np.stack(totals, axis=1))
    return np.concatenate(columns, axis=1, dtype=np.float32)


def _groups(series: Series) -> list[Ints]:
    """By which series are akin: the same pair, the same act, the same source and the same target."""
    return [series.pair, series.act, series.source[series.pair], series.target[series.pair]]
