"""The chain of entries checked: each hash, and that each entry wrote and closed just what the rows say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from comity.ledger.cut import CUT, cut_bytes
from comity.ledger.draw import standing_bytes
from comity.ledger.entry import GENESIS, Digest, entry_hash
from comity.ledger.foreseen import FORECAST, RESOLUTION
from comity.ledger.problems import Problem
from comity.ledger.schema import CONTENT, DOCUMENT, ENTRY, REPORT, STANDING

_PER_FETCH = 2_000


def chain_problems(connection: Connection) -> Iterator[Problem]:
    """Entries that are missing, whose hash does not hold, or whose rows were changed, added or removed."""
    before, expected = GENESIS, 1
    written = _Written(connection)
    for row in connection.execute(select(ENTRY).order_by(ENTRY.c.seq).execution_options(yield_per=_PER_FETCH)):
        if row.seq != expected:
            yield Problem(f"entry {expected}", "is missing")
        if entry_hash(row._asdict(), before) != row.hash:
            yield Problem(f"entry {row.seq} ({row.kind})", "is not as it was recorded: its hash does not hold")
        if written.digest(row.seq) != row.digest:
            yield Problem(f"entry {row.seq} ({row.kind})", f"wrote or closed other rows than now stand there{_of(row)}")
        before, expected = row.hash, row.seq + 1


def _of(row: Row[Any]) -> str:
    return f", about {row.subject}" if row.subject else ""


class _Written:
    """What each entry wrote and closed, read along the chain in one pass over each table."""

    def __init__(self, connection: Connection) -> None:
        numbers = DOCUMENT.c.known_from, REPORT.c.known_from, STANDING.c.known_from
        self._parts = {
            "document": _Groups(connection, select(numbers[0], DOCUMENT.c.id).order_by(DOCUMENT.c.seq)),
            "report": _Groups(connection, select(numbers[1], REPORT.c.checksum, REPORT.c.id).order_by(REPORT.c.seq)),
            "standing": _Groups(connection, select(numbers[2], *CONTENT).order_by(STANDING.c.seq)),
        }
        for name, added in (("forecast", FORECAST), ("resolution", RESOLUTION)):
            query = select(added.c.known_from, added.c.id).order_by(added.c.seq)
            self._parts[name] = _Groups(connection, query)
        cuts = select(CUT.c.entry, DOCUMENT).join(DOCUMENT, DOCUMENT.c.seq == CUT.c.document)
        self._parts["cut document"] = _Groups(connection, cuts.order_by(CUT.c.entry, CUT.c.document))
        for table in (DOCUMENT, REPORT, STANDING):
            until = table.c.known_until
            query = select(until, table.c.seq).where(until.is_not(None)).order_by(until, table.c.seq)
            self._parts[f"closed {table.name}"] = _Groups(connection, query)

    def digest(self, entry: int) -> str:
        """The digest of the rows that `entry` wrote and closed; to be asked for entry by entry, in order."""
        digest = Digest()
        for part, groups in self._parts.items():
            for row in groups.of(entry):
                digest.add(part, _bytes(part, row))
        return digest.hexdigest()


class _Groups:
    """Rows that begin with the number of an entry and come in that order, group by group."""

    def __init__(self, connection: Connection, query: Select[Any]) -> None:
        rows = connection.execute(query.execution_options(yield_per=_PER_FETCH))
        self._groups = groupby(rows, key=_entry_of)
        self._next: tuple[int, Any] | None = next(self._groups, None)

    def of(self, entry: int) -> Iterator[Sequence[Any]]:
        """The rows of `entry`; none if the next group is a later entry's."""
        while self._next is not None and self._next[0] <= entry:
            number, rows = self._next
            if number == entry:
                yield from rows
            self._next = next(self._groups, None)


def _entry_of(row: Sequence[Any]) -> int:
    return int(row[0])


def _bytes(part: str, row: Sequence[Any]) -> bytes:
    if part == "cut document":
        return cut_bytes(row)
    if part == "standing":
        return standing_bytes(row[1:])
    if part == "report":
        return f"{row[2]}{row[1]}".encode()
    return str(row[1]).encode()
