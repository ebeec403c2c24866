"""A text as it was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.model.ids import content_id


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known of its publication.

    `published` is None where no source says it; it is never filled in with today. `recorded_as` is the id that the
    whole document had where the ledger has cut its `text` to what reports rest on; it is then blank elsewhere.
    """

    text: str
    title: str | None = None
    address: str | None = None
    publisher: str | None = None
    published: date | None = None
    recorded_as: str | None = None

    @property
    def id(self) -> str:
        """The hash of everything the document says of itself: a changed text is another document."""
        if self.recorded_as is not None:
            return self.recorded_as
        day = self.published.isoformat() if self.published else None
        return content_id("document", [self.text, self.title, self.address, self.publisher, day])


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of a document's text, and the words that stand there."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end`."""
        return cls(start, end, text[start:end])

    def stands_in(self, text: str) -> bool:
        """Whether `text` has exactly these words at exactly this place."""
        return text[self.start : self.end] == self.text
