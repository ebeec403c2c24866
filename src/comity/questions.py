"""The use cases of the ledger: what every face asks of it, with names as people type them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from comity.actors.registry import registry
from comity.actors.search import FOUND, Match, find_actors
from comity.ledger import Ledger, open_ledger
from comity.ledger.answer import Answer
from comity.ledger.audit import Verified, verify
from comity.ledger.compare import Comparison, compare
from comity.ledger.correct import Change, Fact, assert_fact, correct, retract, undo
from comity.ledger.documents import Filed, Sought, file, find_documents
from comity.ledger.knowledge import AsKnown
from comity.ledger.page import Page
from comity.ledger.pairs import EVENTS, standing, timeline
from comity.ledger.reference import load_reference
from comity.ledger.review import REVIEWS, Doubt, accept, refuse, review
from comity.ledger.search import ROWS, Filters, find_events, find_reports
from comity.ledger.single import event, report
from comity.ledger.who import Follower, Holder, first, toward, who
from comity.ledger.why import Why, why
from comity.model.document import Document
from comity.model.event import Event, Recorded
from comity.model.report import Status
from comity.model.standing import Dimension, Standing
from comity.settings import Settings


class Questions:
    """What can be asked of an open ledger and done to it.

    Actors are named as people type them or by their code, as of the day asked about, today without one. Names that no
    actor bears raise ActorError. `on` is the day in the world, `as_known` the day of the ledger's knowledge.
    """

    def __init__(self, ledger: Ledger) -> None:
        """Ask `ledger`."""
        self.ledger = ledger

    def code(self, name: str, on: date | None = None) -> str:
        """The code of the actor that bears `name`."""
        return registry().lookup(name, on or self.ledger.today())

    def who(self, verb: str, name: str, *, on: date | None = None, as_known: AsKnown = None) -> Answer[Holder]:
        """Who stands as `verb` says toward the actor, as `comity.ledger.who.who`."""
        return who(self.ledger, verb, self.code(name, on), on=on, as_known=as_known)

    def first(
        self,
        act: str,
        name: str,
        *,
        since: date | None = None,
        on: date | None = None,
        as_known: AsKnown = None,
    ) -> Answer[Follower]:
        """In which order others came to, as `comity.ledger.who.first`."""
        return first(self.ledger, act, self.code(name, on), since=since, on=on, as_known=as_known)

    def toward(
        self, dimension: Dimension, name: str, *, on: date | None = None, as_known: AsKnown = None
    ) -> Answer[Holder]:
        """How all others stand toward the actor in one respect, as `comity.ledger.who.toward`."""
        return toward(self.ledger, dimension, self.code(name, on), on=on, as_known=as_known)

    def standing(self, one: str, two: str, *, on: date | None = None, as_known: AsKnown = None) -> Answer[Standing]:
        """How two actors stand on a day, today without one."""
        day = on or self.ledger.today()
        return standing(self.ledger, self.code(one, on), self.code(two, on), on=day, as_known=as_known)

    def history(self, one: str, two: str, *, as_known: AsKnown = None) -> Answer[Standing]:
        """How two actors, named as of today, have stood on any day, by the day that it began."""
        return standing(self.ledger, self.code(one), self.code(two), as_known=as_known)

    def timeline(
        self,
        one: str,
        two: str,
        *,
        on: date | None = None,
        as_known: AsKnown = None,
        limit: int | None = EVENTS,
    ) -> Answer[Event]:
        """What happened between two actors up to a day, as `comity.ledger.pairs.timeline`."""
        return timeline(self.ledger, self.code(one, on), self.code(two, on), on=on, as_known=as_known, limit=limit)

    def compare(self, one: str, two: str, start: date, end: date, *, as_known: AsKnown = None) -> Comparison:
        """What changed between two actors, who are named as of the day `end`."""
        return compare(self.ledger, self.code(one, end), self.code(two, end), start, end, as_known=as_known)

    def why(self, name: str, *, as_known: AsKnown = None) -> Why:
        """The chain behind a report, an event or a standing, by its id."""
        return why(self.ledger, name, as_known=as_known)

    def actors(self, typed: str, *, limit: int = FOUND) -> Answer[Match]:
        """The actors that `typed` may name, as `comity.actors.search.find_actors`."""
        return Answer(tuple(find_actors(typed, limit=limit)))

    def documents(
        self, sought: Sought, *, after: str | None = None, limit: int = ROWS, as_known: AsKnown = None
    ) -> Page[Document]:
        """The documents that meet `sought`, as `comity.ledger.documents.find_documents`."""
        return find_documents(self.ledger, sought, after=after, limit=limit, as_known=as_known)

    def document(self, document_id: str, *, as_known: AsKnown = None) -> Filed:
        """A document with what was read in it, by its id."""
        return file(self.ledger, document_id, as_known=as_known)

    def reports(
        self, filters: Filters, *, after: str | None = None, limit: int = ROWS, as_known: AsKnown = None
    ) -> Page[Recorded]:
        """The reports that meet `filters`, as `comity.ledger.search.find_reports`; its actors may be names."""
        return find_reports(self.ledger, self._coded(filters), after=after, limit=limit, as_known=as_known)

    def report(self, name: str, *, as_known: AsKnown = None) -> Recorded:
        """A report, by its id or the beginning of that."""
        return report(self.ledger, name, as_known=as_known)

    def events(
        self, filters: Filters, *, after: str | None = None, limit: int = ROWS, as_known: AsKnown = None
    ) -> Page[Event]:
        """The events that meet `filters`, as `comity.ledger.search.find_events`; its actors may be names."""
        return find_events(self.ledger, self._coded(filters), after=after, limit=limit, as_known=as_known)

    def event(self, name: str, *, as_known: AsKnown = None) -> Event:
        """An event with its reports, by its id."""
        return event(self.ledger, name, as_known=as_known)

    def _coded(self, filters: Filters) -> Filters:
        """`filters` with codes for the names of actors, as of the last day asked about."""
        actor, source, target = (
            self.code(name, filters.until) if name is not None else None
            for name in (filters.actor, filters.source, filters.target)
        )
        return replace(filters, actor=actor, source=source, target=target)

    def retract(self, name: str, *, reason: str, by: str) -> int:
        """Let a report, an event or a standing count no more, by its id; returns the number of the entry."""
        return retract(self.ledger, name, reason=reason, by=by)

    def correct(
        self,
        name: str,
        *,
        act: str | None = None,
        status: Status | None = None,
        source: str | None = None,
        target: str | None = None,
        when: str | None = None,
        reason: str,
        by: str,
    ) -> int:
        """Read a report, an event or a standing otherwise, by its id; returns the number of the entry."""
        sides = [(self.code(side),) if side else None for side in (source, target)]
        change = Change(act, status, sides[0], sides[1], when)
        return correct(self.ledger, name, change, reason=reason, by=by)

    def assert_fact(self, fact: Fact, *, reason: str, by: str) -> int:
        """Record a fact on the word of a person, its sides being codes; returns the number of the entry."""
        return assert_fact(self.ledger, fact, reason=reason, by=by)

    def undo(self, entry: int, *, reason: str, by: str) -> int:
        """Undo an entry made by a person; returns the number of the new one."""
        return undo(self.ledger, entry, reason=reason, by=by)

    def review(self, *, limit: int = REVIEWS) -> Answer[Doubt]:
        """The uncertain or undated reports that would change a standing."""
        return review(self.ledger, limit=limit)

    def accept(self, report: str, *, by: str, when: str | None = None) -> int:
        """Count a report as certain, as of the date `when` if given; returns the number of the entry."""
        return accept(self.ledger, report, by=by, when=when)

    def refuse(self, report: str, *, by: str) -> int:
        """Close a doubtful report; returns the number of the entry."""
        return refuse(self.ledger, report, by=by)

    def verify(self) -> Verified:
        """Check the whole ledger."""
        return verify(self.ledger)

    def load_reference(self) -> int:
        """Record the list of recognitions that ships with Comity; returns how many of its claims were new."""
        return load_reference(self.ledger)


@contextmanager
def asking(settings: Settings, *, create: bool = False) -> Iterator[Questions]:
    """The ledger of `settings`, open to be asked; it must be there unless it may be laid (`create`)."""
    with open_ledger(settings.ledger, create=create) as ledger:
        yield Questions(ledger)
