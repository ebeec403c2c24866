"""The archive at size: how fast rows come in and are read back, and what they weigh.

python benchmarks/archives.py                      a million rows of each archive; some minutes on two cores
python benchmarks/archives.py --rows 100000        the same in half a minute

The rows are made here in each archive's own format, always the same: states and their roles, a few of them in most of
the news, every article with an address of its own, and one row in eleven told again under a new id. Making them is not
counted. The limit is for seconds of the processor, of all its cores together, so that other work on the machine does
not count; those of the clock are printed too. Exits 1 if fewer rows a minute come in than the limit.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from comity.actors.registry import registry
from comity.archives.archive import Archive
from comity.archives.importing import import_files
from comity.archives.orders import GDELT_2, POLECAT
from comity.archives.origins import ORIGINS
from comity.archives.tables import rows
from comity.archives.writer import writing
from comity.errors import EventFileError

LIMIT = 1_000_000
"""Rows a minute."""
REPEATED = 11
"""One row in so many is told again."""
FIRST_DAY = date(2016, 1, 1)
DAYS = 730
ROLES = ("Government", "Military", "Citizen", "Police", "Head of Government", "Ministry", "Protester", "Media")
STATES = [code for code in registry().codes() if len(code) == 3 and registry().rows(code)[0].kind == "state"]
CAMEO = [row["code"].ljust(3, "0") for row in rows("cameo")]
PLOVER = [(row["plover"], row["mode"]) for row in rows("plover")]
ICEWS_ORDER = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)

Row = dict[str, object]


def main() -> None:
    """Import made rows of each archive, read them back, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for name, make in MAKERS.items():
            path = Path(folder) / f"{name}.zip"
            fill(path, name, options.rows, make)
            good &= imported(Path(folder) / "archive", name, path, options.rows)
            path.unlink()
        read_back(Path(folder) / "archive")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{memory:,.0f} MB of memory at most")
    sys.exit(not good)


def fill(path: Path, name: str, count: int, make: Callable[[int, random.Random], Row]) -> None:
    """A zip file with `count` rows in the archive's own format."""
    order, header, encoding = FORMATS[name]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed, packed.open("rows", "w") as file:
        if header:
            file.write("\t".join(order).encode() + b"\n")
        for row in told(count, make):
            file.write("\t".join(str(row.get(column, "")) for column in order).encode(encoding, "replace") + b"\n")


def told(count: int, make: Callable[[int, random.Random], Row]) -> Iterator[Row]:
    """So many rows, always the same."""
    chance = random.Random(2026)
    again: Row = {}
    for number in range(count):
        if number % REPEATED == REPEATED - 1:
            yield again | {"GLOBALEVENTID": number}
        else:
            again = make(number, chance)
            yield again


def day(number: int) -> date:
    """The day of a row: two years, again and again, so that each part of the file has rows of every month."""
    return FIRST_DAY + timedelta(days=number // 997 % DAYS)


def pair(chance: random.Random) -> list[str]:
    """Two states; how often each is in the news falls off with its place."""
    return chance.choices(STATES, WEIGHTS, k=2)


WEIGHTS = [1 / (place + 3) for place in range(len(STATES))]


def gdelt(number: int, chance: random.Random) -> Row:
    """A row of GDELT 2.0."""
    one, two = pair(chance)
    when, code = day(number), chance.choice(CAMEO)
    return {
        "GLOBALEVENTID": number,
        "SQLDATE": f"{when:%Y%m%d}",
        **gdelt_side("1", one, chance),
        **gdelt_side("2", two, chance),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "GoldsteinScale": chance.randrange(-100, 100) / 10,
        "NumMentions": chance.randrange(1, 40),
        "ActionGeo_FullName": f"Place {chance.randrange(40_000)}, {one}",
        "ActionGeo_CountryCode": chance.choice(("RS", "US", "IR", "UK", "CH", "IS")),
        "ActionGeo_Lat": chance.randrange(-900_000, 900_000) / 10_000,
        "ActionGeo_Long": chance.randrange(-1_800_000, 1_800_000) / 10_000,
        "DATEADDED": f"{when:%Y%m%d}{chance.randrange(24):02}1500",
        "SOURCEURL": f"https://news{number % 5003}.example/{when:%Y/%m}/{chance.getrandbits(64):x}/of-{one}-and-{two}",
    }


def gdelt_side(side: str, code: str, chance: random.Random) -> Row:
    """One actor of a row of GDELT."""
    kind = chance.choice(("", "", "GOV", "MIL", "CVL", "MED"))
    name = registry().title(code).upper()
    return {
        f"Actor{side}Code": code + kind,
        f"Actor{side}Name": f"{name} {chance.randrange(300)}" if kind else name,
        f"Actor{side}CountryCode": code,
        f"Actor{side}Type1Code": kind,
    }


def icews(number: int, chance: random.Random) -> Row:
    """A row of ICEWS."""
    one, two = pair(chance)
    return {
        "Event ID": number,
        "Event Date": day(number),
        **named("Source", one, chance),
        **named("Target", two, chance),
        "Event Text": "Make statement",
        "CAMEO Code": chance.choice(CAMEO),
        "Intensity": chance.randrange(-100, 100) / 10,
        "Story ID": number,
        "Sentence Number": 1,
        "Publisher": f"The Paper {number % 97}",
        "City": f"City {chance.randrange(9_000)}",
        "Province": f"Province {chance.randrange(900)}",
        "Country": registry().title(one),
        "Latitude": chance.randrange(-900_000, 900_000) / 10_000,
        "Longitude": chance.randrange(-1_800_000, 1_800_000) / 10_000,
    }


def named(side: str, code: str, chance: random.Random) -> Row:
    """One actor as ICEWS has it: a state, a role in it, or a person."""
    state = registry().title(code)
    role = chance.choice(ROLES)
    names = (state, f"{role} ({state})", f"Person {chance.randrange(20_000)}")
    return {f"{side} Name": chance.choice(names), f"{side} Sectors": "Government,Executive", f"{side} Country": state}


def polecat(number: int, chance: random.Random) -> Row:
    """A row of POLECAT."""
    one, two = pair(chance)
    event, mode = chance.choice(PLOVER)
    when = day(number)
    row = dict.fromkeys(POLECAT, "None") | {
        "Event ID": f"{when:%Y%m%d}-{number}-{event}",
        "Event Date": when,
        "Event Type": event,
        "Event Mode": mode or "None",
        "Intensity": chance.randrange(-100, 100) / 10,
        "Contexts": "diplomatic; military",
        "Placename": f"Place {chance.randrange(40_000)}",
        "Country": registry().title(one),
        "Latitude": chance.randrange(-900_000, 900_000) / 10_000,
        "Longitude": chance.randrange(-1_800_000, 1_800_000) / 10_000,
        "Source": f"The Paper {number % 97}",
        "Publication Date": when,
        "Language": "en",
    }
    for side, code in (("Actor", one), ("Recipient", two)):
        row |= {
            f"{side} Name": f"Person {chance.randrange(20_000)}" if chance.random() < 0.5 else registry().title(code),
            f"{side} Country": code,
            f"Primary {side} Sector": "GOV",
        }
    return row


MAKERS = {"gdelt": gdelt, "icews": icews, "polecat": polecat}
FORMATS = {
    "gdelt": (GDELT_2, False, "utf-8"),
    "icews": (ICEWS_ORDER, True, "utf-8"),
    "polecat": (POLECAT, True, "iso-8859-1"),
}


def imported(folder: Path, name: str, path: Path, count: int) -> bool:
    """Import a file and print how fast; whether that keeps the limit."""
    started, worked = time.perf_counter(), time.process_time()
    with writing(folder) as writer:
        (done,) = import_files([path], ORIGINS[name], writer, lambda rows: None)
    seconds, busy = time.perf_counter() - started, time.process_time() - worked
    if isinstance(done, EventFileError):
        raise done
    kept = count / busy * 60 >= LIMIT
    print(f"{name:8} {count:,} rows, {done.file.added:,} of them new, in {seconds:.1f} s of the clock, {busy:.1f} s of")
    print(f"         the processor: {count / busy * 60:,.0f} a minute, limit {LIMIT:,}{'' if kept else ' MISSED'}")
    return kept


def read_back(folder: Path) -> None:
    """Print how long reading takes: who did what to whom, of all days and of one month."""
    names = ("date", "source", "target", "act")
    for words, since, until in (("all days", None, None), ("one month", date(2016, 1, 1), date(2016, 1, 31))):
        start = time.perf_counter()
        table = Archive(folder).events(since=since, until=until, columns=names)
        print(f"read {table.num_rows:,} rows of {words} in {time.perf_counter() - start:.2f} s of the clock")
    archive = Archive(folder)
    rows = sum(holding.rows for holding in archive.holdings())
    print(f"{sum(piece.stat().st_size for piece in folder.glob('pieces/*')) / rows:.0f} bytes a row")


if __name__ == "__main__":
    main()
