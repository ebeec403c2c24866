"""What came of forecasts: settled from the ledger once their last day is over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from comity.ledger import Ledger
from comity.ledger.happenings import happenings
from comity.ledger.history import Change, changes
from comity.model.forecast import Forecast, Kept, Resolution
from comity.model.standing import MUTUAL, Dimension
from comity.ontology.acts import acts


def resolutions(ledger: Ledger, kept: Sequence[Kept], today: date) -> list[Resolution]:
    """What came of those of `kept` that are due before `today`, as far as it is not recorded as it now is known.

    None is settled before its last day is over, even if it came true: else what comes true would be settled first, and
    the scores of the meantime would be too good or too bad.
    """
    due = [one for one in kept if one.forecast.due < today]
    lasting = [one.forecast for one in due if acts()[one.forecast.act].dimension]
    dimensions = {Dimension(acts()[forecast.act].dimension) for forecast in lasting}
    found = changes(ledger, dimensions, on=today) if lasting else []
    outcomes = ((one, _outcome(ledger, one.forecast, found)) for one in due)
    return [outcome for one, outcome in outcomes if one.resolution != outcome]


def _outcome(ledger: Ledger, forecast: Forecast, found: Iterable[Change]) -> Resolution:
    if acts()[forecast.act].dimension:
        return _by_standing(forecast, found)
    return _by_event(ledger, forecast)


def _by_event(ledger: Ledger, forecast: Forecast) -> Resolution:
    """Whether the ledger tells of the act within the days of the forecast, and by which event."""
    pair = (forecast.source, forecast.target)
    sides = tuple(sorted(pair)) if acts()[forecast.act].reciprocal else pair
    for one in happenings(ledger, pair=pair, acts=[forecast.act], on=forecast.due):
        if (one.source, one.target) == sides and one.first > forecast.made:
            return Resolution(forecast.id, True, one.last, f"{one.source}/{one.act}/{one.target}/{one.last}")
    return Resolution(forecast.id, False)


def _by_standing(forecast: Forecast, found: Iterable[Change]) -> Resolution:
    """Whether the state that the act brings about began within the days of the forecast, and by which standing."""
    dimension = Dimension(acts()[forecast.act].dimension)
    pair = (forecast.source, forecast.target)
    sides = tuple(sorted(pair)) if dimension in MUTUAL else pair
    for change in found:
        within = forecast.made < change.day <= forecast.due
        if (
            within
            and change.dimension == dimension
            and (change.source, change.target) == sides
            and _did(forecast, change)
        ):
            rests_on = "/".join((change.source, change.dimension, change.target, change.day.isoformat()))
            return Resolution(forecast.id, True, change.day, rests_on)
    return Resolution(forecast.id, False)


def _did(forecast: Forecast, change: Change) -> bool:
    wanted = {acts()[forecast.act].state}
    if forecast.act == "withdraw-recognition":
        wanted.add("suspended")
    return change.state in wanted
