"""How much of a corpus has been coded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(slots=True)
class Tally:
    """How much is done: documents coded, their reports, and rows left out."""

    documents: int = 0
    reports: int = 0
    left_out: int = 0

    @property
    def rows(self) -> int:
        """All rows that are done with."""
        return self.documents + self.left_out

    def count(self, reports: int | None) -> None:
        """Count a row, which has so many reports, or None if it was left out."""
        if reports is None:
            self.left_out += 1
        else:
            self.documents += 1
            self.reports += reports

    def __iadd__(self, other: Self) -> Self:
        """Add what another came to."""
        self.documents += other.documents
        self.reports += other.reports
        self.left_out += other.left_out
        return self
