"""One report or one event, by its id."""

from __future__ import annotations

from comity.errors import NotFoundError
from comity.ledger.find import find
from comity.ledger.knowledge import AsKnown, last_entry
from comity.ledger.ledger import Ledger
from comity.ledger.load import load_numbered
from comity.ledger.view import recorded
from comity.model.event import Event, Recorded


def report(ledger: Ledger, name: str, *, as_known: AsKnown = None) -> Recorded:
    """The report whose id is or begins with `name`; raises NotFoundError if that is none's, or several's."""
    with ledger.reading() as connection:
        found = find(connection, ledger.words, name, last_entry(connection, as_known)).report
        if found is None:
            raise NotFoundError(f"The ledger has no report with the id {name}.")
        return recorded(connection, load_numbered(connection, ledger.words, [found]))[found]


def event(ledger: Ledger, name: str, *, as_known: AsKnown = None) -> Event:
    """The event of that id; raises NotFoundError if there is none."""
    with ledger.reading() as connection:
        found = find(connection, ledger.words, name, last_entry(connection, as_known)).event
        if found is None:
            raise NotFoundError(f"The ledger has no event with the id {name}.")
        return found
