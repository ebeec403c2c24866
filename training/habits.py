"""What the training part says of acts in general."""

from __future__ import annotations

from collections import Counter

from training.corpus import part_of, rows
from training.labels import ACTS

PRIOR = 1, 10
"""An act is taken to have been seen that often within an actor, of that often at all, before the first case."""


def within() -> list[float]:
    """For each act, the share of its events in which an actor stands on both sides."""
    all_, inside = Counter[str](), Counter[str]()
    for row in (row for row in rows() if part_of(row["text"]) == "train"):
        codes = {actor["mention"]: actor["codes"] for actor in row["actors"]}
        for event in row["events"]:
            source, target = ({c for name in event[side] for c in codes[name]} for side in ("source", "target"))
            all_[event["act"]] += 1
            inside[event["act"]] += bool(source & target)
    return [round((inside[act] + PRIOR[0]) / (all_[act] + PRIOR[1]), 4) for act in ACTS]
