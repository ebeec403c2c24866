"""The ledger: where documents and reports are kept and asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from threading import Lock
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select

from comity.clock import Clock, utc_now
from comity.errors import LedgerError, LedgerFormatError
from comity.ledger import view
from comity.ledger.bulk import loading
from comity.ledger.connect import Database, connect
from comity.ledger.draw import Pair, draw, touched_by, undrawn_loads
from comity.ledger.entry import Entry
from comity.ledger.failures import told
from comity.ledger.indexes import lay, put_off
from comity.ledger.knowledge import AsKnown
from comity.ledger.migrations import is_empty, is_ledger, migrate, missing_steps
from comity.ledger.record import Added, Item, Prepared, Recorder, prepared
from comity.ledger.schema import ENTRY
from comity.ledger.words import Words
from comity.model.document import Document
from comity.model.event import Recorded
from comity.model.report import Report

BATCH = 5_000
"""How many documents one transaction of `Ledger.add_many` holds."""

_LAST_HASH = select(ENTRY.c.hash).order_by(ENTRY.c.seq.desc()).limit(1)


Also = Callable[[Connection], None]
"""What is written beside a document, such as how far a watch has come."""


@dataclass(slots=True)
class _Loaded:
    """What a bulk load has done so far: its entries, the pairs that they touched, and how many documents were new."""

    entries: list[int] = field(default_factory=list)
    touched: set[Pair] = field(default_factory=set)
    new: int = 0


class Ledger:
    """An open ledger. Any number of processes and threads may read it; writers wait for one another.

    Every method raises LedgerError with one sentence if the database fails; what it was writing is then not recorded.
    """

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        """Use `database`, which `open_ledger` has brought up to date; `clock` gives the times of entries."""
        self.words = Words()
        self._database = database
        self._clock = clock
        self._writing = Lock()

    @property
    def name(self) -> str:
        """The path or URL of the ledger, without its password."""
        return self._database.name

    def today(self) -> date:
        """The day it is in UTC by the ledger's clock."""
        return self._clock().date()

    def last_hash(self) -> str:
        """The hash of the last entry, which stands for all that the ledger holds; "" for an empty one."""
        with self.reading() as connection:
            return connection.execute(_LAST_HASH).scalar() or ""

    def add(self, document: Document, reports: Sequence[Report], *, also: Also | None = None) -> Added:
        """Record a document and its reports, all or nothing; what the ledger has already changes nothing.

        Another text at the same address is a new version: the earlier version's reports are closed but kept.
        `also` is done in the same transaction.
        Raises InputError for a report that does not rest on the words of `document`.
        """
        item = prepared((document, reports))
        self._draw_what_is_left()
        with self.entering() as entry:
            recorder = Recorder(entry)
            added = recorder.add_all([item])[0]
            if added.new or added.reports:
                draw(entry, recorder.touched)
                entry.finish("add", subject=document.id)
            if also:
                also(entry.connection)
        return added

    def add_many(self, items: Iterable[Item], *, batch: int = BATCH) -> int:
        """Record many documents with their reports, a transaction for every `batch`; returns how many were new."""
        self._draw_what_is_left()
        loaded = _Loaded()
        rest = map(prepared, items)
        with loading():
            while some := list(islice(rest, batch)):
                self._load(some, loaded, many=len(some) == batch)
            if loaded.entries:
                self._finish(loaded)
        return loaded.new

    def document(self, document_id: str) -> Document:
        """The document of that id; raises NotFoundError if there is none."""
        with self.reading() as connection:
            return view.document(connection, document_id)

    def reports(
        self,
        actor: str,
        other: str | None = None,
        *,
        on: date | None = None,
        as_known: AsKnown = None,
        limit: int | None = None,
    ) -> list[Recorded]:
        """Reports of what `actor` (a code) did or met with, of those with `other` if given, by their day.

        `on` leaves out what happened after that day, `as_known` what the ledger learned after that day or moment.
        `limit` keeps the latest so many. Reports without a date come first.
        """
        with self.reading() as connection:
            return view.reports(connection, self.words, actor, other, view.Bounds(on, as_known, limit))

    def close(self) -> None:
        """Let go of the database."""
        self._database.engine.dispose()

    def __enter__(self) -> Self:
        """The ledger itself, closed on leaving."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the ledger."""
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the ledger."""
        with told(self.name, self._database.errors), self._database.reading() as connection:
            yield connection

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """A writing transaction for what is no knowledge, such as how far a watch has come; it makes no entry."""
        with told(self.name, self._database.errors), self._database.writing() as connection:
            yield connection

    @contextmanager
    def alone(self, purpose: str) -> Iterator[None]:
        """A block that one process at a time does for `purpose`; raises LedgerError if another is at it."""
        with self._database.alone(purpose) as free:
            if not free:
                raise LedgerError(f"Another process is busy with the {purpose} of the ledger {self.name}; let it end.")
            yield

    @contextmanager
    def entering(self) -> Iterator[Entry]:
        """A writing transaction as an entry to be finished; rolled back if an error leaves the block.

        Threads come one after another, so that none takes over a word that another has not recorded in the end.
        """
        with self._writing:
            try:
                with told(self.name, self._database.errors), self._database.writing() as connection:
                    yield Entry(connection, self.words, self._clock)
                self.words.keep()
            except BaseException:
                self.words.forget()
                raise

    def _load(self, items: Sequence[Prepared], loaded: _Loaded, *, many: bool) -> None:
        with self.entering() as entry:
            if many:
                put_off(entry.connection)
            recorder = Recorder(entry)
            added = recorder.add_all(items)
            if not any(one.new or one.reports for one in added):
                return
            loaded.entries.append(entry.finish("load"))
        loaded.touched |= recorder.touched
        loaded.new += sum(one.new for one in added)

    def _draw_what_is_left(self) -> None:
        """Finish the bulk load that was killed before its standing was drawn."""
        with self.reading() as connection:
            if not undrawn_loads(connection):
                return
        self._finish(_Loaded())

    def _finish(self, loaded: _Loaded) -> None:
        """Lay the indexes that were put off, and draw what was `loaded`, with what others loaded and did not draw."""
        with self.entering() as entry:
            lay(entry.connection)
            others = set(undrawn_loads(entry.connection)) - set(loaded.entries)
            draw(entry, loaded.touched | (touched_by(entry.connection, others) if others else set()))
            entry.finish("draw")


def open_ledger(url_or_path: str, *, create: bool = True, clock: Clock = utc_now) -> Ledger:
    """Open the ledger in a SQLite file, by path, or on a PostgreSQL server, by URL; lay it if new and `create`.

    Raises LedgerFormatError for what is no ledger or a newer program's, LedgerError for what cannot be opened.
    """
    database = connect(url_or_path, create=create)
    with told(database.name, database.errors):
        _bring_up_to_date(database, clock, create=create)
    return Ledger(database, clock)


def _bring_up_to_date(database: Database, clock: Clock, *, create: bool) -> None:
    with database.reading() as connection:
        laid = is_ledger(connection)
        if not laid and not (create and is_empty(connection)):
            raise LedgerFormatError(f"{database.name} is not a ledger; name another with --ledger.")
        missing = missing_steps(connection)
    if not missing:
        return
    if not laid:
        database.prepare()
    with database.writing() as connection:
        migrate(connection, clock)
