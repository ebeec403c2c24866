"""A document together with what was read in it."""

from __future__ import annotations

from dataclasses import dataclass

from comity.model.document import Document
from comity.model.report import Report


@dataclass(frozen=True, slots=True)
class Reading:
    """The reports of one document; `corpus_id` is the id that a corpus gave it, None outside of one."""

    document: Document
    reports: tuple[Report, ...]
    corpus_id: str | None = None
