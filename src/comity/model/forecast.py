"""What is likely next, how likely, on what grounds, and what came of it."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass

from comity.model.ids import content_id


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that moves a probability: `words` say what, `factor` by how much it multiplies the rate.

    The factor compares with the average of all cases that the model learned from; above 1 it makes the act likelier.
    """

    words: str
    factor: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """How likely it is that `source` does `act` toward `target` within `horizon` days after `made`.

    `probability` lies within the interval from `low` to `high`, which holds nine in ten of the values that other
    samples of past cases would have given. `base` is the base rate: what would be said of any state alike. Where the
    record holds no `signal` on who acts, the probability is a base rate too. `basis` says in words what it was learned
    from. `model` and `data` are versions: the same ones give the same forecast. `as_known` is the day up to which the
    ledger's knowledge was used, None being all of it.
    """

    source: str
    act: str
    target: str
    made: datetime.date
    horizon: int
    probability: float
    low: float
    high: float
    base: float
    signal: bool
    reasons: tuple[Reason, ...]
    basis: str
    model: str
    data: str
    as_known: datetime.date | None = None

    @property
    def due(self) -> datetime.date:
        """The last day on which it can come true."""
        return self.made + datetime.timedelta(days=self.horizon)

    @property
    def id(self) -> str:
        """The hash of all that is said: forecasts of another day, model or data are others."""
        fields = asdict(self)
        known = self.as_known.isoformat() if self.as_known else None
        return content_id("forecast", fields | {"made": self.made.isoformat(), "as_known": known})


@dataclass(frozen=True, slots=True)
class Resolution:
    """What came of the forecast with the id `forecast`: whether it `happened`, on which `day`, by which event.

    `rests_on` is the id of the event or standing. `day` is None and `rests_on` empty where it did not happen.
    """

    forecast: str
    happened: bool
    day: datetime.date | None = None
    rests_on: str = ""

    @property
    def id(self) -> str:
        """The hash of all that is said."""
        return content_id("resolution", asdict(self) | {"day": self.day.isoformat() if self.day else None})


@dataclass(frozen=True, slots=True)
class Kept:
    """A forecast in the ledger since `at`, with its latest resolution, None while there is none."""

    forecast: Forecast
    at: datetime.datetime
    resolution: Resolution | None = None
    resolved_at: datetime.datetime | None = None
