"""The world map: the outline of each state and a point for those too small to see or without land of their own."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Shape:
    """The land of `code` (nobody's if empty) as an SVG path in tenths of the map's units, with its middle."""

    code: str
    x: float
    y: float
    point: bool
    path: str


@dataclass(frozen=True, slots=True)
class Place:
    """A shape as the map shows it: what its actor's state is (empty if none) and what to say of it."""

    shape: Shape
    state: str
    label: str


@cache
def shapes() -> tuple[Shape, ...]:
    """All shapes, land before points."""
    with files("comity.faces.web.charts").joinpath("data/world.csv").open(encoding="utf-8") as file:
        rows = [_shape(row) for row in csv.DictReader(file)]
    return tuple(sorted(rows, key=lambda shape: shape.point))


def places(states: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[Place]:
    """Each shape with the state of its actor; a point for one without land is shown only if it has a label."""
    for shape in shapes():
        if shape.path or shape.code in labels:
            yield Place(shape, states.get(shape.code, ""), labels.get(shape.code, ""))


def has_place(code: str) -> bool:
    """Whether the map can show the actor `code`."""
    return code in _codes()


@cache
def _codes() -> frozenset[str]:
    return frozenset(shape.code for shape in shapes())


def _shape(row: dict[str, str]) -> Shape:
    return Shape(row["code"], float(row["x"]), float(row["y"]), row["point"] == "yes", row["path"])
