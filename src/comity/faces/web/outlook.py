"""The outlook: who is likely to come next, for which reasons, and how good such forecasts were."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from anyio.to_thread import run_sync
from fastapi import Request
from fastapi.responses import HTMLResponse

from comity.faces.server.asking import Asking, Serving
from comity.faces.server.threads import in_reading
from comity.faces.web.charts.reliability import plot
from comity.faces.web.routes import Day, Word, page, pages
from comity.forecasts import HORIZONS, YEAR, Forecasts, forecasting
from comity.ledger.knowledge import AsKnown
from comity.model.forecast import Forecast, Kept
from comity.outlook.episodes import PURSUITS
from comity.outlook.score import Score
from comity.service import Service

LISTED = 60
"""The forecasts that are listed at most, the likeliest first."""


@pages.get("/outlook")
async def outlook(
    request: Request,
    service: Serving,
    ask: Asking,
    target: Word = None,
    act: str = "recognise",
    horizon: int = YEAR,
    on: Day = None,
    as_known: Day = None,
) -> HTMLResponse:
    """Who is likely to do an act toward a target next, and the record of the forecasts that were kept."""
    asked: tuple[Forecast, ...] = ()
    if target:
        asked = await in_reading(request, lambda: _followers(service, act, target, on, horizon, as_known))
    record = await run_sync(lambda: _record(Forecasts(ask.ledger), as_known))
    looked = {
        "forecasts": asked[:LISTED],
        "number": len(asked),
        "target": ask.code(target, on) if target else None,
        "act": act,
        "acts": tuple(PURSUITS),
        "horizon": horizon,
        "horizons": HORIZONS,
    }
    return page(request, "outlook.html", looked | record)


@pages.get("/outlook/{one}/{two}")
async def between(
    request: Request, service: Serving, one: str, two: str, on: Day = None, as_known: Day = None
) -> HTMLResponse:
    """What either of two parties is likely to do toward the other."""
    looked = await in_reading(request, lambda: _between(service, one, two, on, as_known))
    return page(request, "pair_outlook.html", looked | {"horizons": HORIZONS})


def _between(service: Service, one: str, two: str, on: date | None, as_known: AsKnown) -> dict[str, object]:
    with forecasting(service.settings) as forecasts:
        codes = forecasts.code(one, on), forecasts.code(two, on)
        found = forecasts.between(one, two, on=on, as_known=as_known)
        day = on or forecasts.ledger.today()
    acts = [tuple(group) for _, group in groupby(found, key=lambda forecast: (forecast.source, forecast.act))]
    return {"codes": codes, "acts": acts, "day": day}


def _record(forecasts: Forecasts, as_known: AsKnown) -> dict[str, object]:
    """What was kept, the latest first, and how good the settled ones were."""
    kept = forecasts.kept(as_known=as_known).rows
    score = _score(forecasts, kept, as_known)
    return {
        "kept": sorted(kept, key=_latest_and_likeliest)[:LISTED],
        "kept_number": len(kept),
        "score": score,
        "plot": plot(score.bins if score else ()),
    }


def _latest_and_likeliest(one: Kept) -> tuple[int, float]:
    """What kept forecasts are ordered by: the day on which they were made, then how likely they said it was."""
    return -one.forecast.made.toordinal(), -one.forecast.probability


def _followers(
    service: Service, act: str, target: str, on: date | None, horizon: int, as_known: AsKnown
) -> tuple[Forecast, ...]:
    with forecasting(service.settings) as forecasts:
        return forecasts.followers(act, target, on=on, horizon=horizon, as_known=as_known).rows


def kept_between(forecasts: Forecasts, codes: tuple[str, str], as_known: AsKnown = None) -> list[Kept]:
    """The kept forecasts of what either of two parties does toward the other, the latest first."""
    kept = forecasts.kept(as_known=as_known).rows[::-1]
    return [one for one in kept if {one.forecast.source, one.forecast.target} == {*codes}]


def _score(forecasts: Forecasts, kept: tuple[Kept, ...], as_known: AsKnown) -> Score | None:
    """How good the settled ones were, None if none is settled."""
    return forecasts.score(as_known=as_known) if any(one.resolution for one in kept) else None
