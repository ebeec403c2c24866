"""The page of the outlook: who is likely to come next, for which reasons, and how good such forecasts were."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import HTMLResponse

from comity.faces.server.asking import Asking
from comity.faces.web.charts.reliability import MARGIN, SIZE, across, dots, up
from comity.faces.web.routes import Day, Word, page, pages
from comity.forecasts import HORIZONS, YEAR, Forecasts
from comity.model.forecast import Kept
from comity.outlook.episodes import PURSUITS
from comity.outlook.score import Score

LISTED = 60
"""The forecasts that are listed at most, the likeliest first."""


@pages.get("/outlook")
def outlook(
    request: Request,
    ask: Asking,
    target: Word = None,
    act: str = "recognise",
    horizon: int = YEAR,
    on: Day = None,
    as_known: Day = None,
) -> HTMLResponse:
    """Who is likely to do an act toward a target next, and the record of the forecasts that were kept."""
    forecasts = Forecasts(ask.ledger)
    asked = forecasts.followers(act, target, on=on, horizon=horizon, as_known=as_known) if target else None
    kept = forecasts.kept(as_known=as_known).rows
    score = _score(forecasts, kept)
    return page(
        request,
        "outlook.html",
        {
            "forecasts": asked.rows[:LISTED] if asked is not None else None,
            "number": len(asked) if asked is not None else 0,
            "target": ask.code(target, on) if target else None,
            "act": act,
            "acts": tuple(PURSUITS),
            "horizon": horizon,
            "horizons": HORIZONS,
            "kept": kept[: -LISTED - 1 : -1],
            "kept_number": len(kept),
            "score": score,
            "dots": dots(score.bins) if score else (),
            "plot": {"size": SIZE, "margin": MARGIN, "across": across, "up": up},
        },
    )


def _score(forecasts: Forecasts, kept: tuple[Kept, ...]) -> Score | None:
    """How good the settled ones were, None if none is settled."""
    return forecasts.score() if any(one.resolution for one in kept) else None
