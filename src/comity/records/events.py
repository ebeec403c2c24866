"""The flat record of an event of the ledger."""

from __future__ import annotations

from comity.model.event import Event
from comity.ontology.acts import act
from comity.records.record import Record


def event_record(event: Event) -> Record:
    """A value for each of `comity.records.fields.EVENT_FIELDS`, in their order."""
    meaning = act(event.act)
    told = event.reports[0]
    return {
        "id": event.id,
        "act": event.act,
        "status": event.status.value,
        "plover": meaning.plover,
        "mode": meaning.mode,
        "contexts": contexts(event),
        "cameo": meaning.cameo,
        "goldstein": event.goldstein,
        "source": event.source,
        "target": event.target,
        "date": event.date,
        "date_precision": event.precision.value,
        "first": event.first.isoformat() if event.first else None,
        "last": event.last.isoformat() if event.last else None,
        "sources": event.sources,
        "reports": len(event.reports),
        "confidence": round(max(one.report.confidence for one in event.reports), 4),
        "uncertain": is_uncertain(event),
        "known": min(one.known_from for one in event.reports).isoformat(),
        "evidence": told.report.evidence.text,
        "title": told.document.title,
        "address": told.document.address,
        "publisher": told.document.publisher,
        "published": told.document.published.isoformat() if told.document.published else None,
    }


def contexts(event: Event) -> list[str]:
    """What its reports say that it is about, each once."""
    return list(dict.fromkeys(context for one in event.reports for context in one.report.contexts))


def is_uncertain(event: Event) -> bool:
    """Whether no report of it is certain enough to count for standing."""
    return all(one.report.uncertain for one in event.reports)
