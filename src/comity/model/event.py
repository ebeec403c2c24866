"""What happened, and what the ledger holds of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from comity.model.document import Document
from comity.model.report import Precision, Report, Status


@dataclass(frozen=True, slots=True)
class Recorded:
    """A report in the ledger with its document, known since `known_from` and, if closed, until `known_until`."""

    report: Report
    document: Document
    known_from: datetime.datetime
    known_until: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One happening with all reports of it.

    `date` is cut to its precision, None where no report dates it; the happening lies between `first` and `last`.
    `sources` counts the independent ones: copies of one story count once. `goldstein` runs from -10 to 10.
    A `status` other than asserted is what was said and not what happened.
    """

    id: str
    act: str
    status: Status
    source: str
    target: str
    date: str | None
    precision: Precision
    first: datetime.date | None
    last: datetime.date | None
    sources: int
    goldstein: float
    reports: tuple[Recorded, ...]
