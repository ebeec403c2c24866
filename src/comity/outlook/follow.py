"""Who follows next: forecasts of each state that may still come to do what others did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from comity.errors import InputError
from comity.ledger import Ledger
from comity.ledger.knowledge import AsKnown
from comity.model.forecast import Forecast
from comity.outlook.episodes import PURSUITS
from comity.outlook.features import PRIOR_DAYS, YEAR, Day, describe, followed
from comity.outlook.followers import ENOUGH, HORIZON, VERSION, Model, ask, learn
from comity.outlook.rates import Rate
from comity.outlook.reasons import Teller
from comity.outlook.record import Record, gather

AVERAGE = 1e-4
"""How many follow a day, for each state that could, where no record says: about one in thirty a year."""


def follow(
    ledger: Ledger, act: str, target: str, *, on: date, horizons: Sequence[int], as_known: AsKnown = None
) -> list[Forecast]:
    """A forecast of each state that may still do `act` toward `target` (a code) within each of `horizons` days.

    They come horizon by horizon, the likeliest first. Raises InputError for an act whose past cases are not on record,
    for a target toward which it is not at issue on the day `on`, and for a horizon that is not from 1 to HORIZON days.
    """
    for horizon in horizons:
        check_horizon(horizon)
    if act not in PURSUITS:
        raise InputError(f"Who comes to {act!r} next is not on record; ask for {' or '.join(PURSUITS)}.")
    record = gather(ledger, PURSUITS[act], target, on, as_known)
    episode = record.episode(target)
    model = learn(record.field, record.episodes, record.steps, record.until)
    day = describe(record.field, episode, record.steps[target], record.until, model.rate if model else AVERAGE)
    known = as_known if isinstance(as_known, date) else None
    found = [
        forecast
        for horizon in horizons
        for forecast in (_learned(record, model, day, horizon, known) if model else _alike(record, day, horizon, known))
    ]
    return sorted(found, key=lambda forecast: (forecast.horizon, -forecast.probability, forecast.source))


def check_horizon(horizon: int) -> None:
    """Raise InputError for a horizon that Comity does not look ahead to."""
    if not 1 <= horizon <= HORIZON:
        raise InputError(f"{horizon} is no horizon: Comity looks from 1 to {HORIZON} days ahead.")


def _question(record: Record, day: Day, horizon: int, as_known: date | None) -> partial[Forecast]:
    """A forecast of which all is said but for whom it is, how likely and why."""
    return partial(
        Forecast,
        act=record.pursuit.act,
        target=day.episode.target,
        made=date.fromordinal(day.day),
        horizon=horizon,
        model=VERSION,
        data=record.version,
        as_known=as_known,
    )


def _learned(record: Record, model: Model, day: Day, horizon: int, as_known: date | None) -> list[Forecast]:
    chance = ask(model, day, horizon)
    teller = Teller(record.field, record.steps[day.episode.target], day)
    basis = f"{model.followed} who followed in {model.cases} cases on record"
    forecast = _question(record, day, horizon, as_known)
    return [
        forecast(
            source=record.field.codes[place],
            probability=float(chance.probability[row]),
            low=float(chance.low[row]),
            high=float(chance.high[row]),
            base=chance.base,
            signal=True,
            reasons=teller.reasons(row, chance.factors[row]),
            basis=basis,
        )
        for row, place in enumerate(day.places)
    ]


def _alike(record: Record, day: Day, horizon: int, as_known: date | None) -> list[Forecast]:
    """The base rate for every state: too few followed in past cases to tell one from another."""
    seen = followed(day.episode, day.day)
    left = max(len(day.places), 1)
    count = int((seen > day.day - YEAR).sum()) + AVERAGE * PRIOR_DAYS[YEAR] * left
    rate = Rate(count, left * (min(day.day - day.episode.begins, YEAR) + PRIOR_DAYS[YEAR]))
    probability, low, high = rate.chance(horizon)
    basis = f"the base rate of this target; no signal, since fewer than {ENOUGH} followed in the cases on record"
    forecast = _question(record, day, horizon, as_known)
    return [
        forecast(
            source=record.field.codes[place],
            probability=probability,
            low=low,
            high=high,
            base=probability,
            signal=False,
            reasons=(),
            basis=basis,
        )
        for place in day.places
    ]
