"""From what came into the ledger to alerts: a rule's finds, in words and as plain values, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from comity.ledger import Ledger
from comity.ledger.alerts import Alert, Alerts, Since
from comity.ledger.news import Change
from comity.model.event import Event, Recorded
from comity.model.forecast import Forecast
from comity.model.ids import content_id
from comity.watch.rules import Rule, Rules

EVIDENCE = 10
"""How many passages an alert brings at most; the ledger has the others."""

Content = dict[str, Any]


def raise_alerts(ledger: Ledger, rules: Rules, now: float) -> list[Alert]:
    """Raise what the `rules` find in the entries that they have not looked at; returns what is new."""
    alerts = Alerts(ledger)
    found = []
    for rule in rules.rules:
        looked = alerts.since(rule.name, ledger.today() - timedelta(days=rule.days))
        if looked is not None:
            found += alerts.raise_all(rule.name, looked, list(_finds(rule, looked)), rule.channels, now)
    return found


def _finds(rule: Rule, looked: Since) -> Iterator[Alert]:
    for change in looked.changes:
        if rule.wants_change(change):
            yield _alert(rule, [_change_subject(change)], _change_content(change))
    for event in looked.events:
        if rule.wants_event(event):
            yield _alert(rule, [event.id, *(one.report.id for one in event.reports)], _event_content(event))
    for forecast, before in looked.forecasts:
        if rule.wants_forecast(forecast, before):
            yield _alert(rule, [forecast.id], _forecast_content(forecast, before))


def _alert(rule: Rule, subjects: Iterable[str], content: Content) -> Alert:
    ordered = tuple(dict.fromkeys(subjects))
    name = content_id("alert", [rule.name, ordered[0]])
    return Alert(name, rule.name, ordered, {"id": name, "rule": rule.name, **content})


def _change_subject(change: Change) -> str:
    """The standing, its state, and whether it is gone: each of these may come to pass once."""
    return "/".join((change.standing.id, change.standing.state, *(("gone",) if change.gone else ())))


def _change_content(change: Change) -> Content:
    one = change.standing
    respect = f"{one.dimension.value} ({one.kind})" if one.kind else one.dimension.value
    if change.gone:
        title = f"{one.source} toward {one.target}: no longer held that {respect} was {one.state} since {one.start}"
    else:
        title = f"{one.source} toward {one.target}: {respect} {one.state} since {one.start}, before {change.before}"
    return {
        "title": title,
        "kind": "standing",
        "subject": one.id,
        "source": one.source,
        "target": one.target,
        "act": one.act,
        "status": "disputed" if one.disputed else "asserted",
        "date": one.start.isoformat(),
        "respect": respect,
        "state": one.state,
        "before": change.before,
        "gone": change.gone,
        "sources": None,
        "forecast": None,
        **_evidence(change.reports),
    }


def _event_content(event: Event) -> Content:
    when = event.date or "on an unknown day"
    status = "" if event.status.value == "asserted" else f" ({event.status.value})"
    return {
        "title": f"{event.source} {event.act} {event.target}{status}, {when}",
        "kind": "event",
        "subject": event.id,
        "source": event.source,
        "target": event.target,
        "act": event.act,
        "status": event.status.value,
        "date": event.date,
        "respect": None,
        "state": None,
        "before": None,
        "gone": False,
        "sources": event.sources,
        "forecast": None,
        **_evidence(event.reports),
    }


def _forecast_content(forecast: Forecast, before: float | None) -> Content:
    question = f"{forecast.source} {forecast.act} {forecast.target} by {forecast.due}"
    change = "" if before is None else f", before {before:.0%}"
    return {
        "title": f"{question}: {forecast.probability:.0%}{change}",
        "kind": "forecast",
        "subject": forecast.id,
        "source": forecast.source,
        "target": forecast.target,
        "act": forecast.act,
        "status": None,
        "date": forecast.made.isoformat(),
        "respect": None,
        "state": None,
        "before": None,
        "gone": False,
        "sources": None,
        "forecast": {
            "probability": forecast.probability,
            "low": forecast.low,
            "high": forecast.high,
            "before": before,
            "base": forecast.base,
            "due": forecast.due.isoformat(),
            "basis": forecast.basis,
            "reasons": [{"words": reason.words, "factor": reason.factor} for reason in forecast.reasons],
        },
        **_evidence(()),
    }


def _evidence(reports: tuple[Recorded, ...]) -> Content:
    return {"reports": len(reports), "evidence": [_passage(one) for one in reports[:EVIDENCE]]}


def _passage(one: Recorded) -> Content:
    document = one.document
    return {
        "report": one.report.id,
        "words": one.report.evidence.text,
        "confidence": round(one.report.confidence, 4),
        "uncertain": one.report.uncertain,
        "title": document.title,
        "address": document.address,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
    }
