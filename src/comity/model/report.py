"""What one passage says happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from comity.model.document import Span
from comity.model.ids import content_id

COLLECTIVE = "COLLECTIVE"
"""The code of a side that the text names without listing ("no country", "most capitals")."""


class Status(StrEnum):
    """What the text claims of an act."""

    ASSERTED = "asserted"
    DENIED = "denied"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


class Precision(StrEnum):
    """How much of a date the text gives."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters that name an actor, with the codes they resolve to as of the document's date.

    `score` (0 to 1) is how sure the reader is that this names those actors; `reason` says in words how
    they were found, for instance "named in the registry" or "refers to «the Taliban»".
    """

    span: Span
    codes: tuple[str, ...]
    sector: str | None = None
    score: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as the text gives it.

    `date` is ISO 8601 cut to the precision ("2025-07-03", "2021-08", "1979"), None where unknown.
    `phrase` is the words it comes from; None where the text has none. `note` says why a phrase stayed
    unresolved, for instance that the publication date is not known.
    """

    date: str | None = None
    precision: Precision = Precision.UNKNOWN
    phrase: Span | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One act of one side toward another, as one passage of one document states it.

    `trigger` and `evidence` are exact substrings of the document's text; a reader drops whatever is not.
    An empty `source` or `target` is a side that the text does not name. `confidence` is the calibrated
    probability that act, sides and status are right; `uncertain` marks a report that is kept for review.
    """

    document: str
    act: str
    status: Status
    source: tuple[Mention, ...]
    target: tuple[Mention, ...]
    when: When
    trigger: Span
    evidence: Span
    contexts: tuple[str, ...] = ()
    according_to: Mention | None = None
    confidence: float = 1.0
    uncertain: bool = False
    reader: str = ""

    @property
    def id(self) -> str:
        """The hash of what is claimed, where it stands and who read it; confidence is no part of it."""
        return content_id(
            "report",
            [
                self.document,
                self.reader,
                self.act,
                self.status.value,
                self.source_codes,
                self.target_codes,
                [self.trigger.start, self.trigger.end],
                self.when.date,
            ],
        )

    @property
    def source_codes(self) -> tuple[str, ...]:
        """The codes of the acting side, each once, in the order of the text."""
        return _codes(self.source)

    @property
    def target_codes(self) -> tuple[str, ...]:
        """The codes of the side acted upon, each once, in the order of the text."""
        return _codes(self.target)


def _codes(side: tuple[Mention, ...]) -> tuple[str, ...]:
    if len(side) == 1 and len(side[0].codes) == 1:
        return side[0].codes  # as most are, and millions are asked
    return tuple(dict.fromkeys(code for mention in side for code in mention.codes))
