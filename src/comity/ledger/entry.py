"""Entries: what one transaction writes and closes, hashed together with the entry before."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, func, insert, select

from comity.clock import Clock
from comity.ledger.schema import DOCUMENT, ENTRY, REPORT, STANDING
from comity.ledger.words import Words
from comity.model.ids import canonical_json

GENESIS = "0" * 64
"""What the first entry holds in place of the hash of the one before."""


class Digest:
    """The hash of what an entry wrote and closed, part by part in the order of the rows' numbers."""

    def __init__(self) -> None:
        """Start with nothing written."""
        self._parts: dict[str, Any] = defaultdict(hashlib.sha256)

    def add(self, part: str, content: bytes) -> None:
        """Take `content` in as the next row of `part`; each part keeps its own order."""
        self._parts[part].update(len(content).to_bytes(8, "big") + content)

    def hexdigest(self) -> str:
        """The hash of all parts."""
        parts = {part: digest.hexdigest() for part, digest in self._parts.items()}
        return hashlib.sha256(canonical_json(parts).encode()).hexdigest()


def entry_hash(row: Mapping[str, Any], before: str) -> str:
    """The hash of an entry's row, the hash of the entry `before` included."""
    said = [row["seq"], row["at"], row["kind"], row["by"], row["reason"], row["subject"], row["digest"]]
    return hashlib.sha256(canonical_json([*said, before]).encode()).hexdigest()


class Entry:
    """One writing transaction on its way to becoming an entry.

    `seq` is the number of the entry, which its rows have as `known_from` and those it closes as `known_until`.
    """

    def __init__(self, connection: Connection, words: Words, clock: Clock) -> None:
        """Take up the chain where the last entry ends."""
        self.connection = connection
        self.words = words
        self.digest = Digest()
        self._closed: dict[str, set[int]] = {}
        last = connection.execute(select(ENTRY.c.seq, ENTRY.c.at, ENTRY.c.hash).order_by(ENTRY.c.seq.desc()).limit(1))
        before = last.first()
        self.seq: int = before.seq + 1 if before else 1
        self._before: str = before.hash if before else GENESIS
        # A clock that was set back must not let a later entry look earlier than this one.
        self.at = max(stamp(clock()), before.at if before else "")
        self.documents = _last(connection, DOCUMENT.c.seq)
        self.reports = _last(connection, REPORT.c.seq)
        self.standings = _last(connection, STANDING.c.seq)

    def next_document(self) -> int:
        """The number of the next document."""
        self.documents += 1
        return self.documents

    def next_report(self) -> int:
        """The number of the next report."""
        self.reports += 1
        return self.reports

    def next_standing(self) -> int:
        """The number of the next standing."""
        self.standings += 1
        return self.standings

    def closed(self, part: str, numbers: Iterable[int]) -> None:
        """Take in that this entry closes the rows of these numbers."""
        self._closed.setdefault(part, set()).update(numbers)

    def finish(self, kind: str, *, by: str | None = None, reason: str | None = None, subject: str | None = None) -> int:
        """Write the entry, and return its number."""
        for part, numbers in self._closed.items():
            for number in sorted(numbers):
                self.digest.add(part, str(number).encode())
        row = {
            "seq": self.seq,
            "at": self.at,
            "kind": kind,
            "by": by,
            "reason": reason,
            "subject": subject,
            "digest": self.digest.hexdigest(),
        }
        self.connection.execute(insert(ENTRY).values(**row, hash=entry_hash(row, self._before)))
        return self.seq


def stamp(moment: datetime) -> str:
    """A moment in UTC as text that sorts."""
    return moment.isoformat(timespec="microseconds")


def _last(connection: Connection, column: Column[int]) -> int:
    return int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one())
