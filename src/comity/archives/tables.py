"""The tables of the room: what others' codes and names stand for, in `data/`."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from pathlib import Path

DATA = Path(str(files("comity.archives"))) / "data"


@cache
def mapping(name: str) -> dict[str, str]:
    """The table `name` of two columns: what its first column stands for."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row[0]: row[1] for row in list(csv.reader(file))[1:]}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of the table `name`."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
