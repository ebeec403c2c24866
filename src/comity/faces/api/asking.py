"""The questions of the ledger: the same as the command line's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends
from starlette.responses import Response

from comity.faces.api import shapes
from comity.faces.api.cached import Cached
from comity.faces.api.exports import FILES, Form, Format, file_of
from comity.faces.api.params import AsKnown, Day, Limit, Line, Name, On, Other, asked
from comity.faces.api.shapes import Items
from comity.faces.server.asking import Asking
from comity.ledger.answer import Answer
from comity.ledger.compare import Comparison
from comity.ledger.review import REVIEWS
from comity.ledger.who import VERBS
from comity.model.standing import Dimension, Standing

router = APIRouter(route_class=Cached, tags=["questions"])

Row = TypeVar("Row")
Shown = TypeVar("Shown")
Id = Annotated[
    str,
    asked("The id of a report, an event or a standing.", "RUS/recognition/AFG/2025-07-03", alias="id", max_length=300),
]
First = Annotated[Day, asked("The first day.", "2021-01-01", alias="from")]
Last = Annotated[Day | None, asked("The last day; today without it.", "2025-12-31", alias="to")]


def rows(answer: Answer[Row], shape: Callable[[Row], Shown], form: Format, name: str) -> Items[Shown] | Response:
    """`answer` as a page of `shape`, or as a file."""
    if form is not Format.JSON:
        return file_of(answer.records(), form, name)
    return Items(items=[shape(row) for row in answer])


@router.get("/standing", response_model=Items[shapes.Standing], responses=FILES)
def standing(
    ask: Asking, one: Name, two: Other, on: On = None, as_known: AsKnown = None, form: Form = Format.JSON
) -> Items[shapes.Standing] | Response:
    """How two parties stand toward each other on a day, and how sure that is."""
    return rows(ask.standing(one, two, on=on, as_known=as_known), _standing, form, "standing")


@router.get("/history", response_model=Items[shapes.Standing], responses=FILES)
def history(
    ask: Asking, one: Name, two: Other, as_known: AsKnown = None, form: Form = Format.JSON
) -> Items[shapes.Standing] | Response:
    """How two parties have stood toward each other on any day, by the day that it began."""
    return rows(ask.history(one, two, as_known=as_known), _standing, form, "history")


@router.get("/who", response_model=Items[shapes.Holder], responses=FILES)
def who(
    ask: Asking,
    verb: Annotated[str, asked(f"What to ask: one of {', '.join(VERBS)}.", "recognises", max_length=40)],
    name: Name,
    on: On = None,
    as_known: AsKnown = None,
    form: Form = Format.JSON,
) -> Items[shapes.Holder] | Response:
    """Who stands so toward one, the undisputed first."""
    return rows(ask.who(verb, name, on=on, as_known=as_known), shapes.Holder.of, form, "who")


@router.get("/toward", response_model=Items[shapes.Holder], responses=FILES)
def toward(
    ask: Asking,
    dimension: Annotated[Dimension, asked("In which respect.", "recognition")],
    name: Name,
    on: On = None,
    as_known: AsKnown = None,
    form: Form = Format.JSON,
) -> Items[shapes.Holder] | Response:
    """How all others stand toward one in one respect: the rows behind a map."""
    return rows(ask.toward(dimension, name, on=on, as_known=as_known), shapes.Holder.of, form, "toward")


@router.get("/first", response_model=Items[shapes.Follower], responses=FILES)
def first(
    ask: Asking,
    act: Annotated[Line, asked("An act that brings about a standing.", "recognise")],
    name: Name,
    since: Annotated[
        Day | None, asked("Count from this day; from the last change of government without it.", "2021-08-15")
    ] = None,
    on: On = None,
    as_known: AsKnown = None,
    form: Form = Format.JSON,
) -> Items[shapes.Follower] | Response:
    """In which order others did something toward one."""
    found = ask.first(act, name, since=since, on=on, as_known=as_known)
    return rows(found, shapes.Follower.of, form, "first")


@router.get("/timeline", response_model=Items[shapes.Event], responses=FILES)
def timeline(
    ask: Asking,
    one: Name,
    two: Other,
    on: On = None,
    as_known: AsKnown = None,
    limit: Limit = 50,
    form: Form = Format.JSON,
) -> Items[shapes.Event] | Response:
    """What happened between two parties up to a day: the latest events, in their order."""
    return rows(ask.timeline(one, two, on=on, as_known=as_known, limit=limit), shapes.Event.of, form, "timeline")


def compared(
    ask: Asking, one: Name, two: Other, start: First, end: Last = None, as_known: AsKnown = None
) -> Comparison:
    """What two questions are answered from."""
    return ask.compare(one, two, start, end or ask.ledger.today(), as_known=as_known)


Compared = Annotated[Comparison, Depends(compared)]


@router.get("/compare")
def compare(found: Compared) -> shapes.Comparison:
    """What changed between two parties from one day to another, and the climate by month."""
    return shapes.Comparison.model_validate(found)


@router.get("/climate", response_model=Items[shapes.Month], responses=FILES)
def climate(found: Compared, form: Form = Format.JSON) -> Items[shapes.Month] | Response:
    """How warm the acts between two parties were, by month: the months of which any is known."""
    return rows(Answer(found.climate), shapes.Month.model_validate, form, "climate")


@router.get("/why", response_model=shapes.Why, responses=FILES)
def why(ask: Asking, name: Id, as_known: AsKnown = None, form: Form = Format.JSON) -> shapes.Why | Response:
    """Why the ledger says so: the rule, the reports for and against, down to the words.

    As a file, the reports, each with whether it is for or against.
    """
    found = shapes.Why.of(ask.why(name, as_known=as_known))
    return found if form is Format.JSON else file_of(found.rows(), form, "why")


@router.get("/review", response_model=Items[shapes.Doubt], responses=FILES)
def review(ask: Asking, limit: Limit = REVIEWS, form: Form = Format.JSON) -> Items[shapes.Doubt] | Response:
    """The uncertain reports that would change a standing, the latest recorded first."""
    found = [shapes.Doubt.of(doubt) for doubt in ask.review(limit=limit)]
    return Items(items=found) if form is Format.JSON else file_of([one.row() for one in found], form, "review")


def _standing(row: Standing) -> shapes.Standing:
    return shapes.Standing.model_validate(row)
