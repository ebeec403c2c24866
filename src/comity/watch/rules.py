"""Rules for alerts: what they are about, and whether something is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from comity.ledger.news import Change
from comity.model.event import Event
from comity.model.forecast import Forecast
from comity.model.report import Status
from comity.model.standing import Dimension
from comity.ontology.acts import acts as known_acts
from comity.read.send import MailServer

DAYS = 30
"""How many days ago something may have happened to be worth an alert, unless a rule says otherwise."""

Side = frozenset[str]


@dataclass(frozen=True, slots=True)
class Webhook:
    """JSON sent to `address`, with `token` as a bearer's."""

    address: str
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """E-mail handed to `server`."""

    server: MailServer
    sender: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtomFile:
    """The latest alerts as an Atom feed in the file `path`."""

    path: str
    title: str


Channel = Webhook | Mail | AtomFile


@dataclass(frozen=True, slots=True)
class Rule:
    """What one rule is about.

    It looks at changes of the standing in `dimensions` and at events of `acts` with a status among `statuses`; where
    either is empty it does not look at such. With `probability` it looks at forecasts alone, that come to be likelier
    than that, of `acts`. One side must be of `actors` and the other of `others`; None is any.
    `sources` is how many independent sources an event must have; reports of doubt count only if `uncertain`. What
    happened more than `days` ago is none of its business. `channels` name where it is sent.
    """

    name: str
    dimensions: frozenset[Dimension]
    acts: frozenset[str]
    statuses: frozenset[Status]
    actors: Side | None
    others: Side | None
    sources: int
    uncertain: bool
    days: int
    probability: float | None
    channels: tuple[str, ...]

    def wants_change(self, change: Change) -> bool:
        """Whether the rule is about `change`."""
        standing = change.standing
        return standing.dimension in self.dimensions and self._between(standing.source, standing.target)

    def wants_event(self, event: Event) -> bool:
        """Whether the rule is about `event`."""
        return (
            self.probability is None
            and event.act in self.acts
            and event.status in self.statuses
            and event.sources >= self.sources
            and (self.uncertain or not all(one.report.uncertain for one in event.reports))
            and self._between(event.source, event.target)
        )

    def wants_forecast(self, forecast: Forecast, before: float | None) -> bool:
        """Whether the rule is about `forecast`, where the one before on the same question gave `before`."""
        return (
            self.probability is not None
            and (before or 0.0) <= self.probability < forecast.probability
            and forecast.act in self.acts
            and self._between(forecast.source, forecast.target)
        )

    def __str__(self) -> str:
        """What the rule is about, in words."""
        about = []
        if self.dimensions:
            about.append(f"any change of {_listed(self.dimensions, 'or')}")
        if self.acts:
            acts = "anything" if self.acts >= set(known_acts()) else _listed(self.acts, "or")
            likely = f"with a probability above {self.probability:g}" if self.probability is not None else None
            about.append(f"{acts}, {likely or _listed(self.statuses, 'or')}")
        sides = [f"by or toward {_listed(self.actors, 'or')}"] if self.actors else []
        sides += [f"with {_listed(self.others, 'or')} on the other side"] if self.others else []
        sources = [f"told by {self.sources} independent sources"] if self.sources > 1 else []
        when = [f"of the last {self.days} days"] if self.probability is None else []
        return "; ".join((" or ".join(about), *sides, *sources, *when, f"sent by {_listed(self.channels, 'and')}"))

    def _between(self, one: str, two: str) -> bool:
        return any(_is_of(mine, self.actors) and _is_of(other, self.others) for mine, other in ((one, two), (two, one)))


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a file, and its channels by name."""

    rules: tuple[Rule, ...]
    channels: Mapping[str, Channel]


def _is_of(code: str, side: Side | None) -> bool:
    """Whether an actor is on a side, itself or as a part of a state that is ("AFG:TALIBAN" of "AFG")."""
    return side is None or code in side or code.partition(":")[0] in side


def _listed(words: Iterable[str], joined: str) -> str:
    """Words in a row: a, b or c."""
    *first, last = sorted(words)
    return f"{', '.join(first)} {joined} {last}" if first else last
