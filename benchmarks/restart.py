"""A watch that starts anew, or goes on, beside a ledger of a month's news: what looking for alerts and copies costs.

python -m benchmarks.restart                       200,000 documents; some minutes
python -m benchmarks.restart --documents 20000     the same in half a minute

Which reports are copies of one story is found from the ledger when an event is asked for, among the reports of that
event; nothing is built when a watch starts, and nothing is kept between two looks but what a cache of fixed size holds.
One document in fifty tells of the same pair and act, as of a war. Prints the processor's seconds from the start to the
end of the first look, and those of a look after each of further documents on that pair, with the most memory.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.ledger import ACTORS, FREQUENT, item
from comity.ledger import Ledger, open_ledger
from comity.ledger.alerts import Alerts
from comity.ledger.feeds import Feeds
from comity.ledger.record import Item
from comity.watch.raising import raise_alerts
from comity.watch.rulefile import read_rules

DAYS = 30
LAST = datetime(2026, 3, 31, 12, tzinfo=UTC)
WAR = ("RUS", "UKR")
SHARE = 0.02
LOOKS = 20
RULES = """
[[rule]]
name = "War"
acts = "attack"
actors = "RUS"
sources = 2
uncertain = true

[[rule]]
name = "Standing"
standing = "any"

[channel.feed]
atom = "alerts.atom"
"""


def main() -> None:
    """Fill a ledger, then open it as a watch does and look."""
    options = arguments()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        path, rules = Path(folder) / "ledger.sqlite", Path(folder) / "rules.toml"
        rules.write_text(RULES.replace("alerts.atom", f"{folder}/alerts.atom"), encoding="utf-8")
        with opened(path) as ledger:
            ledger.add_many(documents(options.documents))
        print(f"{options.documents:,} documents, {path.stat().st_size / 1e9:.2f} GB")
        measure(path, rules, options.documents)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--folder", help="where the ledger is laid")
    return parser.parse_args()


def opened(path: Path) -> Ledger:
    """The ledger as of the last of its days."""
    return open_ledger(str(path), clock=lambda: LAST)


def documents(count: int, first: int = 0) -> Iterator[Item]:
    """So many documents of four reports, spread over the days before the last; the numbers from `first` on."""
    chance = random.Random(2026 + first)
    weights = [1 / (place + 3) for place in range(len(ACTORS))]
    for number in range(count):
        published = (LAST - timedelta(days=DAYS - DAYS * (first + number + 1) // (first + count))).date()
        war = first or chance.random() < SHARE
        one, two = WAR if war else chance.choices(ACTORS, weights, k=2)
        told = ["attack"] * 4 if war else chance.choices(FREQUENT, k=4)
        yield item(first + number, published, one, two if two != one else "ZZZ", told, chance)


def measure(path: Path, rulefile: Path, count: int) -> None:
    """Start as a watch does, look once, and once after each further document."""
    rules = read_rules(rulefile)
    begun = time.process_time()
    with opened(path) as ledger:
        Feeds(ledger).waiting()
        Alerts(ledger).begin(rule.name for rule in rules.rules)
        looks = []
        print(f"open, and all of it known: {time.process_time() - begun:.2f} s")
        for document in documents(LOOKS, first=count):
            ledger.add(*document)
            before = time.process_time()
            raise_alerts(ledger, rules, LAST.timestamp())
            looks.append(time.process_time() - before)
    print(f"the first look: {looks[0]:.2f} s; each of the next {LOOKS - 1}: {sum(looks[1:]) / (LOOKS - 1):.2f} s")
    print(f"the most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
