"""What happened, and what the ledger holds of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from comity.model.document import Document
from comity.model.report import Report


@dataclass(frozen=True, slots=True)
class Recorded:
    """A report in the ledger with its document, known since `known_from` and, if closed, until `known_until`."""

    report: Report
    document: Document
    known_from: datetime
    known_until: datetime | None = None
