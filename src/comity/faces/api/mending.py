"""Corrections over HTTP; each is an entry of the ledger with a name and a reason, and can be undone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from comity.faces.api.params import TEXT, Day, Line
from comity.faces.server.asking import Asking
from comity.faces.server.threads import in_writing
from comity.ledger.correct import Fact
from comity.model.report import Status

router = APIRouter(tags=["corrections"])

Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^[^\x00]*\S[^\x00]*$")]
When = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s\x00-\x1f]+$", max_length=2000)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=TEXT)]
ENTRIES = 2**31 - 1


class Reasoned(BaseModel):
    """Who says so, and why."""

    model_config = ConfigDict(extra="forbid")

    by: Line = Field(description="Who says so; it is kept.", examples=["A. Clerk"])
    reason: Words = Field(description="Why; it is kept.", examples=["the article was withdrawn"])


class Retraction(Reasoned):
    """What is to count no more."""

    id: Id = Field(
        description="The id of a report, an event or a standing.", examples=["0f1e2d3c4b5a69788796a5b4c3d2e1f0"]
    )


class Correction(Retraction):
    """What is to be read otherwise; what is null stays as it is."""

    act: Line | None = Field(default=None, description="The act it was.", examples=["recognise"])
    status: Status | None = Field(default=None, description="What is claimed of it.", examples=["denied"])
    source: Line | None = Field(default=None, description="Who did it, by code or name.", examples=["RUS"])
    target: Line | None = Field(default=None, description="To whom.", examples=["AFG"])
    when: When | None = Field(default=None, description="When, as far as known.", examples=["2025-07"])


class Assertion(Reasoned):
    """A fact on the word of a person, with its source."""

    source: Line = Field(description="Who did it, by code or name.", examples=["RUS"])
    act: Line = Field(description="An act of the codebook.", examples=["recognise"])
    target: Line = Field(description="To whom.", examples=["AFG"])
    when: When = Field(description="When, as far as known.", examples=["2025-07-03"])
    address: Address = Field(description="Where it is said.", examples=["https://example.org/1"])
    words: Words | None = Field(default=None, description="What the source says.", examples=["Russia recognised …"])
    publisher: Line | None = Field(default=None, description="Who published it.", examples=["The Courier"])
    published: Day | None = Field(default=None, description="When it was published.", examples=["2025-07-04"])
    status: Status = Field(default=Status.ASSERTED, description="What is claimed of it.", examples=["asserted"])


class Decision(BaseModel):
    """Who decides."""

    model_config = ConfigDict(extra="forbid")

    by: Line = Field(description="Who decides; it is kept.", examples=["A. Clerk"])


class Done(BaseModel):
    """What was done."""

    entry: int = Field(description="The number of the new entry; undo takes it.", examples=[12])


@router.post("/retractions", status_code=201)
async def retract(request: Request, ask: Asking, given: Retraction) -> Done:
    """Let a report, an event or a standing count no more; it stays in the ledger."""
    return Done(entry=await in_writing(request, lambda: ask.retract(given.id, reason=given.reason, by=given.by)))


@router.post("/corrections", status_code=201)
async def correct(request: Request, ask: Asking, given: Correction) -> Done:
    """Read a report, an event or a standing otherwise than the reader did."""
    entry = await in_writing(
        request,
        lambda: ask.correct(
            given.id,
            act=given.act,
            status=given.status,
            source=given.source,
            target=given.target,
            when=given.when,
            reason=given.reason,
            by=given.by,
        ),
    )
    return Done(entry=entry)


@router.post("/assertions", status_code=201)
async def assert_fact(request: Request, ask: Asking, given: Assertion) -> Done:
    """Record a fact with its source."""

    def work() -> int:
        sides = ask.code(given.source), ask.code(given.target)
        fact = Fact(
            act=given.act,
            source=sides[0],
            target=sides[1],
            when=given.when,
            words=given.words,
            address=given.address,
            publisher=given.publisher,
            published=given.published,
            status=given.status,
        )
        return ask.assert_fact(fact, reason=given.reason, by=given.by)

    return Done(entry=await in_writing(request, work))


@router.post("/entries/{entry}/undo", status_code=201)
async def undo(
    request: Request,
    ask: Asking,
    entry: Annotated[int, Path(ge=1, le=ENTRIES, description="The number of the entry.", examples=[12])],
    given: Reasoned,
) -> Done:
    """Undo a retraction, a correction, an assertion, a review or an undoing."""
    return Done(entry=await in_writing(request, lambda: ask.undo(entry, reason=given.reason, by=given.by)))


Report = Annotated[
    str, Path(max_length=300, description="The id of the report.", examples=["0f1e2d3c4b5a69788796a5b4c3d2e1f0"])
]


@router.post("/review/{report}/accept", status_code=201)
async def accept(request: Request, ask: Asking, report: Report, given: Decision) -> Done:
    """Count an uncertain report as certain."""
    return Done(entry=await in_writing(request, lambda: ask.accept(report, by=given.by)))


@router.post("/review/{report}/refuse", status_code=201)
async def refuse(request: Request, ask: Asking, report: Report, given: Decision) -> Done:
    """Close an uncertain report."""
    return Done(entry=await in_writing(request, lambda: ask.refuse(report, by=given.by)))
