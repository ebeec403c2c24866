"""The use cases of the watch: what every face asks of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from comity.clock import utc_now
from comity.find.readers import choose_reader
from comity.ledger import open_ledger
from comity.ledger.alerts import Alerts, Sent
from comity.ledger.answer import Answer
from comity.read.chat import Usage
from comity.read.opml import sources
from comity.settings import Settings
from comity.watch.follow import follow
from comity.watch.metrics import metrics
from comity.watch.pace import MINUTE, USUAL, Pace, Terms
from comity.watch.rulefile import read_rules
from comity.watch.told import Tell


def paced(every: float | None, apart: float | None) -> Pace:
    """The usual pace, but with `every` minutes between two fetches of a feed and `apart` seconds between requests."""
    return replace(
        USUAL,
        every=USUAL.every if every is None else every * MINUTE,
        apart=USUAL.apart if apart is None else apart,
    )


def watch(
    named: Sequence[str],
    settings: Settings,
    tell: Tell,
    *,
    pace: Pace = USUAL,
    rules: Path | None = None,
    once: bool = False,
    inside: bool = False,
    usage: Usage | None = None,
) -> None:
    """Follow the feeds that are `named` by address or OPML file, else all that the ledger knows.

    `rules` is the file of rules for alerts. Goes on until it is interrupted, or with `once` until all that is due is
    done; `tell` is told what happens. Addresses of this machine and its network are fetched only if `inside`: whoever
    writes a feed could else look into it.
    """
    found, chosen = sources(named), read_rules(rules) if rules else None
    settings = replace(settings, fetch_inside=inside)
    terms = Terms(settings, pace)
    with open_ledger(settings.ledger) as ledger:
        follow(ledger, found, lambda: choose_reader(settings, usage), terms, tell, rules=chosen, once=once)


def counters(settings: Settings) -> str:
    """The counters of the watch as Prometheus reads them; raises LedgerError if there is no ledger."""
    with open_ledger(settings.ledger, create=False) as ledger:
        return metrics(ledger)


def messages(settings: Settings, *, failed: bool, limit: int) -> Answer[Sent]:
    """The latest messages of alerts and what became of them, or those that `failed`, the newest first."""
    with open_ledger(settings.ledger, create=False) as ledger:
        return Alerts(ledger).sent(failed=failed, limit=limit)


def retry_messages(settings: Settings) -> int:
    """Let the messages that were given up be due again; returns how many."""
    with open_ledger(settings.ledger, create=False) as ledger:
        return Alerts(ledger).retry(utc_now().timestamp())
