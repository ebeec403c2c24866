"""Search over actors, documents, reports and events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel
from starlette.responses import Response

from comity.actors.search import FOUND
from comity.faces.api import shapes
from comity.faces.api.cached import Cached
from comity.faces.api.exports import FILES, Form, Format, file_of
from comity.faces.api.linked import FILE, linked
from comity.faces.api.params import After, AsKnown, Day, Limit, Line, asked
from comity.faces.api.report import RecordedReport, recorded
from comity.faces.api.shapes import Items
from comity.faces.server.asking import Asking
from comity.ledger.documents import Sought
from comity.ledger.page import Page
from comity.ledger.search import ROWS, Filters
from comity.model.report import Status

router = APIRouter(route_class=Cached, tags=["search"])

Row = TypeVar("Row")
Shown = TypeVar("Shown", bound=BaseModel)
Since = Annotated[Day | None, asked("Not before this day.", "2025-01-01", alias="from")]
Until = Annotated[Day | None, asked("Not after this day.", "2025-12-31", alias="to")]
Publisher = Annotated[Line | None, asked("Who published it, exactly as recorded.", "The Courier")]
Id = Annotated[
    str, Path(alias="id", description="The id.", examples=["0f1e2d3c4b5a69788796a5b4c3d2e1f0"], max_length=300)
]


def filters(
    actor: Annotated[Line | None, asked("An actor on either side, by code or name.", "AFG")] = None,
    source: Annotated[Line | None, asked("Who did it.", "RUS")] = None,
    target: Annotated[Line | None, asked("To whom.", "AFG")] = None,
    act: Annotated[Line | None, asked("An act of the codebook.", "recognise")] = None,
    status: Annotated[Status | None, asked("What is claimed of it.", "asserted")] = None,
    since: Since = None,
    until: Until = None,
    publisher: Publisher = None,
    confidence: Annotated[float, asked("At least so sure, from 0 to 1.", "0.5", ge=0, le=1)] = 0.0,
) -> Filters:
    """The filters of a question."""
    return Filters(actor, source, target, act, status, since, until, publisher, confidence)


Filtering = Annotated[Filters, Depends(filters)]


@router.get("/actors", response_model=Items[shapes.Actor], responses=FILES)
def actors(
    ask: Asking,
    q: Annotated[Line, asked("A name as it is typed, in any spelling; a part of it is enough.", "taliban")],
    limit: Limit = FOUND,
    form: Form = Format.JSON,
) -> Items[shapes.Actor] | Response:
    """The actors that may be meant, the likeliest first."""
    found = ask.actors(q, limit=limit)
    if form is not Format.JSON:
        return file_of(found.records(), form, "actors")
    return Items(items=[shapes.Actor.model_validate(row) for row in found])


@router.get("/documents", response_model=Items[shapes.Document], responses=FILES)
def documents(
    ask: Asking,
    q: Annotated[str, asked("Words that all stand in title or text.", "embassy Kabul", max_length=200)] = "",
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    after: After = None,
    limit: Limit = ROWS,
    as_known: AsKnown = None,
    form: Form = Format.JSON,
) -> Items[shapes.Document] | Response:
    """The documents that hold the words, the latest recorded first."""
    found = ask.documents(Sought(q, publisher, since, until), after=after, limit=limit, as_known=as_known)
    return _paged(found, shapes.Document.of, form, "documents")


@router.get("/documents/{id}")
def document(ask: Asking, name: Id, as_known: AsKnown = None) -> shapes.Read:
    """A document with its text and what was read in it."""
    return shapes.Read.of(ask.document(name, as_known=as_known))


@router.get("/reports", response_model=Items[RecordedReport], responses=FILES)
def reports(
    ask: Asking,
    wanted: Filtering,
    after: After = None,
    limit: Limit = ROWS,
    as_known: AsKnown = None,
    form: Form = Format.JSON,
) -> Items[RecordedReport] | Response:
    """The reports that meet the filters, the latest first by the day of what they tell."""
    found = ask.reports(wanted, after=after, limit=limit, as_known=as_known)
    return _paged(found, recorded, form, "reports")


@router.get("/reports/{id}")
def report(ask: Asking, name: Id, as_known: AsKnown = None) -> RecordedReport:
    """A report, by its id or the beginning of that."""
    return recorded(ask.report(name, as_known=as_known))


@router.get(
    "/events",
    response_model=Items[shapes.Event],
    responses={200: {**FILES[200], "content": {**FILES[200]["content"], **FILE}}},
)
def events(
    ask: Asking,
    wanted: Filtering,
    after: After = None,
    limit: Limit = ROWS,
    as_known: AsKnown = None,
    form: Form = Format.JSON,
) -> Items[shapes.Event] | Response:
    """The events of which at least one report meets the filters, the latest first.

    A page holds what `limit` reports tell of: so many events at most.
    """
    found = ask.events(wanted, after=after, limit=limit, as_known=as_known)
    if form is Format.JSONLD:
        return linked(found)
    return _paged(found, shapes.Event.of, form, "events")


@router.get("/events/{id:path}", response_model=shapes.Event, responses={200: {"content": FILE}})
def event(
    ask: Asking,
    name: Id,
    as_known: AsKnown = None,
    form: Annotated[Literal["json", "jsonld"], asked("How to send it.", "jsonld", alias="format")] = "json",
) -> shapes.Event | Response:
    """An event with the reports that tell of it."""
    found = ask.event(name, as_known=as_known)
    if form == "jsonld":
        return linked([found])
    return shapes.Event.of(found)


def _paged(page: Page[Row], shape: Callable[[Row], Shown], form: Format, name: str) -> Items[Shown] | Response:
    items = [shape(row) for row in page]
    if form is not Format.JSON:
        return file_of([item.model_dump(mode="json") for item in items], form, name, page.after)
    return Items(items=items, after=page.after)
