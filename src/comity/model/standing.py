"""How two parties stand toward each other: lasting states over spans of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Dimension(StrEnum):
    """In which respect two parties stand toward each other."""

    RECOGNITION = "recognition"
    RELATIONS = "relations"
    MISSION = "mission"
    ENVOY = "envoy"
    SANCTIONS = "sanctions"
    AGREEMENT = "agreement"
    CONFLICT = "conflict"


MUTUAL = frozenset({Dimension.RELATIONS, Dimension.AGREEMENT, Dimension.CONFLICT})
"""The dimensions in which two parties stand alike; their source and target are in the order of the codes."""

NONE = "none"
"""The state before anything is known to have happened."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One state that lasted from `start` until `end` (exclusive), None being open.

    `start` to `start_latest` are the days on which it can have begun, a single one where the source gives the day;
    so with `end` and `end_latest`. `act` opened it; `supports` and `opposes` count the reports for and against it. A
    `disputed` state is what the weightier side says, and `alternative` what the other says: another state, or the same
    «from» a later day; then it is disputed up to `start_latest` only.
    """

    id: str
    source: str
    target: str
    dimension: Dimension
    kind: str
    state: str
    start: date
    start_latest: date
    end: date | None
    end_latest: date | None
    act: str
    disputed: bool
    alternative: str
    supports: int
    opposes: int

    def disputed_on(self, day: date) -> bool:
        """Whether the state on `day` is disputed, and not only since when it is so."""
        return self.disputed and (day < self.start_latest or not self.alternative.startswith(f"{self.state} from "))

    @property
    def how(self) -> str:
        """How the state was chosen, in words."""
        if not self.disputed:
            return "undisputed"
        return f"{self.supports} for «{self.state}», {self.opposes} for «{self.alternative}»"
