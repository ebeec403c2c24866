"""Why the ledger says so: the chain from a standing by its rule and reports down to the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from comity.ledger.find import Found, find
from comity.ledger.knowledge import AsKnown, last_entry
from comity.ledger.ledger import Ledger
from comity.ledger.load import load_numbered
from comity.ledger.machine import Spell
from comity.ledger.rules import rules
from comity.ledger.schema import ENTRY, REPORT
from comity.ledger.similar import independent
from comity.ledger.view import recorded
from comity.ledger.words import Words
from comity.model.event import Recorded


@dataclass(frozen=True, slots=True)
class Step:
    """One entry that wrote or closed what is asked about: when, what was done, by whom and for what reason."""

    entry: int
    at: datetime
    kind: str
    by: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Why:
    """What `id` says (`says`), by which `rule`, on which reports for and against, and what was done to them.

    `sources` counts the independent sources of the supporting reports, `opposing_sources` of those against. The
    evidence of each report is the sentence, a piece of its document's text.
    """

    id: str
    says: str
    rule: str | None
    supports: tuple[Recorded, ...]
    opposes: tuple[Recorded, ...]
    sources: int
    opposing_sources: int
    history: tuple[Step, ...]


def why(ledger: Ledger, name: str, *, as_known: AsKnown = None) -> Why:
    """The chain behind a report, an event or a standing, by its id; raises NotFoundError if there is none."""
    with ledger.reading() as connection:
        found = find(connection, ledger.words, name, last_entry(connection, as_known))
        supports = _recorded(connection, ledger.words, supporting(connection, found))
        opposes = _recorded(connection, ledger.words, found.spell.opposes if found.spell else ())
        return Why(
            id=name,
            says=_says(found, supports),
            rule=_rule(found.spell) if found.spell else None,
            supports=supports,
            opposes=opposes,
            sources=independent((one.report, one.document) for one in supports),
            opposing_sources=independent((one.report, one.document) for one in opposes),
            history=_history(connection, [one.report.id for one in (*supports, *opposes)]),
        )


def supporting(connection: Connection, found: Found) -> Sequence[int]:
    """The numbers of the reports that what was found rests on."""
    if found.report is not None:
        return (found.report,)
    if found.spell is not None:
        return found.spell.supports
    ids = [one.report.id for one in found.event.reports] if found.event else []
    query = select(REPORT.c.id, REPORT.c.seq).where(REPORT.c.id.in_(ids)).order_by(REPORT.c.seq)
    return list({row.id: row.seq for row in connection.execute(query)}.values())


def _recorded(connection: Connection, words: Words, numbers: Sequence[int]) -> tuple[Recorded, ...]:
    return tuple(recorded(connection, load_numbered(connection, words, numbers)).values())


def _says(found: Found, supports: Sequence[Recorded]) -> str:
    if found.spell is not None:
        return _spell_says(found.spell)
    report = supports[0].report
    sides = " and ".join(report.source_codes) or "nobody named", " and ".join(report.target_codes) or "nobody named"
    return f"{sides[0]} {report.act} {sides[1]}, {report.status.value}, {report.when.date or 'undated'}"


def _spell_says(spell: Spell) -> str:
    respect = f"{spell.dimension} ({spell.kind})" if spell.kind else spell.dimension
    dispute = f", disputed: others say {spell.told_otherwise}" if spell.told_otherwise else ""
    return f"{spell.source} toward {spell.target}: {respect} {spell.state}{dispute}"


def _rule(spell: Spell) -> str:
    """The reason of the rule by which the act that opened the spell brought about its state or the other one."""
    reached = (spell.state, spell.alternative)
    fitting = [rule for rule in rules() if (rule.dimension, rule.act) == (spell.dimension, spell.act)]
    return next((rule.reason for rule in fitting if rule.to in reached), "")


def _history(connection: Connection, ids: list[str]) -> tuple[Step, ...]:
    rows = connection.execute(select(REPORT.c.known_from, REPORT.c.known_until).where(REPORT.c.id.in_(ids)))
    numbers = {number for row in rows for number in row if number is not None}
    entries = connection.execute(select(ENTRY).where(ENTRY.c.seq.in_(numbers)).order_by(ENTRY.c.seq))
    return tuple(Step(row.seq, datetime.fromisoformat(row.at), row.kind, row.by, row.reason) for row in entries)
