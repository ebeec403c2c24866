"""A document together with what was read in it."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten

from comity.model.document import Document
from comity.model.report import Report

TITLE_LENGTH = 72
"""Characters of a text's beginning that stand in for a title."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The reports of one document; `corpus_id` is the id that a corpus gave it, None outside of one."""

    document: Document
    reports: tuple[Report, ...]
    corpus_id: str | None = None

    @property
    def title(self) -> str:
        """What to call the document: its title, else its address, else how its text begins."""
        beginning = self.document.text.strip().partition("\n")[0]
        return self.document.title or self.document.address or shorten(beginning, TITLE_LENGTH, placeholder=" …")
