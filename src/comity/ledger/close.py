"""Closing reports: they stay, but are known only until now."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, update

from comity.ledger.entry import Entry
from comity.ledger.load import load_reports
from comity.ledger.rows import claim_rows
from comity.ledger.schema import CLAIM, REPORT
from comity.ledger.words import Vocabulary


def close_reports(entry: Entry, numbers: Sequence[int]) -> set[tuple[int, int]]:
    """Close the reports of these numbers and their claims; returns the pairs of actors that they speak of."""
    if not numbers:
        return set()
    words = Vocabulary(entry.words, entry.connection)
    claims = [
        {"of_source": claim.source, "of_target": claim.target, "of_first": claim.first, "of_report": claim.report}
        for row in load_reports(entry.connection, entry.words, REPORT.c.seq.in_(numbers))
        for claim in claim_rows(row.report, row.document.published, row.seq, row.known_from, words)
    ]
    entry.connection.execute(update(REPORT).where(REPORT.c.seq.in_(numbers)).values(known_until=entry.seq))
    if claims:
        entry.connection.execute(_CLOSE_CLAIM.values(known_until=entry.seq), claims)
    entry.closed("closed report", numbers)
    return {(claim["of_source"], claim["of_target"]) for claim in claims}


_CLOSE_CLAIM = update(CLAIM).where(
    CLAIM.c.source == bindparam("of_source"),
    CLAIM.c.target == bindparam("of_target"),
    CLAIM.c.first == bindparam("of_first"),
    CLAIM.c.report == bindparam("of_report"),
)
