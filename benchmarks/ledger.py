"""The ledger at the size of an archive: how fast it is filled and asked, and how large its file is.

python -m benchmarks.ledger                       ten million reports; about a quarter of an hour on a quiet machine
python -m benchmarks.ledger --reports 200000      the same in half a minute
python -m benchmarks.ledger --ledger big.sqlite   fills the file if it is not there, keeps it, and asks it

Counted is all of `Ledger.add_many`, from reports that are in memory to the committed standing and the last index; not
counted is the making of the reports, which goes on between the batches. Seconds are those of the clock; --processor
counts those of the processor, for a machine that other work keeps busy. Exits 1 if a figure is beyond its limit.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from comity.ledger import Ledger, days, open_ledger
from comity.ledger.pairs import EVENTS, standing, timeline
from comity.ledger.record import Item
from comity.ledger.who import VERBS as WHO
from comity.ledger.who import who
from comity.model.document import Document, Span
from comity.model.report import Mention, Precision, Report, Status, When
from comity.model.standing import MUTUAL
from comity.ontology.acts import acts

Clock = Callable[[], float]
LIMITS = {"reports a second": 20_000, "bytes a report": 600, "milliseconds": 20.0, "times the bare query": 3.0}
QUESTIONS = 300
STATUSES = list(Status)
ACTORS = [f"{first}{second}{third}" for first in "ABCDEFGH" for second in "ABCDE" for third in "ABCDE"]
"""200 codes; how often each is in the news falls off with its place, as it does among states."""
FIRST_DAY = date(1990, 1, 1)
REPORTS_PER_DOCUMENT = 4
FREQUENT = ("meet", "criticise", "request", "attack", "cooperate", "visit", "accuse", "praise", "coerce", "negotiate")
VERBS = ("recognises", "has-relations-with", "sanctions", "has-embassy-in", "fights")


def main() -> None:
    """Fill a ledger, ask it, and print each figure with its limit."""
    options = arguments()
    clock = time.process_time if options.processor else time.perf_counter
    with tempfile.TemporaryDirectory() as folder:
        path: Path = options.ledger or Path(folder) / "ledger.sqlite"
        good = path.exists() or filled(path, options.reports, clock)
        with open_ledger(str(path)) as ledger:
            good &= asked(ledger, path, clock)
    sys.exit(not good)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000_000)
    parser.add_argument("--ledger", type=Path, help="a file to keep; it takes 6 GB for ten million")
    parser.add_argument("--processor", action="store_true", help="count the seconds of the processor")
    return parser.parse_args()


def filled(path: Path, reports: int, clock: Clock) -> bool:
    """Load so many reports into a new ledger at `path`."""
    with open_ledger(str(path)) as ledger:
        making = Stopwatch(clock)
        loaded = seconds_of(clock, lambda: ledger.add_many(making.timed(documents(reports)))) - making.seconds
    print(f"{reports:,} reports; the {making.seconds:.0f} s of making them are not counted")
    return shown("bulk", {"reports a second": reports / loaded, "bytes a report": path.stat().st_size / reports})


class Stopwatch:
    """Adds up the time that an iterator takes."""

    def __init__(self, clock: Clock) -> None:
        """Start with none."""
        self.seconds = 0.0
        self._clock = clock

    def timed(self, items: Iterator[Item]) -> Iterator[Item]:
        """The same items."""
        start = self._clock()
        for one in items:
            self.seconds += self._clock() - start
            yield one
            start = self._clock()


def documents(reports: int) -> Iterator[Item]:
    """So many reports in documents of four, day by day as news comes, always the same."""
    chance = random.Random(2026)
    names = list(acts())
    weights = [12 if name in FREQUENT else 1 for name in names]
    news = [1 / (place + 3) for place in range(len(ACTORS))]
    for number in range(reports // REPORTS_PER_DOCUMENT):
        published = FIRST_DAY + timedelta(days=number * REPORTS_PER_DOCUMENT * 12_000 // reports)
        one, two = chance.choices(ACTORS, news, k=2)
        told = chance.choices(names, weights, k=REPORTS_PER_DOCUMENT)
        yield item(number, published, one, two if two != one else "ZZZ", told, chance)


def item(number: int, published: date, one: str, two: str, told: list[str], chance: random.Random) -> Item:
    """A document of a sentence an act."""
    sentences = [
        f"On {published} {one} did {act} toward {two}, officials of both said in note {number}." for act in told
    ]
    text = " ".join(sentences)
    document = Document(text, address=f"https://example.org/{number}", publisher=f"P{number % 97}", published=published)
    about, reports, start = (document.id, text, str(published), one, two), [], 0
    for act, sentence in zip(told, sentences, strict=True):
        reports.append(report(*about, start, len(sentence), act, chance))
        start += len(sentence) + 1
    return document, reports


def report(
    document: str, text: str, day: str, one: str, two: str, start: int, length: int, act: str, chance: random.Random
) -> Report:
    """The report that a sentence makes; one in ten is no assertion, one in twenty is uncertain."""
    phrase = Span.of(text, start + 3, start + 3 + len(day))
    source = Span.of(text, phrase.end + 1, phrase.end + 1 + len(one))
    trigger = Span.of(text, source.end + 5, source.end + 5 + len(act))
    target = Span.of(text, trigger.end + 8, trigger.end + 8 + len(two))
    return Report(
        document=document,
        act=act,
        status=chance.choices(STATUSES, cum_weights=(90, 92, 96, 100))[0],
        source=(Mention(source, (one,), "GOV", 0.97, "named in the registry"),),
        target=(Mention(target, (two,), "GOV", 0.97, "named in the registry"),),
        when=When(day, Precision.DAY, phrase),
        trigger=trigger,
        evidence=Span.of(text, start, start + length),
        contexts=("diplomatic",),
        confidence=round(chance.uniform(0.3, 1.0), 2),
        uncertain=chance.random() < 0.05,
        reader="benchmark 1",
    )


def asked(ledger: Ledger, path: Path, clock: Clock) -> bool:
    """Ask each question of pairs as frequent as in the news, and compare with the bare query, given as much memory."""
    chance = random.Random(1)
    news = [1 / (place + 3) for place in range(len(ACTORS))]
    good = True
    with sqlite3.connect(path) as bare:
        bare.execute("PRAGMA cache_size = -65536")
        numbers = dict(bare.execute("SELECT text, id FROM word"))
        for name, ask, query in (
            ("standing", ask_standing, bare_standing),
            ("who", ask_who, bare_who),
            ("timeline", ask_timeline, bare_timeline),
        ):
            ours, theirs = [], []
            for _ in range(QUESTIONS):
                one, two = chance.choices(ACTORS, news, k=2)
                on = FIRST_DAY + timedelta(days=chance.randrange(12_000))
                ours.append(seconds_of(clock, lambda: ask(ledger, one, two, on)))  # noqa: B023  called at once
                theirs.append(seconds_of(clock, lambda: query(bare, numbers[one], numbers[two], on, numbers)))  # noqa: B023
            figures = {
                "milliseconds": 1000 * statistics.quantiles(ours, n=20)[-1],
                "times the bare query": statistics.quantiles(ours, n=20)[-1] / statistics.quantiles(theirs, n=20)[-1],
            }
            good &= shown(name, figures)
    return good


def ask_standing(ledger: Ledger, one: str, two: str, on: date) -> object:
    """How a pair stands."""
    return standing(ledger, one, two, on=on)


def ask_who(ledger: Ledger, one: str, two: str, on: date) -> object:
    """Who stands so toward one, each verb in turn by the day."""
    return who(ledger, VERBS[on.toordinal() % len(VERBS)], one, on=on)


def ask_timeline(ledger: Ledger, one: str, two: str, on: date) -> object:
    """The latest events of a pair up to a day."""
    return timeline(ledger, one, two, on=on)


def bare_standing(bare: sqlite3.Connection, one: int, two: int, on: date, numbers: dict[str, int]) -> object:
    """The rows of `standing`, in words."""
    day = days.number(on)
    return bare.execute(
        f"SELECT {STATES} WHERE ((s.source = ? AND s.target = ?) OR (s.source = ? AND s.target = ?)) "
        'AND s.start <= ? AND s."end" > ? AND s.known_until IS NULL',
        (one, two, two, one, day, day),
    ).fetchall()


def bare_who(bare: sqlite3.Connection, one: int, two: int, on: date, numbers: dict[str, int]) -> object:
    """The rows of `who`, in words; either side's where the respect is mutual."""
    day, verb = days.number(on), WHO[VERBS[on.toordinal() % len(VERBS)]]
    sides = "(s.target = ?1 OR s.source = ?1)" if verb.dimension in MUTUAL else "s.target = ?1"
    return bare.execute(
        f"SELECT {STATES} WHERE {sides} AND s.dimension = ?2 "
        'AND s.start <= ?3 AND s."end" > ?3 AND s.known_until IS NULL',
        (one, numbers.get(verb.dimension.value, 0), day),
    ).fetchall()


def bare_timeline(bare: sqlite3.Connection, one: int, two: int, on: date, numbers: dict[str, int]) -> object:
    """The rows of `timeline`: the latest claims either way with their reports and documents, in words."""
    ways = " UNION ALL ".join(f"SELECT * FROM (SELECT * FROM claim {LATEST})" for _ in range(2))
    return bare.execute(
        f"SELECT {SAID} FROM (SELECT * FROM ({ways}) ORDER BY first DESC LIMIT {EVENTS + EVENTS // 4}) c {PASSAGES}",
        (one, two, days.number(on), two, one, days.number(on)),
    ).fetchall()


WORDS = ("source", "target", "dimension", "kind", "state", "act", "alternative")
STATES = (
    ", ".join(f"{name}.text" for name in WORDS)
    + ', s.start, s.start_latest, s."end", s.end_latest, s.supports, s.opposes FROM standing s '
    + " ".join(f"JOIN word {name} ON {name}.id = s.{name}" for name in WORDS)
)
LATEST = (
    "WHERE source = ? AND target = ? AND first <= ? AND known_until IS NULL "
    f"ORDER BY first DESC LIMIT {EVENTS + EVENTS // 4}"
)
SAID = "source.text, target.text, act.text, status.text, reader.text, c.first, c.last, r.*, d.*, e.at"
PASSAGES = (
    "JOIN report r ON r.seq = c.report JOIN document d ON d.seq = r.document JOIN entry e ON e.seq = r.known_from "
    + " ".join(f"JOIN word {name} ON {name}.id = c.{name}" for name in ("source", "target", "act", "status"))
    + " JOIN word reader ON reader.id = r.reader"
)
"""The bare queries fetch what a person needs: words and not their numbers, passages and not their places."""


def seconds_of(clock: Clock, work: Callable[[], object]) -> float:
    """How long `work` takes."""
    start = clock()
    work()
    return clock() - start


def shown(name: str, figures: dict[str, float]) -> bool:
    """Print figures beside their limits; returns whether all keep them."""
    good = True
    for unit, value in figures.items():
        kept = value >= LIMITS[unit] if unit == "reports a second" else value <= LIMITS[unit]
        good &= kept
        print(f"{name:10} {value:10,.1f} {unit:22} limit {LIMITS[unit]:,.0f} {'' if kept else 'MISSED'}", flush=True)
    return good


if __name__ == "__main__":
    main()
