"""What two parties are likely to do to each other next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from comity.actors.registry import registry
from comity.errors import InputError
from comity.ledger import Ledger
from comity.ledger.history import Change, changes
from comity.ledger.knowledge import AsKnown
from comity.model.forecast import Forecast, Reason
from comity.model.standing import MUTUAL, Dimension
from comity.ontology.acts import acts
from comity.outlook.calibration import Calibration, calibrate
from comity.outlook.follow import check_horizon, follow
from comity.outlook.lasting import SELDOM, can, lasting_rate
from comity.outlook.rates import Rates
from comity.outlook.series import Series

VERSION = "rates 1"
"""The name of the model; it changes whenever the same data may give another forecast."""

ENOUGH = 100
"""With fewer acts than this on record nothing tells how often one act is done and how often another."""

LEARNED = "recognise"
"""The act that has a model of its own wherever it is at issue."""


def between(
    ledger: Ledger,
    series: Series,
    one: str,
    two: str,
    *,
    on: date,
    horizons: Sequence[int],
    as_known: AsKnown = None,
) -> list[Forecast]:
    """A forecast of each act of each of two parties (codes) toward the other within each of `horizons` days.

    What stands already, or lacks what it would end, is left out; and with fewer than ENOUGH acts in the series all but
    recognition and relations, whose chances are told from how all pairs stand. The likeliest come first, by the longest
    horizon. Raises InputError if nothing is left, or for a horizon that is none.
    """
    for horizon in horizons:
        check_horizon(horizon)
    rates = Rates(series, on.toordinal())
    correct = calibrate(rates.series, rates.on)
    standing = _standing(ledger, one, two, on, as_known)
    found = [
        forecast
        for source, target in ((one, two), (two, one))
        for act in acts()
        if not (acts()[act].reciprocal and source > target) and _can(act, source, target, standing)
        for forecast in _of_act(ledger, rates, correct, (source, act, target), horizons, as_known)
    ]
    if not found:
        raise InputError(
            f"The record up to {on} holds too little on {one} and {two}: {len(rates.series.days)} acts of any two, and "
            f"{ENOUGH} are needed; add articles with comity add, or import an archive."
        )
    longest = {(one.source, one.act, one.target): one.probability for one in found if one.horizon == max(horizons)}
    return sorted(found, key=lambda one: (-longest[one.source, one.act, one.target], one.act, one.source, one.horizon))


def _of_act(
    ledger: Ledger,
    rates: Rates,
    correct: Calibration,
    triple: tuple[str, str, str],
    horizons: Sequence[int],
    as_known: AsKnown,
) -> list[Forecast]:
    source, act, target = triple
    on = date.fromordinal(rates.on)
    if act in SELDOM:
        return _by_standing(ledger, rates, triple, horizons, as_known)
    if act != LEARNED:
        return _by_rate(rates, correct, triple, horizons, as_known) if len(rates.series.days) >= ENOUGH else []
    try:
        found = follow(ledger, act, target, on=on, horizons=horizons, as_known=as_known)
    except InputError:  # it is not at issue
        return []
    return [forecast for forecast in found if forecast.source == source]


def _by_rate(
    rates: Rates, correct: Calibration, triple: tuple[str, str, str], horizons: Sequence[int], as_known: AsKnown
) -> list[Forecast]:
    """By how often the two dealt with each other of late, corrected by how such rates did."""
    source, act, target = triple
    rate, base, dealings = rates.rate(*triple), rates.base(act), rates.dealings(source, target)
    common = _forecast(rates, triple, as_known)
    reasons = tuple(_reasons(rates, triple, dealings))
    found = []
    for horizon in horizons:
        probability, low, high = (correct(chance) for chance in rate.chance(horizon))
        found.append(
            replace(
                common,
                horizon=horizon,
                probability=probability,
                low=low,
                high=high,
                base=base.chance(horizon)[0],
                signal=dealings > 0,
                reasons=reasons,
                basis=_basis(rates, dealings),
            )
        )
    return found


def _by_standing(
    ledger: Ledger, rates: Rates, triple: tuple[str, str, str], horizons: Sequence[int], as_known: AsKnown
) -> list[Forecast]:
    """The base rate among all pairs that could, for an act so rare that nothing tells one pair from another."""
    on = date.fromordinal(rates.on)
    dimension = Dimension(acts()[triple[1]].dimension)
    rate = lasting_rate(changes(ledger, [dimension], on=on, as_known=as_known), triple[1], on)
    basis = f"the base rate among all pairs on record; no signal on these two ({rate.count - 0.5:.0f} in all)"
    common = replace(_forecast(rates, triple, as_known), basis=basis)
    found = []
    for horizon in horizons:
        probability, low, high = rate.chance(horizon)
        found.append(replace(common, horizon=horizon, probability=probability, low=low, high=high, base=probability))
    return found


def _forecast(rates: Rates, triple: tuple[str, str, str], as_known: AsKnown) -> Forecast:
    """A forecast that says nothing yet: a base rate of nothing, without a signal."""
    source, act, target = triple
    return Forecast(
        source=source,
        act=act,
        target=target,
        made=date.fromordinal(rates.on),
        horizon=1,
        probability=0.0,
        low=0.0,
        high=0.0,
        base=0.0,
        signal=False,
        reasons=(),
        basis="",
        model=VERSION,
        data=rates.series.name,
        as_known=as_known if isinstance(as_known, date) else None,
    )


def _reasons(rates: Rates, triple: tuple[str, str, str], dealings: int) -> Iterator[Reason]:
    source, act, target = triple
    factor = float(rates.rate(*triple).chance(1)[0] / rates.base(act).chance(1)[0])
    count, last = rates.last(*triple)
    if last:
        yield Reason(f"did so {count} times in the past year, last on {last}", factor)
    elif dealings:
        yield Reason(f"{registry().title(source)} did {dealings} other things to {registry().title(target)}", factor)


def _basis(rates: Rates, dealings: int) -> str:
    told = f"{len(rates.series.days)} acts on record since {date.fromordinal(int(rates.series.days[0]))}"
    return told if dealings else f"{told}; no signal, since none is of these two"


def _standing(ledger: Ledger, one: str, two: str, on: date, as_known: AsKnown) -> list[Change]:
    """The last change of each standing between the two, by the end of the day."""
    found = changes(ledger, Dimension, pair=(one, two), on=on, as_known=as_known)
    return list({(change.source, change.target, change.dimension, change.kind): change for change in found}.values())


def _can(act: str, source: str, target: str, standing: Sequence[Change]) -> bool:
    """Whether the act would change something between the two, as they stand."""
    dimension = acts()[act].dimension
    if not dimension:
        return True
    sides = (min(source, target), max(source, target)) if Dimension(dimension) in MUTUAL else (source, target)
    return can(
        act,
        [
            change.state
            for change in standing
            if change.dimension == dimension and (change.source, change.target) == sides
        ],
    )
