"""Retention: old documents that moved nothing are cut to the words that their reports rest on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from comity.errors import InputError
from comity.ledger.cut import CUT, cut, cut_bytes
from comity.ledger.entry import Entry
from comity.ledger.knowledge import last_entry
from comity.ledger.ledger import Ledger
from comity.ledger.record import PERSON
from comity.ledger.rules import moving_acts
from comity.ledger.schema import DOCUMENT, REPORT
from comity.ledger.words import Words

BATCH = 1_000
"""How many documents one entry cuts."""

WORTH = 0.5
"""A document is cut if that leaves at most this share of its text."""


@dataclass(frozen=True, slots=True)
class Retained:
    """How many documents are cut, and the characters that they had and keep."""

    documents: int
    before: int
    after: int

    def __add__(self, other: Retained) -> Retained:
        """Both together."""
        return Retained(self.documents + other.documents, self.before + other.before, self.after + other.after)


def retain(ledger: Ledger, recorded_before: date, *, apply: bool, by: str, reason: str) -> Retained:
    """Cut the documents recorded before a day that moved nothing, or with `apply` not set only count them.

    Those moved something that have a report, live or closed, of an act that moves standing, or one by a person. Raises
    InputError without a reason and a name.
    """
    if not by.strip() or not reason.strip():
        raise InputError("Cutting documents needs a reason and a name; give --reason and --by.")
    found = Retained(0, 0, 0)
    last: int | None = 0
    while last is not None:
        if apply:
            with ledger.entering() as entry:
                batch = _Batch.after(last, entry.connection, ledger.words, recorded_before)
                batch.cut(entry, by=by.strip(), reason=reason.strip())
        else:
            with ledger.reading() as connection:
                batch = _Batch.after(last, connection, ledger.words, recorded_before)
        found, last = found + batch.retained, batch.last
    return found


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some documents to be cut, by number, with what stays of each; `last` is where to go on, None at the end."""

    texts: dict[int, str]
    retained: Retained
    last: int | None

    @classmethod
    def after(cls, number: int, connection: Connection, words: Words, recorded_before: date) -> _Batch:
        rows = _candidates(connection, words, recorded_before, number)
        places = _places(connection, [row.seq for row in rows])
        short = {row.seq: cut(row.text, places.get(row.seq, [])) for row in rows}
        worth = [row for row in rows if len(short[row.seq]) <= WORTH * len(row.text)]
        texts = {row.seq: short[row.seq] for row in worth}
        sizes = sum(len(row.text) for row in worth), sum(map(len, texts.values()))
        return cls(texts, Retained(len(worth), *sizes), rows[-1].seq if rows else None)

    def cut(self, entry: Entry, *, by: str, reason: str) -> None:
        """Store what stays, in one entry."""
        if not self.texts:
            return
        for number, text in self.texts.items():
            entry.connection.execute(update(DOCUMENT).where(DOCUMENT.c.seq == number).values(text=text))
        entry.connection.execute(insert(CUT), [{"document": number, "entry": entry.seq} for number in self.texts])
        rows = select(DOCUMENT).where(DOCUMENT.c.seq.in_(self.texts)).order_by(DOCUMENT.c.seq)
        for row in entry.connection.execute(rows).all():
            entry.digest.add("cut document", cut_bytes(row))
        entry.finish("retain", by=by, reason=reason)


def _candidates(connection: Connection, words: Words, recorded_before: date, after: int) -> list[Row[Any]]:
    entry = last_entry(connection, date.fromordinal(recorded_before.toordinal() - 1))
    moved = select(REPORT.c.document).where(_moves(connection, words), REPORT.c.document == DOCUMENT.c.seq)
    already = select(CUT.c.document).where(CUT.c.document == DOCUMENT.c.seq)
    query = select(DOCUMENT.c.seq, DOCUMENT.c.text).where(
        DOCUMENT.c.seq > after, DOCUMENT.c.known_from <= entry, ~moved.exists(), ~already.exists()
    )
    return [*connection.execute(query.order_by(DOCUMENT.c.seq).limit(BATCH))]


def _moves(connection: Connection, words: Words) -> ColumnElement[bool]:
    acts = words.all_known(connection, moving_acts())
    return REPORT.c.act.in_(acts) | REPORT.c.reader.in_(words.starting(connection, PERSON))


def _places(connection: Connection, documents: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """The places that reports of `documents` rest on, by document."""
    found: dict[int, list[tuple[int, int]]] = {}
    for row in connection.execute(select(REPORT).where(REPORT.c.document.in_(documents))):
        found.setdefault(row.document, []).extend(_places_of(row))
    return found


def _places_of(row: Row[Any]) -> Iterator[tuple[int, int]]:
    yield row.trigger_start, row.trigger_end
    yield row.evidence_start, row.evidence_end
    if row.phrase_start is not None:
        yield row.phrase_start, row.phrase_end
    for side in (row.source, row.target, row.according_to):
        for start, end, *_ in json.loads(side or "[]"):
            yield start, end
