"""A small world made at random, in which some do the same to the same again and again."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from comity.outlook.links.facts import Facts

PLACES = ("Fiji", "Tonga", "Samoa")
ROLES = ("Police", "Army", "Media")
ACTORS = (*(f"{role} ({place})" for place in PLACES for role in ROLES), *PLACES, "A. Person", "Another Person")
ACTS = ("meet", "accuse", "praise", "visit")
DAYS = 90


def world(seed: int = 0, days: int = DAYS, daily: int = 14) -> Facts:
    """Facts of `days` days: habits that most of them follow, and some at random."""
    rng = np.random.default_rng(seed)
    habits = rng.integers(0, [len(ACTORS), len(ACTS), len(ACTORS)], (25, 3))
    rows = days * daily
    habitual = habits[rng.integers(0, len(habits), rows)]
    other = rng.integers(0, [len(ACTORS), len(ACTS), len(ACTORS)], (rows, 3))
    table = np.where(rng.random(rows)[:, None] < 0.7, habitual, other)
    return Facts(table[:, 0], table[:, 1], table[:, 2], np.repeat(np.arange(days), daily))


def write(directory: Path, facts: Facts, bounds: tuple[int, int] = (60, 75)) -> None:
    """The facts as a benchmark's directory, cut into parts at two days."""
    numbered = ((directory / "entity2id.txt", ACTORS), (directory / "relation2id.txt", ACTS))
    for path, names in numbered:
        path.write_text("".join(f"{name}\t{number}\n" for number, name in enumerate(names)), encoding="utf-8")
    parts = {
        "train": facts.before(bounds[0]),
        "valid": facts.since(bounds[0]).before(bounds[1]),
        "test": facts.since(bounds[1]),
    }
    for part, some in parts.items():
        rows = zip(some.source, some.act, some.target, some.day * 24, strict=True)
        text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
        (directory / f"{part}.txt").write_text(text, encoding="utf-8")
