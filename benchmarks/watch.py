"""A day of watching in ten minutes, against hosts that misbehave, with twenty kills at random moments.

python benchmarks/watch.py                        ten minutes, 400 articles, read by the packaged reader
python benchmarks/watch.py --minutes 1 --reader pattern

All times are those of a real watch divided by how much faster the day passes: feeds every 15 minutes, 2 seconds between
two requests to a host, or the 10 that its robots.txt asks for. Only the rest that busy hosts ask for is a whole second.
Exits 1 if an article was lost or recorded twice, a forbidden one fetched, or a host asked too soon.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from comity.watch.pace import DAY, MINUTE, Pace
from tests.watch.world import Judgement, Run, World, judge, watch_and_kill

CRAWL_DELAY = 10.0
"""The seconds that the hosts' robots.txt asks for between two requests."""


def main() -> None:
    """Watch, kill, and print what came of it."""
    options = arguments()
    os.environ["NO_PROXY"] = "*"
    seconds = options.minutes * MINUTE
    faster = DAY / seconds
    pace = Pace().times(1 / faster)
    world = World(options.articles, seconds / options.articles, CRAWL_DELAY / faster)
    with tempfile.TemporaryDirectory() as folder:
        run = Run(
            str(Path(folder) / "ledger.sqlite"), tuple(feed.at("/feed") for feed in world.feeds), pace, options.reader
        )
        kills = watch_and_kill(world, run, options.kills, deadline=seconds, chance=random.Random(options.seed))
        judged = judge(world, run.url, pace, kills)
    world.close()
    shown(judged, world, len(kills), faster)
    sys.exit(bool(judged.faults))


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--reader", choices=("packaged", "pattern"), default="packaged")
    parser.add_argument("--seed", type=int, default=2026)
    return parser.parse_args()


def shown(judged: Judgement, world: World, kills: int, faster: float) -> None:
    """Print the figures, then what is wrong."""
    print(f"{faster:10,.0f} times as fast as the day")
    print(f"{kills:10,} kills")
    print(f"{judged.requests:10,} requests to {len(world.hosts) + len(world.feeds)} hosts")
    print(f"{judged.recorded:10,} articles recorded, of {len(world.wanted()):,} to be")
    print(f"{judged.twice:10,} pages fetched again, having been in hand at a kill")
    print(f"{len(judged.faults):10,} faults")
    for fault in judged.faults:
        print(f"           {fault}")


if __name__ == "__main__":
    main()
