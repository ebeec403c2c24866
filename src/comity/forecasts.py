"""The use cases of the outlook: what is likely next, what was said to be, and how good that was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from comity.errors import InputError
from comity.ledger import Ledger, open_ledger
from comity.ledger.answer import Answer
from comity.ledger.forecasts import keep, kept, settle
from comity.ledger.happenings import happenings
from comity.ledger.history import Change, changes
from comity.ledger.knowledge import AsKnown
from comity.model.forecast import Forecast, Kept
from comity.outlook.acts_backtest import ActsBacktest, backtest_acts
from comity.outlook.backtest import Backtest, backtest
from comity.outlook.between import between
from comity.outlook.episodes import PURSUITS
from comity.outlook.follow import follow
from comity.outlook.record import DIMENSIONS
from comity.outlook.resolve import resolutions
from comity.outlook.score import Score, score_kept
from comity.outlook.series import Series, of_archive, of_happenings, together
from comity.questions import Questions
from comity.settings import Settings

if TYPE_CHECKING:
    from comity.archives.archive import Archive
    from comity.outlook.links.upcoming import Target

HORIZONS = (30, 90, 365)
"""How many days ahead is looked where nobody says."""

YEAR = 365

Progress = Callable[[int], None]
"""Is told how many more of a long task's parts are done."""

PROVING = ("XKX", "PSE")
"""Toward whom the model of who follows is put to the proof; no choice in its making rests on them."""


def silent(more: int) -> None:
    """Nobody is told."""


class Forecasts(Questions):
    """What can be asked of a ledger about what is likely next, beside all other questions.

    Actors are named as people type them or by their code. `on` is the day from which one looks ahead, today without
    one: nothing that happened later enters. `as_known` is the day of the ledger's knowledge.
    """

    def __init__(self, ledger: Ledger, archive: Archive | None = None) -> None:
        """Ask `ledger`, and learn from `archive` too."""
        super().__init__(ledger)
        self.archive = archive

    def followers(
        self, act: str, target: str, *, on: date | None = None, horizon: int = YEAR, as_known: AsKnown = None
    ) -> Answer[Forecast]:
        """How likely each state that has not done it is to do `act` toward `target` within `horizon` days, by rank.

        Raises InputError where that is not at issue, nothing is on record to learn from, or the horizon is none.
        """
        day = self._day(on)
        found = follow(self.ledger, act, self.code(target, day), on=day, horizons=[horizon], as_known=as_known)
        return Answer(tuple(found))

    def between(
        self,
        one: str,
        two: str,
        *,
        on: date | None = None,
        horizons: Sequence[int] = HORIZONS,
        as_known: AsKnown = None,
    ) -> Answer[Forecast]:
        """How likely each act of each of two parties toward the other is within each of `horizons` days.

        The acts come by their likelihood within the longest horizon. It is learned from the ledger's events and, where
        there is one, the archive's.
        """
        day = self._day(on)
        codes = self.code(one, day), self.code(two, day)
        if codes[0] == codes[1]:
            raise InputError(f"{one} and {two} are the same actor; name two.")
        found = between(self.ledger, self._series(day, as_known), *codes, on=day, horizons=horizons, as_known=as_known)
        return Answer(tuple(found))

    def targets(self, source: str, act: str, *, on: date | None = None, as_known: AsKnown = None) -> Answer[Target]:
        """Whom `source` is likely to do `act` to next, by rank, from the ledger's events and the archive's.

        Raises InputError where nothing is on record of either, or too little to learn from, or an extra is lacking.
        """
        day = self._day(on)
        try:
            from comity.outlook.links.upcoming import rank_targets
        except ModuleNotFoundError as error:
            raise InputError("Ranking targets needs the extra “outlook”: pip install 'comity[outlook]'.") from error
        return Answer(tuple(rank_targets(self._series(day, as_known), self.code(source, day), act, day)))

    def keep(self, forecasts: Iterable[Forecast]) -> int:
        """Keep `forecasts` in the ledger, to be settled once they are due; returns how many were not kept before."""
        return keep(self.ledger, forecasts)

    def kept(self, *, as_known: AsKnown = None) -> Answer[Kept]:
        """The forecasts that are kept, in the order in which they came, with what came of them so far."""
        return Answer(tuple(kept(self.ledger, as_known=as_known)))

    def resolve(self) -> Answer[Kept]:
        """Settle the kept forecasts whose last day is over; returns those that were settled or now are otherwise."""
        settled = resolutions(self.ledger, kept(self.ledger), self.ledger.today())
        settle(self.ledger, settled)
        names = {resolution.forecast for resolution in settled}
        return Answer(tuple(one for one in kept(self.ledger) if one.forecast.id in names))

    def score(self, *, as_known: AsKnown = None) -> Score:
        """How good the kept forecasts were that are settled; raises InputError if none is."""
        return score_kept(kept(self.ledger, as_known=as_known))

    def backtest(
        self,
        act: str = "recognise",
        targets: Sequence[str] = PROVING,
        *,
        on: date | None = None,
        as_known: AsKnown = None,
        progress: Progress = silent,
    ) -> Backtest:
        """How good forecasts of who follows would have been in the past; `progress` is told of each year."""
        if act not in PURSUITS:
            raise InputError(f"Who comes to {act!r} next is not on record; ask for {' or '.join(PURSUITS)}.")
        day = self._day(on)
        codes = [self.code(target, day) for target in targets]
        found = changes(self.ledger, DIMENSIONS, on=day, as_known=as_known)
        return backtest(found, act, codes, _last_day(found, day), progress)

    def backtest_acts(self, *, on: date | None = None, progress: Progress = silent) -> ActsBacktest:
        """How good forecasts of acts between the busiest pairs of the record would have been; raises InputError."""
        return backtest_acts(self._series(self._day(on), None), progress)

    def _series(self, day: date, as_known: AsKnown) -> Series:
        told = of_happenings(happenings(self.ledger, on=day, as_known=as_known))
        return together(told, of_archive(self.archive, day)) if self.archive else told

    def _day(self, on: date | None) -> date:
        today = self.ledger.today()
        if on and on > today:
            raise InputError(f"{on} has not come yet; a forecast is made on a day up to today, {today}.")
        return on or today


def record(forecast: Forecast) -> dict[str, Any]:
    """A forecast as plain values: its fields, its id and its last day; the reasons as a list of words and factors."""
    days = {"made": forecast.made.isoformat(), "due": forecast.due.isoformat()}
    known = forecast.as_known.isoformat() if forecast.as_known else None
    reasons = [asdict(reason) for reason in forecast.reasons]
    return {"id": forecast.id, **asdict(forecast), **days, "as_known": known, "reasons": reasons}


def record_target(target: Target) -> dict[str, Any]:
    """A target as plain values: its fields, the day as text."""
    return asdict(target) | {"last": target.last.isoformat() if target.last else None}


def record_kept(kept: Kept) -> dict[str, Any]:
    """A kept forecast as plain values, with when it was kept and what came of it, None where that is open."""
    came = kept.resolution
    return {
        **record(kept.forecast),
        "kept_at": kept.at.isoformat(),
        "happened": came.happened if came else None,
        "happened_on": came.day.isoformat() if came and came.day else None,
        "rests_on": came.rests_on if came else None,
        "resolved_at": kept.resolved_at.isoformat() if kept.resolved_at else None,
    }


@contextmanager
def forecasting(settings: Settings) -> Iterator[Forecasts]:
    """The ledger of `settings`, open to be asked what is likely next; it must be there."""
    with open_ledger(settings.ledger, create=False) as ledger:
        yield Forecasts(ledger, _archive(settings))


def _archive(settings: Settings) -> Archive | None:
    """The archive of `settings`, None if there is none."""
    from comity.archives.catalogue import NAME

    if not (settings.archive / NAME).exists():
        return None
    from comity.archives.archive import Archive

    return Archive(settings.archive)


def _last_day(found: Sequence[Change], day: date) -> date:
    """The day up to which the record can be taken to be whole: that of its last change."""
    return min(day, max((change.day for change in found), default=day))
