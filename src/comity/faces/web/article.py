"""The page of an article: its words marked, and beside them what they say happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, BeforeValidator

from comity.errors import InputError
from comity.faces.server.asking import Asking, Serving
from comity.faces.server.threads import in_reading, in_writing
from comity.faces.web.marks import segments
from comity.faces.web.routes import blank, forms, page, pages
from comity.model.document import Document
from comity.model.report import Report, Status
from comity.ontology.acts import acts
from comity.records.reading import Reading
from comity.service import About, Service

Blank = Annotated[str | None, BeforeValidator(blank)]


class Article(BaseModel):
    """What the form for an article sends: a text or an address, and what is known of it."""

    text: Blank = None
    address: Blank = None
    title: Blank = None
    publisher: Blank = None
    published: Annotated[date | None, BeforeValidator(blank)] = None
    force: bool = False


Sent = Annotated[Article, Form()]


@pages.get("/read")
def read_form(request: Request) -> HTMLResponse:
    """The form that takes an article."""
    return page(request, "read.html", {})


@pages.post("/read")
async def read(request: Request, service: Serving, sent: Sent) -> HTMLResponse:
    """What an article says, without recording it."""
    reading = await in_reading(request, lambda: _read(service, sent))
    return _page(request, reading.document, reading.reports, recorded=False)


@forms.post("/record")
async def record(request: Request, service: Serving, sent: Sent) -> RedirectResponse:
    """Record an article in the ledger, and go on to its page there."""
    reading = await in_reading(request, lambda: _read(service, sent))
    await in_writing(request, lambda: service.add(reading))
    return RedirectResponse(f"/documents/{reading.document.id}", 303)


@pages.get("/documents/{name}")
def document(request: Request, ask: Asking, name: str) -> HTMLResponse:
    """A recorded article with what was read in it, as far as it still counts."""
    filed = ask.document(name)
    return _page(request, filed.document, [one.report for one in filed.reports], recorded=True)


def _read(service: Service, sent: Article) -> Reading:
    if sent.text:
        about = About(sent.title, sent.address, sent.publisher, sent.published)
        return service.read_text(sent.text, about, force=sent.force)
    if sent.address:
        about = About(sent.title, None, sent.publisher, sent.published)
        return service.read_address(sent.address, about, force=sent.force)
    raise InputError("There is nothing to read; paste a text or give an address.")


def _page(request: Request, document: Document, reports: Iterable[Report], *, recorded: bool) -> HTMLResponse:
    ordered = sorted(reports, key=lambda one: (one.trigger.start, one.trigger.end, one.id))
    return page(
        request,
        "article.html",
        {
            "document": document,
            "reports": ordered,
            "segments": segments(document.text, ordered),
            "uncertain": sum(one.uncertain for one in ordered),
            "recorded": recorded,
            "acts": tuple(acts()),
            "statuses": tuple(Status),
        },
    )
