"""Who did what to whom on which days, as arrays: from the ledger's events and, if there is one, an archive's rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.ledger.happenings import Happening

if TYPE_CHECKING:
    from comity.archives.archive import Archive

Numbers = NDArray[np.int64]

STANDING_ACTS = frozenset(
    {"recognise", "withdraw-recognition", "establish-relations", "restore-relations", "sever-relations"}
)
"""The acts whose chances are told from how all pairs stand and not from events."""

YEARS = 3
"""How far back an archive is read: what lies farther counts for nothing in rates that fade with time."""

EPOCH = date(1970, 1, 1).toordinal()
"""The ordinal of the day from which archives count."""


@dataclass(frozen=True, slots=True)
class Series:
    """Acts by day, each act of one side toward another counted once a day; `days` are ordinals, in order.

    `sources`, `acts` and `targets` are places in `words`.
    """

    days: Numbers
    sources: Numbers
    acts: Numbers
    targets: Numbers
    words: tuple[str, ...]

    def up_to(self, day: int) -> Series:
        """The series without what happened after `day`."""
        seen = int(np.searchsorted(self.days, day, side="right"))
        return Series(self.days[:seen], self.sources[:seen], self.acts[:seen], self.targets[:seen], self.words)

    def place(self, word: str) -> int:
        """The place of a code or an act, -1 if it is in none of the rows."""
        return self.words.index(word) if word in self.words else -1

    @property
    def name(self) -> str:
        """What the series holds, as a version: the same rows give the same name."""
        total = int((self.days * 31 + self.sources * 131 + self.acts * 1_031 + self.targets * 10_007).sum())
        return f"{len(self.days)}-{total % 2**40:010x}"


def of_happenings(found: Iterable[Happening]) -> Series:
    """The series of what the ledger tells; what is dated to a month or year is left out.

    So are acts of recognition and relations: lists of them over decades say nothing on how often any two deal.
    """
    exact = (one for one in found if one.first == one.last and one.act not in STANDING_ACTS)
    rows = [(one.last.toordinal(), one.source, one.act, one.target) for one in exact]
    return of_rows(rows)


def of_rows(rows: Iterable[tuple[int, str, str, str]]) -> Series:
    """The series of days with source, act and target."""
    distinct = sorted(set(rows))
    words = tuple(sorted({word for row in distinct for word in row[1:]}))
    places = {word: place for place, word in enumerate(words)}
    table = np.array(
        [(day, places[source], places[act], places[target]) for day, source, act, target in distinct],
        dtype=np.int64,
    ).reshape(-1, 4)
    return _series(table, words)


def of_archive(archive: Archive, until: date) -> Series:
    """The series of an archive's rows of the YEARS up to a day, as published by then: those with act and both sides."""
    from comity.archives.columns import coded, days

    since = until - timedelta(days=365 * YEARS)
    table = archive.events(since=since, until=until, known_by=until, columns=["date", "source", "act", "target"])
    columns = [coded(table, name) for name in ("source", "act", "target")]
    words = tuple(sorted({word for _, dictionary in columns for word in dictionary}))
    places = {word: place for place, word in enumerate(words)}
    numbers = [np.array([*(places[word] for word in dictionary), -1])[column] for column, dictionary in columns]
    whole = np.column_stack([days(table).astype(np.int64) + EPOCH, *numbers])
    known = whole[(whole >= 0).all(axis=1) & (whole[:, 1] != whole[:, 3])]
    return _series(np.unique(known, axis=0), words)


def together(one: Series, other: Series) -> Series:
    """Both series as one, what both tell being counted once."""
    if not len(one.days) or not len(other.days):
        return one if len(one.days) else other
    words = tuple(sorted({*one.words, *other.words}))
    places = {word: place for place, word in enumerate(words)}
    rows = np.concatenate([_placed(some, places) for some in (one, other)])
    return _series(np.unique(rows, axis=0), words)


def _series(rows: Numbers, words: tuple[str, ...]) -> Series:
    return Series(rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3], words)


def _placed(series: Series, places: dict[str, int]) -> Numbers:
    new = np.array([places[word] for word in series.words], dtype=np.int64)
    return np.column_stack([series.days, new[series.sources], new[series.acts], new[series.targets]])
