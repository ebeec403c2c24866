"""Events as JSON-LD in the vocabulary of schema.org, for reuse by others."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from starlette.responses import Response

from comity.actors.registry import registry
from comity.model.event import Event, Recorded
from comity.model.report import Status
from comity.ontology.acts import act

FILE = {"application/ld+json": {"schema": {"type": "object"}}}
"""What an operation says of this format."""

_STATUSES = {
    Status.ASSERTED: "https://schema.org/CompletedActionStatus",
    Status.DENIED: "https://schema.org/FailedActionStatus",
    Status.PLANNED: "https://schema.org/PotentialActionStatus",
    Status.HYPOTHETICAL: "https://schema.org/PotentialActionStatus",
}


def linked(events: Iterable[Event]) -> Response:
    """The events as a graph of actions."""
    graph = {"@context": "https://schema.org", "@graph": [_action(event) for event in events]}
    return Response(json.dumps(graph, ensure_ascii=False), media_type="application/ld+json")


def _action(event: Event) -> dict[str, Any]:
    """An event as schema.org's Action: who did it to whom, when, and which articles say so.

    What is asserted was done, what is denied failed to be, what is planned or only possible may come to be.
    """
    said = {
        "@type": "Action",
        "identifier": event.id,
        "name": f"{_name(event.source)} {event.act} {_name(event.target)}",
        "additionalType": f"CAMEO {act(event.act).cameo}",
        "actionStatus": _STATUSES[event.status],
        "agent": _party(event.source),
        "object": _party(event.target),
        "startTime": event.date,
        "subjectOf": [_article(one) for one in event.reports],
    }
    return {name: value for name, value in said.items() if value is not None}


def _article(one: Recorded) -> dict[str, Any]:
    document = one.document
    said = {
        "@type": "NewsArticle",
        "identifier": document.id,
        "headline": document.title,
        "url": document.address,
        "publisher": {"@type": "Organization", "name": document.publisher} if document.publisher else None,
        "datePublished": document.published.isoformat() if document.published else None,
        "hasPart": {"@type": "Quotation", "identifier": one.report.id, "text": one.report.evidence.text},
    }
    return {name: value for name, value in said.items() if value is not None}


def _party(code: str) -> dict[str, Any] | None:
    if not code:
        return None
    rows = registry().rows(code)
    kind = "Country" if rows and rows[0].is_state else "Organization"
    return {"@type": kind, "identifier": code, "name": registry().title(code)}


def _name(code: str) -> str:
    return registry().title(code) if code else "somebody"
