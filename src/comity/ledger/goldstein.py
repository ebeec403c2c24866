"""Goldstein's scale for all acts, the ledger's own among them."""

from __future__ import annotations

from comity.ontology.acts import acts

_LIKE = {"suspend-recognition": "withdraw-recognition", "resume-recognition": "recognise"}
"""Acts that no sentence is coded with, but that lists of recognition hold, and the act of the codebook each is like."""


def codebook_act(act: str) -> str:
    """The act of the codebook that `act` is or is like."""
    return _LIKE.get(act, act)


def is_act(act: str) -> bool:
    """Whether the ledger knows an act of that name."""
    return codebook_act(act) in acts()


def goldstein(act: str) -> float:
    """How hostile (-10) or friendly (10) `act` is; 0 for what is no act."""
    found = acts().get(codebook_act(act))
    return found.goldstein if found else 0.0
