"""How often and how fast sources are asked."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from random import Random, SystemRandom

from comity.clock import Clock, utc_now
from comity.settings import Settings

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
MOST_JITTER = 1.5
"""How many times as long as planned a pause may be."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Times in seconds.

    A feed is fetched `every` so often, a host asked with `apart` between two requests or what its robots.txt wants if
    that is longer, and its robots.txt again after `rules`, as long as the standard lets it be kept. What failed is
    tried again after `first`, then twice that and so on up to `longest`, and an article at most `tries` times. A host
    that asks for a rest is given it, up to `rest`. Alerts are looked for after every `look`.
    """

    every: float = 15 * MINUTE
    apart: float = 2.0
    rules: float = DAY
    first: float = MINUTE
    longest: float = 12 * HOUR
    rest: float = 7 * DAY
    look: float = 10.0
    tries: int = 12

    def times(self, factor: float) -> Pace:
        """The same pace with every time multiplied."""
        changed = {one.name: getattr(self, one.name) * factor for one in fields(self) if one.name != "tries"}
        return Pace(**changed, tries=self.tries)

    def until_next(self, chance: Random) -> float:
        """Until a feed is fetched again; a tenth more or less, so that not all are fetched at once."""
        return self.every * chance.uniform(0.9, 1.1)

    def pause(self, failures: int, chance: Random) -> float:
        """After so many failures in a row; up to half as long again, so that those who failed do not come together."""
        return min(self.first * 2.0 ** min(failures - 1, 60), self.longest) * chance.uniform(1.0, MOST_JITTER)


USUAL = Pace()
"""The pace unless something else is asked for."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a whole watch: the settings, the pace, the clock on the wall, and chance."""

    settings: Settings
    pace: Pace = USUAL
    clock: Clock = utc_now
    chance: Random = field(default_factory=SystemRandom)

    def wall(self) -> float:
        """The time on the wall, in seconds since 1970."""
        return self.clock().timestamp()
