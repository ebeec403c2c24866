"""What passages say of a pair: claims with their reports and documents, fetched together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, union_all

from comity.ledger import days
from comity.ledger.claims import CLAIM_COLUMNS, claim_of, either_way
from comity.ledger.events import Said
from comity.ledger.knowledge import is_known
from comity.ledger.rows import DocumentRow, ReportRow, document_from, report_from
from comity.ledger.schema import CLAIM, DOCUMENT, ENTRY, REPORT
from comity.ledger.statement import Statement
from comity.ledger.words import Vocabulary, Words
from comity.model.event import Recorded


def said_between(
    connection: Connection, words: Words, one: int, two: int, entry: int, until: int, limit: int | None
) -> Iterator[Said]:
    """What is said of two actors up to the day `until` as known after `entry`; enough for the latest `limit` events."""
    asked = {"one": one, "two": two, "entry": entry, "until": until}
    since = _since(connection, asked, limit + limit // 4) if limit else days.UNKNOWN
    return _said(_BETWEEN.rows(connection, **asked, since=since), Vocabulary(words, connection))


def _since(connection: Connection, asked: dict[str, int], window: int) -> int:
    """The day of the claim that is the last of a `window` of the latest: what was before need not be looked at."""
    found = _LATEST.rows(connection, **asked, window=window)
    return int(found[-1][0]) if len(found) == window else days.UNKNOWN


def _said(rows: Iterable[tuple[Any, ...]], words: Vocabulary) -> Iterator[Said]:
    known: dict[int, Recorded] = {}
    for row in rows:
        report = ReportRow(*row[_REPORT])
        if report.seq not in known:
            known[report.seq] = _recorded(report, DocumentRow(*row[_DOCUMENT]), row[-2], row[-1], words)
        yield Said(claim_of(row[_CLAIM], words), known[report.seq], report.id)


def _recorded(report: ReportRow, kept: DocumentRow, since: str, until: str | None, words: Vocabulary) -> Recorded:
    document = document_from(kept)
    return Recorded(
        report_from(report, document, kept.id, words),
        document,
        _moment(since),
        _moment(until) if until is not None else None,
    )


_moment = lru_cache(maxsize=1_024)(datetime.fromisoformat)

_CLAIM = slice(0, len(CLAIM_COLUMNS))
_REPORT = slice(_CLAIM.stop, _CLAIM.stop + len(REPORT.c))
_DOCUMENT = slice(_REPORT.stop, _REPORT.stop + len(DOCUMENT.c))

_KNOWN = is_known(CLAIM, bindparam("entry")) & (CLAIM.c.first <= bindparam("until"))


def _between() -> Select[Any]:
    written, closed = ENTRY.alias(), ENTRY.alias()
    return (
        select(*CLAIM_COLUMNS, *REPORT.c, *DOCUMENT.c, written.c.at, closed.c.at)
        .select_from(CLAIM)
        .join(REPORT, REPORT.c.seq == CLAIM.c.report)
        .join(DOCUMENT, DOCUMENT.c.seq == REPORT.c.document)
        .join(written, written.c.seq == REPORT.c.known_from)
        .outerjoin(closed, closed.c.seq == REPORT.c.known_until)
        .where(either_way(CLAIM, bindparam("one"), bindparam("two")), _KNOWN, CLAIM.c.first >= bindparam("since"))
    )


def _latest() -> Select[Any]:
    ways = [
        select(CLAIM.c.first)
        .where(CLAIM.c.source == bindparam(source), CLAIM.c.target == bindparam(target), _KNOWN)
        .order_by(CLAIM.c.first.desc())
        .limit(bindparam("window"))
        .subquery()
        for source, target in (("one", "two"), ("two", "one"))
    ]
    both = union_all(*(select(way.c.first) for way in ways)).subquery()
    return select(both.c.first).order_by(both.c.first.desc()).limit(bindparam("window"))


_BETWEEN = Statement(_between())
_LATEST = Statement(_latest())
