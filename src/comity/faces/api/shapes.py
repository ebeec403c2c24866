"""What the API answers, field by field, with an example of each; made from the dataclasses of the answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from comity.actors.registry import Kind, registry
from comity.faces.api.report import RecordedReport, recorded
from comity.ledger.documents import Filed
from comity.ledger.review import Doubt as DoubtRow
from comity.ledger.who import Follower as FollowerRow
from comity.ledger.who import Holder as HolderRow
from comity.ledger.why import Why as WhyAnswer
from comity.model.document import Document as Text
from comity.model.event import Event as EventRow
from comity.model.event import Recorded
from comity.model.report import Precision, Status
from comity.model.standing import Dimension

Item = TypeVar("Item")
Day = date
"""The type, where a field is called date."""


def shown(example: object, meaning: str) -> Any:  # noqa: ANN401  what Field returns
    """A field with its meaning and an example."""
    return Field(description=meaning, examples=[example])


class Shape(BaseModel):
    """What is made from a dataclass with the same fields."""

    model_config = ConfigDict(from_attributes=True)


class Items(Shape, Generic[Item]):
    """A page of rows."""

    items: list[Item] = Field(description="The rows, in the order that the question asks for.")
    after: str | None = Field(
        default=None, description="Send it as `after` for the next page; null on the last.", examples=["20250703.12"]
    )


class Standing(Shape):
    """A lasting state between two actors."""

    id: str = shown("RUS/recognition/AFG/2025-07-03", "Names the standing; ask why for its reasons.")
    source: str = shown("RUS", "The actor that stands so.")
    target: str = shown("AFG", "Toward whom.")
    dimension: Dimension = shown("recognition", "In which respect.")
    kind: str = shown("", "Tells missions, sanctions and agreements apart; empty elsewhere.")
    state: str = shown("formal", "How they stand.")
    start: date = shown("2025-07-03", "The first day on which it can have begun.")
    start_latest: date = shown("2025-07-03", "The last such day: the same where the source gives the day.")
    end: date | None = shown(None, "The first day on which it held no more; null while it lasts.")
    end_latest: date | None = shown(None, "The last day on which it can have ended.")
    act: str = shown("recognise", "The act that opened it.")
    disputed: bool = shown(False, "Whether sources disagree.")
    alternative: str = shown("", "What the lighter side says; empty without dispute.")
    supports: int = shown(4, "Reports for it.")
    opposes: int = shown(0, "Reports against it.")
    how: str = shown("undisputed", "How the state was chosen.")


class Holder(Shape):
    """One who stands so toward the actor that was asked about."""

    actor: str = shown("RUS", "Its code.")
    title: str = shown("Russia", "Its name.")
    since: date = shown("2025-07-03", "The first day of it.")
    disputed: bool = shown(False, "Whether some say so and some do not.")
    standing: Standing = Field(description="The standing that the answer rests on.")

    @classmethod
    def of(cls, row: HolderRow) -> Holder:
        """The holder of a row."""
        told = Standing.model_validate(row.standing)
        return cls(
            actor=row.actor,
            title=registry().title(row.actor),
            since=row.since,
            disputed=row.disputed,
            standing=told,
        )


class Follower(Shape):
    """One who did it, in its place."""

    rank: int | None = shown(1, "Its place; null for a disputed one, which counts no other up.")
    actor: str = shown("RUS", "Its code.")
    title: str = shown("Russia", "Its name.")
    day: date = shown("2025-07-03", "The day of it.")
    standing: Standing = Field(description="The standing that it brought about.")

    @classmethod
    def of(cls, row: FollowerRow) -> Follower:
        """The follower of a row."""
        told = Standing.model_validate(row.standing)
        return cls(rank=row.rank, actor=row.actor, title=registry().title(row.actor), day=row.day, standing=told)


class Evidence(Shape):
    """The words of one report of an event, and where they stand."""

    id: str = shown("0f1e2d3c4b5a69788796a5b4c3d2e1f0", "The report's id.")
    words: str = shown("Russia became the first country to recognise the Taliban.", "The passage, as it stands there.")
    start: int = shown(0, "Its first character in the document.")
    end: int = shown(57, "The character after its last.")
    document: str = shown("00112233445566778899aabbccddeeff", "The document's id.")
    title: str | None = shown("Russia recognises the Taliban", "The document's title.")
    address: str | None = shown("https://example.org/1", "Its address.")
    publisher: str | None = shown("The Courier", "Who published it.")
    published: date | None = shown("2025-07-04", "When.")
    confidence: float = shown(0.91, "The probability that act, sides and status are read right.")
    uncertain: bool = shown(False, "Whether it waits for review.")

    @classmethod
    def of(cls, row: Recorded) -> Evidence:
        """The evidence of a recorded report."""
        report, document = row.report, row.document
        return cls(
            id=report.id,
            words=report.evidence.text,
            start=report.evidence.start,
            end=report.evidence.end,
            document=report.document,
            title=document.title,
            address=document.address,
            publisher=document.publisher,
            published=document.published,
            confidence=round(report.confidence, 4),
            uncertain=report.uncertain,
        )


class Event(Shape):
    """One happening with the reports that tell of it."""

    id: str = shown("RUS/recognise/AFG/2025-07-03", "Names the event.")
    act: str = shown("recognise", "What was done, an act of the codebook.")
    status: Status = shown("asserted", "What is claimed of it; other than asserted, it was said and did not happen.")
    source: str = shown("RUS", "Who did it; empty where nobody is named.")
    target: str = shown("AFG", "To whom; empty where nobody is named.")
    date: str | None = shown("2025-07-03", "When, cut to what is known of it; null where nothing is.")
    precision: Precision = shown("day", "How much of the date is known.")
    first: Day | None = shown("2025-07-03", "The first day on which it can have been.")
    last: Day | None = shown("2025-07-03", "The last such day.")
    sources: int = shown(3, "Independent sources: copies of one story count once.")
    goldstein: float = shown(4.0, "Goldstein's scale, from -10 (conflict) to 10 (cooperation).")
    reports: list[Evidence] = Field(description="The reports that tell of it, the most exact first.")

    @classmethod
    def of(cls, row: EventRow) -> Event:
        """The event of a row."""
        own = {name: getattr(row, name) for name in cls.model_fields if name != "reports"}
        return cls(**own, reports=[Evidence.of(one) for one in row.reports])


class Document(Shape):
    """A document without its text."""

    id: str = shown("00112233445566778899aabbccddeeff", "The hash of all that the document says of itself.")
    title: str | None = shown("Russia recognises the Taliban", "Its title; null where unknown, as in the next three.")
    address: str | None = shown("https://example.org/1", "Its address.")
    publisher: str | None = shown("The Courier", "Who published it.")
    published: date | None = shown("2025-07-04", "When.")
    beginning: str = shown("Russia became the first country …", "How its text begins.")

    @classmethod
    def of(cls, row: Text) -> Document:
        """A document in short."""
        own = {name: getattr(row, name) for name in ("id", "title", "address", "publisher", "published")}
        return cls(**own, beginning=row.text[:300])


class Read(Shape):
    """A document with its text and what was read in it."""

    id: str = shown("00112233445566778899aabbccddeeff", "The hash of all that the document says of itself.")
    title: str | None = shown("Russia recognises the Taliban", "Its title; null where unknown, as in the next three.")
    address: str | None = shown("https://example.org/1", "Its address.")
    publisher: str | None = shown("The Courier", "Who published it.")
    published: date | None = shown("2025-07-04", "When.")
    text: str = shown("Russia became the first country …", "Its text, in which the offsets of the reports count.")
    reports: list[RecordedReport] = Field(description="What was read in it, in the order of the text.")

    @classmethod
    def of(cls, row: Filed) -> Read:
        """A filed document."""
        own = {name: getattr(row.document, name) for name in cls.model_fields if name != "reports"}
        return cls(**own, reports=[recorded(one) for one in row.reports])


class Actor(Shape):
    """An actor that may be meant."""

    code: str = shown("AFG", "Its code, which stands in all answers.")
    title: str = shown("Afghanistan", "Its name.")
    name: str = shown("Islamic Emirate of Afghanistan", "The name of it that fits what was typed.")
    kind: Kind = shown("state", "What it is.")


class Month(Shape):
    """The climate of a month."""

    month: str = shown("2025-07", "Which month.")
    acts: int = shown(3, "How many acts it rests on.")
    goldstein: float = shown(2.4, "The mean of their values on Goldstein's scale.")


class Comparison(Shape):
    """How two stood on a first day and on a last, and what happened between."""

    before: list[Standing] = Field(description="How they stood on the first day.")
    steps: list[Standing] = Field(description="What began after it, up to the last day.")
    after: list[Standing] = Field(description="How they stood on the last day.")
    climate: list[Month] = Field(description="The climate, by month.")


class Step(Shape):
    """An entry of the ledger that wrote or closed what is asked about."""

    entry: int = shown(12, "Its number.")
    at: datetime = shown("2025-07-04T09:12:00Z", "When.")
    kind: str = shown("add", "What was done.")
    by: str | None = shown(None, "By whom, if by a person.")
    reason: str | None = shown(None, "Why, as that person says.")


class Why(Shape):
    """The chain behind a report, an event or a standing, down to the words."""

    id: str = shown("RUS/recognition/AFG/2025-07-03", "What is asked about.")
    says: str = shown("RUS toward AFG: recognition formal", "What it says, in words.")
    rule: str | None = shown("Recognition is declared.", "The rule by which the reports make it; null for a report.")
    sources: int = shown(3, "Independent sources for it.")
    opposing_sources: int = shown(0, "Independent sources against it.")
    supports: list[RecordedReport] = Field(description="The reports for it.")
    opposes: list[RecordedReport] = Field(description="The reports against it.")
    history: list[Step] = Field(description="What was done to these reports, in order.")

    @classmethod
    def of(cls, row: WhyAnswer) -> Why:
        """The chain of an answer."""
        own = {name: getattr(row, name) for name in ("id", "says", "rule", "sources", "opposing_sources")}
        return cls(
            **own,
            supports=[recorded(one) for one in row.supports],
            opposes=[recorded(one) for one in row.opposes],
            history=[Step.model_validate(step) for step in row.history],
        )

    def rows(self) -> list[dict[str, Any]]:
        """Its reports as rows of a file, those for it first."""
        sides = (("for", self.supports), ("against", self.opposes))
        return [{"side": side, **one.model_dump(mode="json")} for side, reports in sides for one in reports]


class Doubt(Shape):
    """An uncertain report, and what would be so if it were accepted."""

    would: list[str] = shown(["FJI toward XKX: recognition formal"], "What would be so.")
    report: RecordedReport = Field(description="The report.")

    @classmethod
    def of(cls, row: DoubtRow) -> Doubt:
        """The doubt of a row."""
        return cls(would=list(row.would), report=recorded(row.recorded))

    def row(self) -> dict[str, Any]:
        """It as a row of a file."""
        return {"would": "; ".join(self.would), **self.report.model_dump(mode="json")}
