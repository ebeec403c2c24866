"""Coding at scale: the speed-up of two processes over one, the memory of all, Ray beside the pool, and what much costs.

    python -m benchmarks.scale                                 1,000 articles in each way; about half an hour
    python -m benchmarks.scale --folder F --only one           one of the ways; what F holds already is not done again
    python -m benchmarks.scale --folder F --articles 100000 --only two       all that is demanded, over a night
    python -m benchmarks.scale --costs 0.85 --bytes 4200       only the table, for what an article takes and leaves

The ways are: by one process, by two, and by Ray on two cores. Articles are those of `benchmarks/articles.py`. A run
that was broken off is taken up with the next call for the same folder, and its seconds are added up; how fast it goes
is said once a minute. Wall-clock seconds, start-up included, mean something on an idle machine only, so that it is said
what all else took meanwhile; processor seconds, from which the costs are computed, on a busy one too. Memory is what
all processes together have to themselves, with their share of what they have in common (PSS). Exits 1 if a figure is
beyond its limit.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.articles import write_articles
from benchmarks.family import all_seconds, taken
from comity.records.columns import ParquetFile

PROGRAM = Path(sys.executable).with_name("comity")
WAYS = {"one": ("--workers", "1"), "two": ("--workers", "2"), "ray": ("--workers", "2", "--engine", "ray")}
AMOUNTS = {"a day of the world's news": 10**6, "a year of it": 365 * 10**6, "twenty years (GDELT)": 10**9}
LOOK_SECONDS = 0.5
PART_ARTICLES = 500
"""About how many articles one file of a cluster's output is made from."""


@dataclass(frozen=True)
class Run:
    """What a run took: seconds of the clock and of all processors, and the most memory of all processes.

    `others` are the seconds of processors that whatever else ran on the machine took meanwhile.
    """

    wall: float = 0.0
    processor: float = 0.0
    memory: int = 0
    others: float = 0.0

    def __add__(self, other: Run) -> Run:
        """Both, one after the other."""
        most = max(self.memory, other.memory)
        return Run(self.wall + other.wall, self.processor + other.processor, most, self.others + other.others)


@dataclass(frozen=True)
class Left:
    """What coding leaves: reports, and bytes: of the articles themselves, of coded JSON Lines, and of Parquet."""

    reports: int
    texts: int
    lines: int
    parquet: int


def main() -> None:
    """Measure as the command line says."""
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started ends too
    if options.costs is not None:
        costs(options.costs, options.bytes)
        return
    with folder_at(options.folder) as folder:
        corpus = write_articles(folder / f"{options.articles}.jsonl", options.articles)
        wanted = options.only or list(WAYS)
        runs = {way: coded(corpus, way) for way in WAYS if way in wanted or done_mark(corpus, way).exists()}
        for way, run in runs.items():
            print(f"{way:4} {in_words(run, options.articles)}", flush=True)
        good = judged(runs)
        if "two" in runs:
            left = left_by(corpus, output_of(corpus, "two"))
            print(f"an article: {per_article(left, options.articles)}")
            costs(runs["two"].processor / options.articles, left.parquet / options.articles)
    sys.exit(not good)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--only", choices=WAYS, action="append", help="one of the ways; may be given again")
    parser.add_argument("--folder", type=Path, help="where all is kept, to be gone on with; else it is removed")
    parser.add_argument("--costs", type=float, metavar="SECONDS", help="core-seconds an article: print the table only")
    parser.add_argument("--bytes", type=float, default=4_200, help="bytes of Parquet an article, for the table")
    return parser.parse_args()


@contextmanager
def folder_at(path: Path | None) -> Iterator[Path]:
    """The folder `path`, or one that goes with the block."""
    if path is None:
        with tempfile.TemporaryDirectory() as name:
            yield Path(name)
    else:
        path.mkdir(parents=True, exist_ok=True)
        yield path


def coded(corpus: Path, way: str) -> Run:
    """Code a corpus by the command line, unless it is done; what it took, with what earlier calls did of it."""
    out, done = output_of(corpus, way), done_mark(corpus, way)
    sessions = out.with_suffix(".sessions")
    earlier = [Run(**json.loads(line)) for line in sessions.read_text().splitlines()] if sessions.exists() else []
    if not done.exists():
        for run in session(["code", str(corpus), "-o", str(out), *WAYS[way]]):
            lines = [json.dumps(asdict(one)) + "\n" for one in (*earlier, run)]
            sessions.write_text("".join(lines))
        earlier.append(run)
        done.touch()
    return sum(earlier, Run())


def output_of(corpus: Path, way: str) -> Path:
    """Where what comes of a corpus in that way lies; a folder, if it is Ray's."""
    return corpus.with_name(f"{corpus.stem}-{way}{'' if way == 'ray' else '.jsonl'}")


def done_mark(corpus: Path, way: str) -> Path:
    """What is there once all is coded in that way."""
    return output_of(corpus, way).with_suffix(".done")


def session(command: list[str]) -> Iterator[Run]:
    """Run the program to its end; what it has taken so far, again and again, and in the end all."""
    begun, before, busy = time.perf_counter(), children_seconds(), all_seconds()
    memory, processor = 0, 0.0
    process = subprocess.Popen([PROGRAM, *command])
    try:
        while not ended(process):
            now = taken(process.pid)
            memory, processor = max(memory, now.memory), max(processor, now.processor)
            yield Run(time.perf_counter() - begun, processor, memory, all_seconds() - busy - processor)
    finally:
        process.kill()
    processor = max(processor, children_seconds() - before)
    yield Run(time.perf_counter() - begun, processor, memory, all_seconds() - busy - processor)
    if process.returncode:
        sys.exit(f"comity {' '.join(command)} failed")


def ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process has ended, which is waited for a moment."""
    try:
        process.wait(LOOK_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True


def children_seconds() -> float:
    """The seconds of processors that all children have used which have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def judged(runs: dict[str, Run]) -> bool:
    """Print what the runs show beside what is demanded; returns whether it is kept."""
    good = True
    if "two" in runs:
        good &= shown("memory of all, in GB", runs["two"].memory / 1e9, at_most=1.2)
    if {"one", "two"} <= runs.keys():
        good &= shown("speed-up of two over one", runs["one"].wall / runs["two"].wall, at_least=1.9)
    if {"ray", "two"} <= runs.keys():
        good &= shown("Ray's overhead", runs["ray"].wall / runs["two"].wall - 1, at_most=0.15)
    return good


def shown(name: str, value: float, *, at_least: float | None = None, at_most: float | None = None) -> bool:
    """Print a figure beside its limit; returns whether it is kept."""
    kept = (at_least is None or value >= at_least) and (at_most is None or value <= at_most)
    limit = f"at least {at_least}" if at_least is not None else f"at most {at_most}"
    print(f"{name:26} {value:6.3f}  ({limit}) {'' if kept else 'MISSED'}", flush=True)
    return kept


def in_words(run: Run, articles: int) -> str:
    """What a run took, and for each article."""
    pace = f"{articles:,} articles in {run.wall:,.1f} s, {articles / run.wall:.2f} a second"
    return (
        f"{pace}, {run.processor / articles:.3f} core-seconds each, {run.memory / 1e6:,.0f} MB; "
        f"all else took {run.others / run.wall:.2f} of a core"
    )


def left_by(corpus: Path, out: Path) -> Left:
    """What the file `out` holds, coded from `corpus`, and what it would be as a cluster writes it."""
    reports = parquet = 0
    with out.open("rb") as lines:
        while part := [json.loads(line) for _, line in zip(range(PART_ARTICLES), lines, strict=False)]:
            records = [record for document in part for record in document["reports"]]
            reports += len(records)
            parquet += parquet_bytes(records)
    return Left(reports, corpus.stat().st_size, out.stat().st_size, parquet)


def parquet_bytes(records: list[dict[str, object]]) -> int:
    """The bytes of a file of Parquet that holds these records."""
    with tempfile.TemporaryFile() as stream:
        file = ParquetFile(stream)
        for record in records:
            file.add(record)
        file.close()
        return stream.tell()


def per_article(left: Left, articles: int) -> str:
    """What is left for each article, and of Parquet for each report."""
    bytes_each = f"{left.texts / articles:,.0f} bytes as it comes, {left.lines / articles:,.0f} of coded JSON Lines"
    parquet = f"{left.parquet / articles:,.0f} of Parquet ({left.parquet / max(left.reports, 1):,.0f} a report)"
    return f"{left.reports / articles:.1f} reports, {bytes_each}, {parquet}"


def costs(seconds: float, output: float) -> None:
    """Print what much news costs at so many core-seconds and bytes of output an article."""
    print(f"at {seconds:.2f} core-seconds and {output:,.0f} bytes of Parquet an article:")
    for name, amount in AMOUNTS.items():
        hours, disk = amount * seconds / 3600, amount * output / 1e9
        print(f"  {name:26} {amount:13,} articles {hours:12,.0f} core-hours {disk:9,.1f} GB")


if __name__ == "__main__":
    main()
