"""The first page."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from comity.faces.server.asking import Asking, Serving
from comity.faces.web.routes import page, pages
from comity.faces.web.words import actor_address
from comity.ledger.documents import Sought
from comity.ledger.search import Filters

LATEST = 6
"""The events and documents that the first page shows."""


@pages.get("/")
def home(request: Request, service: Serving, ask: Asking) -> HTMLResponse:
    """Where to begin, and what came last."""
    shown = {
        "ledger": service.ledger,
        "events": ask.events(Filters(until=ask.ledger.today()), limit=LATEST),
        "documents": ask.documents(Sought(), limit=LATEST),
    }
    return page(request, "home.html", shown)


@pages.get("/actor")
def actor_named(ask: Asking, name: str) -> RedirectResponse:
    """On to the page of the actor that people call so."""
    return RedirectResponse(actor_address(ask.code(name)))


@pages.get("/pair")
def pair_named(ask: Asking, one: str, two: str) -> RedirectResponse:
    """On to the page of two actors that people call so."""
    return RedirectResponse(actor_address(ask.code(one), ask.code(two)))


@pages.get("/sign-in")
def sign_in(request: Request, next: str = "/") -> HTMLResponse:  # noqa: A002  named by the address
    """The form that takes the token."""
    return page(request, "sign_in.html", {"next": next})
