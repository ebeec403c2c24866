"""The page that finds actors, events and documents; its address holds all that is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator

from comity.errors import ActorError
from comity.faces.server.asking import Asking
from comity.faces.web.routes import Day, Word, blank, page, pages
from comity.ledger.documents import Sought
from comity.ledger.search import Filters
from comity.model.report import Status
from comity.ontology.acts import acts
from comity.questions import Questions

ACTORS = 8
"""The actors that are shown at most."""
ROWS = 20
"""The events and documents that are shown at once."""

_BETWEEN = re.compile(r"\s*[/,;–]\s*|\s+(?:and|vs\.?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is typed, and what events, and documents as far as they can, must meet."""

    q: Annotated[str, Query()] = ""
    actor: Word = None
    act: Word = None
    status: Annotated[Status | None, BeforeValidator(blank), Query()] = None
    since: Day = None
    until: Day = None
    publisher: Word = None
    confidence: Annotated[float | None, BeforeValidator(blank), Query(ge=0, le=1)] = None
    as_known: Day = None

    @property
    def filtered(self) -> bool:
        """Whether anything is asked beside what is typed."""
        return any(getattr(self, one.name) is not None for one in fields(self) if one.name != "q")

    def filters(self, actor: str | None) -> Filters:
        """What events must meet, those of `actor` if there is one."""
        return Filters(
            actor=actor,
            act=self.act,
            status=self.status,
            since=self.since,
            until=self.until,
            publisher=self.publisher,
            confidence=self.confidence or 0.0,
        )


Search = Annotated[Asked, Depends()]


@pages.get("/search")
def search(
    request: Request, ask: Asking, asked: Search, events_after: Word = None, documents_after: Word = None
) -> HTMLResponse:
    """Actors by any spelling, events by what they are, documents by their words."""
    actor = about(ask, asked)
    filters = asked.filters(actor)
    sought = Sought(asked.q, asked.publisher, asked.since, asked.until)
    return page(
        request,
        "search.html",
        {
            "asked": asked,
            "actor": actor,
            "matches": ask.actors(asked.q, limit=ACTORS),
            "pair": _pair(ask, asked.q),
            "events": None
            if asked.q and filters == Filters()
            else ask.events(filters, after=events_after, limit=ROWS, as_known=asked.as_known),
            "documents": ask.documents(sought, after=documents_after, limit=ROWS, as_known=asked.as_known),
            "acts": tuple(acts()),
            "statuses": tuple(Status),
        },
    )


def about(ask: Questions, asked: Asked) -> str | None:
    """The code of the actor whose events are meant: the one named as such, or else the one that is typed."""
    if asked.actor:
        return ask.code(asked.actor, asked.until)
    return _code(ask, asked.q)


def _pair(ask: Questions, typed: str) -> tuple[str, str] | None:
    """The two actors that are typed, if two are."""
    names = _BETWEEN.split(typed.strip())
    codes = [_code(ask, name) for name in names] if len(names) == 2 else []
    return (codes[0], codes[1]) if codes and codes[0] and codes[1] and codes[0] != codes[1] else None


def _code(ask: Questions, typed: str) -> str | None:
    try:
        return ask.code(typed) if typed.strip() else None
    except ActorError:
        return None
