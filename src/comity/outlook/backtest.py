"""The outlook over the past, walking forward: at each look only what had happened by then is known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from comity.errors import InputError
from comity.ledger.history import Change
from comity.outlook.episodes import PURSUITS, Episode
from comity.outlook.features import describe
from comity.outlook.followers import Model, ask, first_after, learn, within
from comity.outlook.hazard import Array
from comity.outlook.record import Record, of_changes
from comity.outlook.score import Score, score

HORIZONS = (30, 90, 365)
EVERY = 30
"""Days from one look at an episode to the next."""


@dataclass(frozen=True, slots=True)
class Backtest:
    """How good forecasts would have been of who follows toward `targets`, at each horizon in days.

    Each target is looked at every EVERY days from the day on which the first did it; what was then said was learned
    from what had happened by the first day of that year at the latest. `first` and `last` are the days of the first
    and the last look. A horizon that reaches beyond the record is left out. `scores` compare with the base rate of each
    target, which is how many followed over the past year; `average` with one base rate for all targets and days, how
    many followed in the average case before the year.
    """

    act: str
    targets: tuple[str, ...]
    first: date
    last: date
    scores: dict[int, Score]
    average: dict[int, Score]


@dataclass(frozen=True, slots=True)
class _Said:
    """What one look said of each state, what the base rate says, and what came of it."""

    horizon: int
    probability: Array
    base: float
    average: float
    happened: NDArray[np.bool_]
    case: tuple[str, int]


def backtest(
    changes: Sequence[Change],
    act: str,
    targets: Collection[str],
    until: date,
    progress: Callable[[int], None] = lambda more: None,
) -> Backtest:
    """Forecast who would do `act` toward each of `targets` (codes) again, over all of the record up to `until`.

    The interval of each score comes from resampling years of targets. `progress` is told of each year.
    Raises InputError if nothing can be scored.
    """
    whole = of_changes(changes, PURSUITS[act], until)
    wanted = [episode for episode in whole.episodes if episode.target in targets]
    looks = [(day, episode) for episode in wanted for day in _looks(episode, whole.until)]
    said = [one for year in _years(looks) for one in _of_year(changes, act, looks, year, whole, progress)]
    if not said:
        raise InputError(f"No past forecast of {act} toward {' or '.join(sorted(targets))} could be made and settled.")
    horizons = {horizon: [one for one in said if one.horizon == horizon] for horizon in HORIZONS}
    settled = {horizon: some for horizon, some in horizons.items() if some}
    days = [day for day, _ in looks]
    return Backtest(
        act,
        tuple(dict.fromkeys(episode.target for episode in wanted)),
        date.fromordinal(min(days)),
        date.fromordinal(max(days)),
        {horizon: _score(some, [one.base for one in some]) for horizon, some in settled.items()},
        {horizon: _score(some, [one.average for one in some]) for horizon, some in settled.items()},
    )


def _looks(episode: Episode, until: int) -> range:
    return range(episode.begins, min(episode.ends, until + 1), EVERY)


def _years(looks: Sequence[tuple[int, Episode]]) -> list[int]:
    return sorted({date.fromordinal(day).year for day, _ in looks})


def _of_year(
    changes: Sequence[Change],
    act: str,
    looks: Sequence[tuple[int, Episode]],
    year: int,
    whole: Record,
    progress: Callable[[int], None],
) -> Iterator[_Said]:
    """What the looks of one year say: learned once, from what had happened before the year began."""
    progress(1)
    here = [(day, episode) for day, episode in looks if date.fromordinal(day).year == year]
    try:
        past = of_changes(changes, PURSUITS[act], date(year, 1, 1))
    except InputError:
        return
    model = learn(past.field, past.episodes, past.steps, past.until)
    if model is None:
        return
    for day, episode in here:
        yield from _look(model, whole, episode, day)


def _look(model: Model, whole: Record, episode: Episode, day: int) -> Iterator[_Said]:
    """What is said on a day at each horizon that is over; the features of a day are cut off at it by their making."""
    told = describe(whole.field, episode, whole.steps[episode.target], day, model.rate)
    ahead = first_after(episode, day, min(whole.until, episode.ends - 1), len(whole.field.codes))[told.places] - day
    for horizon in HORIZONS:
        if day + horizon <= whole.until:
            chance = ask(model, told, horizon)
            case = (episode.target, date.fromordinal(day).year)
            average = float(within(np.array(model.rate * horizon)))
            yield _Said(horizon, chance.probability, chance.base, average, ahead <= horizon, case)


def _score(said: Sequence[_Said], bases: Sequence[float]) -> Score:
    cases = [one.case for one in said for _ in one.probability]
    base = np.concatenate([np.full(len(one.probability), base) for one, base in zip(said, bases, strict=True)])
    probability = np.concatenate([one.probability for one in said])
    return score(probability, base, np.concatenate([one.happened for one in said]), cases)
