"""The server at the size of a large desk: how fast it answers, while somebody writes, and whether its memory stays.

python benchmarks/serve.py                                a million reports; a few minutes to fill the ledger
python benchmarks/serve.py --ledger big.sqlite            the same, with a ledger that is kept for the next run
python benchmarks/serve.py --reports 50000 --requests 5000 --seconds 5        a short run

Needs Debian's wrk. The server runs in a process of its own; wrk and `comity add` run
beside it on the same machine. Exits 1 if a figure is beyond its limit.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parent))

from ledger import ACTORS, documents

from comity.ledger import open_ledger

PROGRAM = Path(sys.executable).with_name("comity")
LIMITS = {"milliseconds": 150.0, "requests a second": 300.0, "megabytes more": 50.0}
QUESTIONS = {
    "standing": "/api/v1/standing?one={one}&two={two}&on={day}",
    "who": "/api/v1/who?verb=recognises&name={one}&on={day}",
    "timeline": "/api/v1/timeline?one={one}&two={two}&on={day}",
    "events of one": "/api/v1/events?actor={one}",
    "events by act": "/api/v1/events?act=recognise&to={day}",
    "latest events": "/api/v1/events?to={day}",
    "documents": "/api/v1/documents?q=officials+{one}+recognise",
    "first page": "/?{day}",
    "pair page": "/{one}/{two}?on={day}",
    "pair page, a year": "/{one}/{two}?since={year}-01-01&until={year}-12-31",
    "actor page": "/{one}?on={day}",
    "search page": "/search?q={one}&until={day}",
    "search by words": "/search?q=officials+{one}",
    "search by filters": "/search?actor={one}&act=meet&status=denied&since={day}&confidence=0.7",
    "article page": "/documents/{document}",
    "why page": "/why/{report}",
    "review page": "/review?{day}",
    "outlook page": "/outlook?{day}",
}
KNOWN = ["RUS", "AFG", "CHN", "USA", "FRA", "IND", "IRN", "PAK", "TUR", "UKR", "XKX", "SRB"]
"""Actors that the registry knows, in the places of the made-up ones that are in the news most."""
WARMING = 15
"""Seconds that wrk asks before memory is looked at, and again and again until there were requests enough."""

SCRIPT = """
local actors = {%s}
request = function()
  local one, two = actors[math.random(#actors)], actors[math.random(#actors)]
  local day = string.format("%%d-%%02d-01", math.random(1991, 2022), math.random(12))
  return wrk.format("GET", "/api/v1/standing?one=" .. one .. "&two=" .. two .. "&on=" .. day)
end
"""


def main() -> None:
    """Fill a ledger, serve it, and print each figure with its limit."""
    options = arguments()
    if shutil.which("wrk") is None:
        sys.exit("This needs wrk; apt-get install wrk.")
    with tempfile.TemporaryDirectory(dir=options.folder) as place:
        folder = Path(place)
        ledger = options.ledger or folder / "ledger.sqlite"
        if not ledger.exists():
            fill(ledger, options.reports)
        print(f"{options.reports:,} reports; load of the machine before: {os.getloadavg()[0]:.1f}", flush=True)
        with served(ledger) as (process, client):
            good = True
            known = [row["id"] for row in client.get("/api/v1/reports?limit=100").json()["items"]]
            documents = [row["id"] for row in client.get("/api/v1/documents?limit=100").json()["items"]]
            chance = random.Random(2026)
            for name, address in QUESTIONS.items():
                asked = [chosen(chance, address, known, documents) for _ in range(options.asked)]
                good &= shown(name, slowest(client, asked), "milliseconds")
            with writing(ledger, folder):
                rate = wrk(client, folder, options.seconds)
            good &= shown("under wrk", rate, "requests a second")
            if options.requests:
                good &= shown("memory", growth(process, client, folder, options.requests), "megabytes more")
    sys.exit(not good)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=100_000, help="requests over which memory must stay, or 0")
    parser.add_argument("--asked", type=int, default=100, help="how often each question is asked, at least twice")
    parser.add_argument("--seconds", type=int, default=30, help="how long wrk asks")
    parser.add_argument("--folder", help="where the ledger is laid; it takes 600 MB for a million")
    parser.add_argument("--ledger", type=Path, help="a file that is kept: filled if it is not there, else asked")
    return parser.parse_args()


def fill(path: Path, reports: int) -> None:
    """Lay a ledger of so many reports."""
    names = dict(zip(ACTORS, KNOWN, strict=False))
    # The code book of the other benchmark is made up; the server looks names up in the registry.
    import ledger as made

    made.ACTORS[:] = [names.get(code, code) for code in made.ACTORS]
    with open_ledger(str(path)) as ledger:
        ledger.add_many(documents(reports))


@contextmanager
def served(ledger: Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """`comity serve` over `ledger`, and a client of it."""
    command = [PROGRAM, "serve", "--port", "0", "--ledger", ledger]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    found = re.search(r"http://[^\s/]+", process.stdout.readline())
    assert found, "comity serve did not start"
    try:
        with httpx.Client(base_url=found[0], trust_env=False, timeout=60) as client:
            yield process, client
    finally:
        process.terminate()
        process.wait()


def chosen(chance: random.Random, address: str, reports: list[str], documents: list[str]) -> str:
    """`address` with actors, a day and ids drawn at random."""
    one, two = chance.sample(KNOWN, 2)
    year, month = chance.randrange(1991, 2022), chance.randrange(1, 13)
    ids = {"report": chance.choice(reports), "document": chance.choice(documents)}
    return address.format(one=one, two=two, day=f"{year}-{month:02}-01", year=year, **ids)


def slowest(client: httpx.Client, addresses: list[str]) -> float:
    """The 95th percentile of the milliseconds until an answer is there, by the clock, client included."""
    taken = []
    for address in addresses:
        began = time.perf_counter()
        answer = client.get(address)
        taken.append(1000 * (time.perf_counter() - began))
        assert answer.status_code == 200, answer.text
    return statistics.quantiles(taken, n=20)[-1]


@contextmanager
def writing(ledger: Path, folder: Path) -> Iterator[None]:
    """Somebody who adds articles to the ledger with `comity add`, one after another, until the block ends."""
    over = threading.Event()

    def add() -> None:
        number = 0
        while not over.is_set():
            article = folder / "news.txt"
            note = f"{number} of {time.time()}"
            article.write_text(f"Fiji recognised Kosovo on 10 March 2026, said note {note}.", encoding="utf-8")
            command = [PROGRAM, "add", article, "--ledger", ledger]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            number += 1
        print(f"meanwhile comity add recorded {number} articles")

    thread = threading.Thread(target=add)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def wrk(client: httpx.Client, folder: Path, seconds: int) -> float:
    """Standing queries a second, eight at a time, of which none may be answered with an error."""
    script = folder / "standing.lua"
    script.write_text(SCRIPT % ", ".join(f'"{code}"' for code in KNOWN))
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "--latency", "-s", script, str(client.base_url)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    print(done.stdout)
    assert "Non-2xx" not in done.stdout, "some answers were errors"
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])  # type: ignore[index]


def growth(process: subprocess.Popen[str], client: httpx.Client, folder: Path, requests: int) -> float:
    """Megabytes by which the server grew over so many requests, after it had warmed up."""
    wrk(client, folder, WARMING)
    before, sent = resident(process), 0
    while sent < requests:
        sent += int(WARMING * wrk(client, folder, WARMING))
    print(f"memory: {before:.0f} MB before {sent:,} requests, {resident(process):.0f} MB after")
    return resident(process) - before


def resident(process: subprocess.Popen[str]) -> float:
    """The megabytes of memory that the server holds now."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1000  # type: ignore[index]


def shown(name: str, value: float, unit: str) -> bool:
    """Print a figure beside its limit; returns whether it is kept."""
    limit = LIMITS[unit]
    kept = value >= limit if unit == "requests a second" else value <= limit
    print(f"{name:16} {value:10,.1f} {unit:18} limit {limit:,.0f} {'' if kept else 'MISSED'}", flush=True)
    return kept


if __name__ == "__main__":
    main()
