"""Which mission, sanction or treaty an act is about, told from the words of its evidence."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files


@cache
def kinds() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """For each act that has kinds: each kind and the words that tell it, the first that fits counting."""
    table: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    with files("comity.ledger").joinpath("data/kinds.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            pattern = re.compile(rf"\b(?:{row['words']})", re.IGNORECASE)
            for act in row["acts"].split():
                table.setdefault(act, []).append((row["kind"], pattern))
    return table


def kind(act: str, evidence: str) -> str | None:
    """The kind of `act` that `evidence` names, None if the act has no kinds or the words tell none."""
    for name, pattern in kinds().get(act, ()):
        if pattern.search(evidence):
            return name
    return None
