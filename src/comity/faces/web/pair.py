"""The page of a pair: how two parties stand on a day, what happened between them, and how warmly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from comity.errors import InputError
from comity.faces.server.asking import Asking
from comity.faces.web.charts.climate import climate
from comity.faces.web.charts.timeline import in_window, timeline
from comity.faces.web.charts.window import SPANS, Window, window_over
from comity.faces.web.outlook import kept_between
from comity.faces.web.routes import Day, actors, page
from comity.faces.web.words import actor_address
from comity.forecasts import Forecasts
from comity.model.event import Event
from comity.model.report import Status
from comity.model.standing import NONE, Standing
from comity.questions import Questions

DRAWN = 250
"""The events that are drawn at most, the latest ones."""
LISTED = 30
"""The steps, and the events with their words, that are listed at most."""


@actors.get("/{one}/{two}")
def pair(
    request: Request,
    ask: Asking,
    one: str,
    two: str,
    on: Day = None,
    as_known: Day = None,
    since: Day = None,
    until: Day = None,
) -> Response:
    """How two parties stand toward each other, on a day and as known on a day."""
    first, second = ask.code(one, on), ask.code(two, on)
    if first == second:
        raise InputError(f"{one} and {two} are one actor, {first}; name two.")
    if (first, second) != (one, two):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(actor_address(first, second) + query)
    return _page(request, ask, (first, second), on, as_known, (since, until))


def _page(
    request: Request,
    ask: Questions,
    codes: tuple[str, str],
    on: date | None,
    as_known: date | None,
    asked: tuple[date | None, date | None],
) -> HTMLResponse:
    today = ask.ledger.today()
    history = [one for one in ask.history(*codes, as_known=as_known) if one.state != NONE]
    events = ask.timeline(*codes, on=asked[1], as_known=as_known, limit=DRAWN).rows
    window = window_over([*(one.start for one in history), *_days(events)], asked[0], asked[1], today)
    shown = [event for event in events if in_window(event, window)]
    months = ask.compare(*codes, window.start, window.end, as_known=as_known).climate
    return page(
        request,
        "pair.html",
        {
            "codes": codes,
            "day": on or today,
            "today": today,
            "standing": [one for one in ask.standing(*codes, on=on, as_known=as_known) if one.state != NONE],
            "steps": _steps(_begun(history, window)[:LISTED], events),
            "more_steps": max(len(_begun(history, window)) - LISTED, 0),
            "events": shown[: -LISTED - 1 : -1],
            "hidden": max(len(shown) - LISTED, 0),
            "capped": len(events) == DRAWN,
            "undated": [event for event in events if event.first is None][:LISTED],
            "claims": _claims(events),
            "chart": timeline(history, shown, window, on or today),
            "climate": climate(months, window),
            "window": window,
            "spans": _windows(window),
            "kept": kept_between(Forecasts(ask.ledger), codes, as_known),
            "first_day": min([window.start, *(one.start for one in history)]),
        },
    )


def _steps(begun: Iterable[Standing], events: Iterable[Event]) -> list[tuple[Standing, Event | None]]:
    """Each state that began with the event that brought it about, None if that is not among `events`."""
    asserted: dict[str, list[Event]] = {}
    for event in events:
        if event.status is Status.ASSERTED:
            asserted.setdefault(event.act, []).append(event)
    return [(one, next((event for event in asserted.get(one.act, ()) if _opened(event, one)), None)) for one in begun]


def _opened(event: Event, standing: Standing) -> bool:
    """Whether an event of the act that opened `standing` is the one that did."""
    if event.first is None or not standing.start <= event.first <= standing.start_latest:
        return False
    return {event.source, event.target} == {standing.source, standing.target}


def _days(events: Iterable[Event]) -> list[date]:
    return [event.first for event in events if event.first]


def _begun(history: Iterable[Standing], window: Window) -> list[Standing]:
    """The states that began in `window`, the latest first."""
    return [one for one in history if window.start <= one.start <= window.end][::-1]


def _claims(events: Sequence[Event]) -> list[tuple[Status, list[Event]]]:
    """What was only said, by its status, the latest first."""
    kinds = (Status.DENIED, Status.PLANNED, Status.HYPOTHETICAL)
    return [(kind, [event for event in events if event.status is kind][: -LISTED - 1 : -1]) for kind in kinds]


def _windows(window: Window) -> dict[str, Any]:
    return {
        "lengths": {name: window.around(days) for name, days in SPANS.items()},
        "earlier": window.earlier(),
        "later": window.later(),
        "days": window.days,
    }
