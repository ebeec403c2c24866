"""The outlook over HTTP: what is likely next, what was said to be, and how good that was."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from comity.actors.registry import registry
from comity.faces.api.cached import Cached
from comity.faces.api.exports import FILES, Form, Format, file_of
from comity.faces.api.params import AsKnown, Line, Name, On, Other, asked
from comity.faces.api.shapes import Items, Shape, shown
from comity.faces.server.asking import Asking, Serving
from comity.faces.server.threads import in_reading
from comity.forecasts import HORIZONS, YEAR, forecasting
from comity.ledger.answer import Answer
from comity.model.forecast import Forecast as Row
from comity.model.forecast import Kept as KeptRow

router = APIRouter(route_class=Cached, tags=["outlook"])
record = APIRouter(tags=["outlook"])

Horizon = Annotated[int, Field(ge=1, le=3650)]


class Reason(Shape):
    """One thing that moves a probability."""

    words: str = shown("its neighbours have recognised it", "What it is.")
    factor: float = shown(1.8, "By how much it multiplies the rate; above 1 it makes the act likelier.")


class Forecast(Shape):
    """How likely it is that one does something toward another."""

    id: str = shown("ffeeddccbbaa99887766554433221100", "The hash of all that is said.")
    source: str = shown("PAK", "Who would do it.")
    title: str = shown("Pakistan", "Its name.")
    act: str = shown("recognise", "What it would do.")
    target: str = shown("AFG", "Toward whom.")
    made: date = shown("2025-07-04", "The day from which one looks ahead.")
    due: date = shown("2026-07-04", "The last day on which it can come true.")
    horizon: int = shown(365, "How many days ahead.")
    probability: float = shown(0.12, "How likely it is, from 0 to 1.")
    low: float = shown(0.05, "The lower end of the interval.")
    high: float = shown(0.24, "The upper end of the interval.")
    base: float = shown(0.02, "The base rate: what would be said of any state alike.")
    signal: bool = shown(True, "Whether the record holds more on it than the base rate.")
    reasons: list[Reason] = shown([{"words": "its neighbours have recognised it", "factor": 1.8}], "What moves it.")
    basis: str = shown("1,612 recognitions of 9 states", "What it was learned from.")
    model: str = shown("hazard 1", "The version of the model.")
    data: str = shown("0123456789abcdef", "The version of the data.")

    @classmethod
    def of(cls, row: Row) -> Forecast:
        """The forecast of a row."""
        own = {name: getattr(row, name) for name in cls.model_fields if name not in ("title", "reasons")}
        return cls(
            **own, title=registry().title(row.source), reasons=[Reason.model_validate(one) for one in row.reasons]
        )


class Kept(Shape):
    """A forecast that was kept, and what came of it."""

    forecast: Forecast = shown({}, "What was said.")
    at: datetime = shown("2025-07-04T09:12:00Z", "When it was kept.")
    happened: bool | None = shown(None, "Whether it came true; null while that is open.")
    day: date | None = shown(None, "The day on which it did.")
    rests_on: str | None = shown(None, "The id of the event or standing that says so.")

    @classmethod
    def of(cls, row: KeptRow) -> Kept:
        """What is kept of a row."""
        came = row.resolution
        return cls(
            forecast=Forecast.of(row.forecast),
            at=row.at,
            happened=came.happened if came else None,
            day=came.day if came else None,
            rests_on=(came.rests_on or None) if came else None,
        )


@router.get("/outlook", response_model=Items[Forecast], responses=FILES)
async def outlook(
    request: Request,
    ask: Asking,
    name: Name,
    act: Annotated[
        Line, asked("What the others may do: recognise, or another act that states follow in.", "recognise")
    ],
    on: On = None,
    horizon: Annotated[Horizon, asked("How many days ahead.", "365")] = YEAR,
    as_known: AsKnown = None,
    form: Form = Format.JSON,
) -> Items[Forecast] | Response:
    """How likely each state that has not done it is to do it toward one, the likeliest first."""
    found = await in_reading(request, lambda: ask.followers(act, name, on=on, horizon=horizon, as_known=as_known))
    return _forecasts(found, form, "outlook")


@record.get("/between", response_model=Items[Forecast], responses=FILES)
async def between(
    request: Request,
    service: Serving,
    one: Name,
    two: Other,
    on: On = None,
    horizon: Annotated[
        list[Horizon] | None, asked("How many days ahead; 30, 90 and 365 without it.", "365", max_length=10)
    ] = None,
    as_known: AsKnown = None,
    form: Form = Format.JSON,
) -> Items[Forecast] | Response:
    """How likely each act of either of two parties toward the other is, the likeliest act first.

    It is learned from the ledger and, where the server has one, the archive.
    """

    def look() -> Answer[Row]:
        with forecasting(service.settings) as ahead:
            return ahead.between(one, two, on=on, horizons=sorted(set(horizon or HORIZONS)), as_known=as_known)

    return _forecasts(await in_reading(request, look), form, "between")


def _forecasts(found: Answer[Row], form: Format, name: str) -> Items[Forecast] | Response:
    items = [Forecast.of(row) for row in found]
    if form is not Format.JSON:
        return file_of([one.model_dump(mode="json") for one in items], form, name)
    return Items(items=items)


@record.get("/forecasts", response_model=Items[Kept], responses=FILES)
def forecasts(ask: Asking, as_known: AsKnown = None, form: Form = Format.JSON) -> Items[Kept] | Response:
    """The forecasts that were kept, in the order in which they came, with what came of them so far."""
    found = ask.kept(as_known=as_known)
    if form is not Format.JSON:
        return file_of([Kept.of(row).model_dump(mode="json") for row in found], form, "forecasts")
    return Items(items=[Kept.of(row) for row in found])
