"""Coding at scale: the speed-up of two processes over one, the memory of all, Ray beside the pool, and what much costs.

    python -m benchmarks.scale                                   100,000 articles; the better part of a day on two cores
    python -m benchmarks.scale --articles 400 --compare 100      the same in minutes, with rougher figures
    python -m benchmarks.scale --costs 1.1                       only the table, for so many core-seconds an article

Articles are made of the corpus's passages, with lengths as news has them (2,500 characters in the median, spread
log-normally). Every sentence of the corpus is about something that happened, so real news costs less. The first
`--compare` articles are coded by one process, by two and by Ray, all of them by two. Wall-clock seconds mean something
on an idle machine only; processor seconds, from which the costs are computed, on a busy one too. Memory is what all
processes together have to themselves, with their share of what they have in common (PSS). Exits 1 if a figure is
beyond its limit.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from training.corpus import rows

PROGRAM = Path(sys.executable).with_name("comity")
MEDIAN_CHARACTERS = 2_500
SPREAD = 0.6
FIRST_DAY = date(2025, 1, 1)
AMOUNTS = {"a day of the world's news": 10**6, "a year of it": 365 * 10**6, "twenty years (GDELT)": 10**9}
LIMITS = {"speed-up": 1.9, "memory": 1.2e9, "overhead": 0.15}


@dataclass(frozen=True)
class Run:
    """What one run took: seconds of the clock and of all processors, the most memory, and bytes of output."""

    articles: int
    wall: float
    processor: float
    memory: int
    output: int

    @property
    def pace(self) -> str:
        """How fast it was, and in how much memory."""
        rate = self.articles / self.wall
        return f"{self.articles:,} articles in {self.wall:,.0f} s, {rate:.2f} a second, {self.memory / 1e6:,.0f} MB"

    @property
    def work(self) -> str:
        """What an article took of a processor."""
        return f"{self.processor / self.articles:.3f} core-seconds each"


def main() -> None:
    """Measure as the command line says."""
    options = arguments()
    if options.costs is not None:
        costs(options.costs, options.bytes)
        return
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        some = written(folder / "some.jsonl", options.compare)
        one, two = code(some, options.compare, "--workers", "1"), code(some, options.compare, "--workers", "2")
        print(f"one process: {one.pace}, {one.work}\ntwo:         {two.pace}, {two.work}", flush=True)
        shared = code(some, options.compare, "--engine", "ray")
        print(f"Ray:         {shared.pace}", flush=True)
        every = code(written(folder / "all.jsonl", options.articles), options.articles, "--workers", "2")
        print(f"all, by two: {every.pace}, {every.work}", flush=True)
    good = shown("speed-up of two over one", one.wall / two.wall, at_least=LIMITS["speed-up"])
    good &= shown("memory of all, in GB", every.memory / 1e9, at_most=LIMITS["memory"] / 1e9)
    good &= shown("Ray's overhead", shared.wall / two.wall - 1, at_most=LIMITS["overhead"])
    costs(every.processor / every.articles, shared.output / shared.articles)
    sys.exit(not good)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--compare", type=int, default=2_000, help="articles that are coded in each way")
    parser.add_argument("--folder", help="where files are laid")
    parser.add_argument("--costs", type=float, metavar="SECONDS", help="core-seconds an article: print the table only")
    parser.add_argument("--bytes", type=float, default=4_200, help="bytes of output an article, for the table")
    return parser.parse_args()


def articles(count: int) -> Iterator[dict[str, str]]:
    """So many articles, always the same."""
    chance = random.Random(2026)
    passages = [row["text"] for row in rows()]
    for number in range(count):
        length = MEDIAN_CHARACTERS * chance.lognormvariate(0, SPREAD)
        text = chance.choice(passages)
        while len(text) < length:
            text += "\n\n" + chance.choice(passages)
        published = FIRST_DAY + timedelta(days=number * 60 // count)
        yield {"id": str(number), "published": published.isoformat(), "text": text}


def written(path: Path, count: int) -> Path:
    """A corpus of so many articles at `path`."""
    with path.open("w") as file:
        file.writelines(json.dumps(article) + "\n" for article in articles(count))
    return path


def code(corpus: Path, count: int, *options: str) -> Run:
    """Code a corpus by the command line."""
    out = corpus.with_name("-".join([corpus.stem, *(option.strip("-") for option in options)]))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    process = subprocess.Popen([PROGRAM, "code", corpus, "-o", out, *options], stderr=subprocess.DEVNULL)
    memory = Memory(process.pid)
    if process.wait():
        sys.exit(f"comity code {' '.join(options)} failed")
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(count, wall, processor, memory.stop(), size(out))


def size(path: Path) -> int:
    """The bytes of a file, or of the Parquet files in a folder."""
    files = path.rglob("*.parquet") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files)


class Memory:
    """Watches the memory of a process and all that it started."""

    def __init__(self, process: int) -> None:
        """Begin to watch."""
        self._process = process
        self._most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> int:
        """The most bytes that all had at once."""
        self._over.set()
        self._thread.join()
        return self._most

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            self._most = max(self._most, sum(map(memory_of, family(self._process))))


def family(process: int) -> list[int]:
    """The process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for number in (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()):
        parents.setdefault(parent(number), []).append(number)
    found = [process]
    for member in found:
        found += parents.get(member, [])
    return found


def parent(process: int) -> int:
    """The process that started this one; 0 if it is gone."""
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def memory_of(process: int) -> int:
    """The bytes that a process has, with its share of those that several have; 0 if it is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def costs(seconds: float, output: float) -> None:
    """Print what much news costs at so many core-seconds and bytes of output an article."""
    print(f"at {seconds:.2f} core-seconds and {output:,.0f} bytes of Parquet an article:")
    for name, amount in AMOUNTS.items():
        hours, disk = amount * seconds / 3600, amount * output / 1e9
        print(f"  {name:26} {amount:13,} articles {hours:12,.0f} core-hours {disk:9,.1f} GB")


def shown(name: str, value: float, *, at_least: float | None = None, at_most: float | None = None) -> bool:
    """Print a figure beside its limit; returns whether it is kept."""
    kept = (at_least is None or value >= at_least) and (at_most is None or value <= at_most)
    limit = f"at least {at_least}" if at_least is not None else f"at most {at_most}"
    print(f"{name:26} {value:6.2f}  ({limit}) {'' if kept else 'MISSED'}", flush=True)
    return kept


if __name__ == "__main__":
    main()
