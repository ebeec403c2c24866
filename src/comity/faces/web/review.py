"""The page of doubtful reports that would change a standing, and the page of what stands behind an answer."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import HTMLResponse

from comity.faces.server.asking import Asking
from comity.faces.web.marks import passage
from comity.faces.web.routes import Day, page, pages
from comity.ledger.correct import UNDOABLE

LISTED = 30
"""The reports that are shown at once; a decision makes room for the next."""


@pages.get("/review")
def review(request: Request, ask: Asking) -> HTMLResponse:
    """Uncertain reports that would change a standing, the latest first."""
    doubts = ask.review(limit=LISTED).rows
    shown = [(one, passage(one.recorded.document.text, one.recorded.report)) for one in doubts]
    return page(request, "review.html", {"doubts": shown, "limit": LISTED})


@pages.get("/why/{name:path}")
def why(request: Request, ask: Asking, name: str, as_known: Day = None) -> HTMLResponse:
    """The chain behind a report, an event or a standing."""
    return page(request, "why.html", {"why": ask.why(name, as_known=as_known), "undoable": UNDOABLE})
