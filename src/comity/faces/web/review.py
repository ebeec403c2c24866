"""The page of doubtful reports that would change a standing, and the page of what stands behind an answer."""

from __future__ import annotations

from functools import lru_cache

from fastapi import Request
from fastapi.responses import HTMLResponse

from comity.faces.server.asking import Asking, Serving
from comity.faces.web.marks import passage
from comity.faces.web.routes import Day, page, pages
from comity.forecasts import Forecasts
from comity.ledger.correct import UNDOABLE
from comity.ledger.review import Doubt

LISTED = 30
"""The reports that are shown at once; a decision makes room for the next."""


@pages.get("/review")
def review(request: Request, service: Serving, ask: Asking) -> HTMLResponse:
    """Uncertain reports that would change a standing, the latest first."""
    doubts = _doubts(ask, service.state())
    shown = [(one, passage(one.recorded.document.text, one.recorded.report)) for one in doubts]
    return page(request, "review.html", {"doubts": shown, "limit": LISTED})


@lru_cache(maxsize=1)
def _doubts(ask: Forecasts, state: str) -> tuple[Doubt, ...]:
    """What is to be reviewed: the same as long as the ledger's `state` is, and slow to find out anew."""
    return ask.review(limit=LISTED).rows


@pages.get("/why/{name:path}")
def why(request: Request, ask: Asking, name: str, as_known: Day = None) -> HTMLResponse:
    """The chain behind a report, an event or a standing."""
    return page(request, "why.html", {"why": ask.why(name, as_known=as_known), "undoable": UNDOABLE})
