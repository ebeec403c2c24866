"""What forms write: corrections, retractions, decisions on doubtful reports, and undoing each of them."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Form, Request
from fastapi.responses import RedirectResponse

from comity.faces.server.asking import Asking
from comity.faces.server.sessions import local
from comity.faces.web.routes import forms
from comity.model.report import Status

Text = Annotated[str, Form()]
Next = Annotated[str, Form(alias="next")]


@forms.post("/correct")
def correct(
    ask: Asking,
    name: Annotated[str, Form(alias="id")],
    reason: Text,
    by: Text,
    act: Text = "",
    status: Annotated[Status | None, Form()] = None,
    source: Text = "",
    target: Text = "",
    when: Text = "",
    then: Next = "/",
) -> RedirectResponse:
    """Read a report otherwise; a field that is left empty leaves that as it is."""
    entry = ask.correct(
        name,
        act=act or None,
        status=status,
        source=source or None,
        target=target or None,
        when=when or None,
        reason=reason,
        by=by,
    )
    return _done(entry, then)


@forms.post("/retract")
def retract(
    ask: Asking, name: Annotated[str, Form(alias="id")], reason: Text, by: Text, then: Next = "/"
) -> RedirectResponse:
    """Let a report count no more."""
    return _done(ask.retract(name, reason=reason, by=by), then)


@forms.post("/undo")
def undo(ask: Asking, entry: Annotated[int, Form()], by: Text, then: Next = "/") -> RedirectResponse:
    """Undo an entry."""
    return _done(ask.undo(entry, reason="undone on the page", by=by), then)


async def _given_date(request: Request, name: Annotated[str, Form(alias="id")]) -> str | None:
    """The date that the form gives the report `name`; it may give others theirs."""
    return str((await request.form()).get(f"when-{name}", "")) or None


@forms.post("/accept")
def accept(
    ask: Asking,
    name: Annotated[str, Form(alias="id")],
    by: Text,
    when: Annotated[str | None, Depends(_given_date)],
    then: Next = "/review",
) -> RedirectResponse:
    """Count a doubtful report as certain, as of the date `when` if it gives none."""
    return _done(ask.accept(name, by=by, when=when), then)


@forms.post("/refuse")
def refuse(ask: Asking, name: Annotated[str, Form(alias="id")], by: Text, then: Next = "/review") -> RedirectResponse:
    """Close a doubtful report."""
    return _done(ask.refuse(name, by=by), then)


def _done(entry: int, then: str) -> RedirectResponse:
    """On to the page `then`, which says what was written."""
    return RedirectResponse(f"{local(then)}?{urlencode({'done': entry})}", 303)
