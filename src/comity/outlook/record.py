"""The record that the outlook learns from: who did what toward whom by a day, as the ledger knows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from comity.actors.peers import settled
from comity.actors.registry import registry
from comity.errors import InputError
from comity.ledger import Ledger
from comity.ledger.happenings import TALKING, Happening, happenings
from comity.ledger.history import Change, changes
from comity.ledger.knowledge import AsKnown
from comity.model.ids import content_id
from comity.model.standing import Dimension
from comity.outlook.episodes import Episode, Pursuit, episodes
from comity.outlook.field import Field
from comity.outlook.steps import Steps

DIMENSIONS = (Dimension.RECOGNITION, Dimension.RELATIONS, Dimension.MISSION, Dimension.ENVOY)


@dataclass(frozen=True, slots=True)
class Record:
    """All episodes of one pursuit up to the day `until`, the steps short of it, and a version of all that."""

    field: Field
    pursuit: Pursuit
    episodes: tuple[Episode, ...]
    steps: dict[str, Steps]
    until: int
    version: str

    def episode(self, target: str) -> Episode:
        """The episode of `target` that runs on the last day; raises InputError if it is not at issue then."""
        for episode in self.episodes:
            if episode.target == target and episode.begins <= self.until < episode.ends:
                return episode
        raise InputError(_not_at_issue(target, self.pursuit.act, date.fromordinal(self.until), self.episodes))


def gather(ledger: Ledger, pursuit: Pursuit, target: str, on: date, as_known: AsKnown = None) -> Record:
    """The record up to the day `on`, with the talks of `target`, as known; raises InputError if it holds no case."""
    found = changes(ledger, DIMENSIONS, on=on, as_known=as_known)
    spoken = happenings(ledger, of=target, acts=TALKING, on=on, as_known=as_known)
    return of_changes(found, pursuit, on, {target: spoken})


def of_changes(
    found: Sequence[Change], pursuit: Pursuit, on: date, spoken: dict[str, list[Happening]] | None = None
) -> Record:
    """The record that changes and talks make up to the day `on`, whatever later ones are among them."""
    until = on.toordinal()
    known = [change for change in found if change.day <= on]
    field = Field(_first_acts(known))
    cases = tuple(episodes(known, pursuit, field, until))
    if not cases:
        raise InputError(
            f"The ledger has no case of {pursuit.act} up to {on} to learn from; "
            "load the list of recognitions with comity init --with-reference."
        )
    spoken = spoken or {}
    targets = {episode.target for episode in cases}
    steps = {target: Steps(field, target, known, spoken.get(target, [])) for target in targets}
    version = content_id("record", [[str(one) for one in known], [str(one) for one in spoken.values()]])[:12]
    return Record(field, pursuit, cases, steps, until, version)


def _first_acts(known: Sequence[Change]) -> dict[str, int]:
    first: dict[str, int] = {}
    for change in known:
        if change.dimension == Dimension.RECOGNITION and change.state == "formal":
            first.setdefault(change.source, change.day.toordinal())
    return first


def _not_at_issue(target: str, act: str, on: date, cases: Sequence[Episode]) -> str:
    name = registry().title(target)
    begins = [episode.begins for episode in cases if episode.target == target]
    if target in settled() and on >= settled()[target].since:
        fact = settled()[target]
        return f"Who comes to {act} {name} is not at issue on {on}: it was {fact.reason} on {fact.since}."
    if begins and min(begins) > on.toordinal():
        return f"Who comes to {act} {name} is not at issue on {on}: the first did on {date.fromordinal(min(begins))}."
    return f"The ledger knows of nobody who came to {act} {name} by {on}, so who follows is not at issue there."
