"""The data files of this package as rows."""

from __future__ import annotations

import csv
from importlib.resources import files


def table(name: str) -> list[dict[str, str]]:
    """The rows of `data/NAME`, each a dictionary from column to text."""
    text = files("comity.actors").joinpath("data").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
