"""The acts of the codebook and what other schemes call them; the table is `data/acts.csv`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

ACTS_FILE = Path(str(files("comity.ontology"))) / "data/acts.csv"

PLOVER_CONTEXT = {
    "energy": "economic",
    "transport": "economic",
    "agriculture": "economic",
    "infrastructure": "economic",
    "culture": "economic",
}
"""Contexts of our own and the PLOVER context that each belongs to."""

CONTEXTS = (
    "diplomatic",
    "military",
    "economic",
    "natural_resource",
    "energy",
    "transport",
    "agriculture",
    "infrastructure",
    "territory",
    "terrorism",
    "intelligence",
    "human_rights",
    "rights_freedoms",
    "legal",
    "migration",
    "health",
    "disasters",
    "environment",
    "technology",
    "cyber",
    "cbrn",
    "election",
    "executive",
    "legislative",
    "political_institutions",
    "religion_ethnicity",
    "crime",
    "culture",
    "peacekeeping",
    "humanitarian",
)
"""The words for what an act is about: PLOVER's contexts and ours."""

QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT"),
    "material cooperation": ("COOPERATE", "AID", "CONCEDE", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
"""The four quad classes and the PLOVER events of each (PLOVER codebook; CONCEDE and RETREAT were YIELD)."""

SECTORS = ("GOV", "MIL", "OPP", "REB", "LEG", "JUD", "IGO", "NGO", "MED", "BUS", "CVL")
"""PLOVER's codes for what kind of actor a mention is."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its PLOVER event and mode, CAMEO code, Goldstein value and the standing it changes.

    `goldstein` runs from -10 (attack) to 10 (Goldstein 1992). `reciprocal` acts have no direction.
    `dimension` and `state` name the lasting state that the act brings about, both empty where none.
    """

    name: str
    plover: str
    mode: str
    cameo: str
    goldstein: float
    reciprocal: bool
    dimension: str
    state: str
    note: str


@cache
def acts() -> dict[str, Act]:
    """All acts by name, in the order of the codebook."""
    with ACTS_FILE.open(encoding="utf-8", newline="") as file:
        return {row["act"]: _act(row) for row in csv.DictReader(file)}


def act(name: str) -> Act:
    """The act called `name`; raises KeyError if there is none."""
    return acts()[name]


def quad(plover: str) -> str:
    """The quad class of a PLOVER event; raises KeyError for a word that is none."""
    return _quads()[plover]


@cache
def _quads() -> dict[str, str]:
    return {event: name for name, events in QUADS.items() for event in events}


def _act(row: dict[str, str]) -> Act:
    return Act(
        name=row["act"],
        plover=row["plover"],
        mode=row["mode"],
        cameo=row["cameo"],
        goldstein=float(row["goldstein"]),
        reciprocal=row["reciprocal"] == "yes",
        dimension=row["dimension"],
        state=row["state"],
        note=row["note"],
    )
