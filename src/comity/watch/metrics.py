"""Counters of the watch and of alerts in the text format that Prometheus reads.

They are counted from the ledger's database, so that whoever serves them need not be the process that watches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from comity.ledger import Ledger
from comity.ledger.alerts import Alerts
from comity.ledger.feeds import Feeds

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""What to call the text in an HTTP answer."""


def metrics(ledger: Ledger) -> str:
    """All counters of `ledger`, a line each with what it means before."""
    counts = Feeds(ledger).counts()
    families = (
        _family("comity_feeds", "gauge", "Feeds by how they are.", "state", counts.feeds),
        _family("comity_feed_answers_total", "counter", "Answers of feeds.", "result", counts.answers),
        _family("comity_messages", "gauge", "Messages of alerts.", "state", Alerts(ledger).counts()),
        _family("comity_articles", "gauge", "Articles by how far they have come.", "state", counts.articles),
    )
    return "".join(f"{line}\n" for family in families for line in family)


def _family(name: str, kind: str, meaning: str, label: str, values: Mapping[str, int]) -> Iterator[str]:
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} {kind}"
    for value, count in values.items():
        yield f'{name}{{{label}="{value}"}} {count}'
