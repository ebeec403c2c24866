"""The fixed orders of labels that the model's outputs stand in; written into the model's description."""

from __future__ import annotations

from comity.model.report import Status
from comity.ontology.acts import CONTEXTS, SECTORS, acts

ACTS = tuple(acts())
NO_ACT = len(ACTS)
"""The class of a trigger that states no event."""
STATUSES = tuple(status.value for status in Status)
ROLES = ("source", "target", "according_to")
PLOVER = tuple(dict.fromkeys(act.plover for act in acts().values()))
PLOVER_OF_ACT = tuple(PLOVER.index(act.plover) for act in acts().values())

__all__ = ["ACTS", "CONTEXTS", "NO_ACT", "PLOVER", "PLOVER_OF_ACT", "ROLES", "SECTORS", "STATUSES"]
