"""A day of watching in half a minute, killed twenty times: every article once, none lost, all limits kept."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from comity.watch.pace import Pace
from tests.ledger.effort import EFFORT
from tests.watch.world import Run, World, judge, watch_and_kill

KILLS = 20 * EFFORT
PACE = Pace(every=0.8, apart=0.02, rules=60, first=0.3, longest=2.0, rest=60)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setenv("NO_PROXY", "*")
    made = World(articles=140 * EFFORT, step=0.15, crawl_delay=0.03)
    yield made
    made.close()


def test_twenty_kills(path: str, world: World) -> None:
    run = Run(path, tuple(feed.at("/feed") for feed in world.feeds), PACE)
    kills = watch_and_kill(world, run, KILLS, deadline=120, chance=random.Random(2026))
    judged = judge(world, path, PACE, kills)
    assert judged.faults == []
    assert judged.recorded == len(world.wanted())
