"""Comity held open: one reader and one ledger, asked by many threads for as long as a server runs."""

from __future__ import annotations

import dataclasses
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from comity.forecasts import Forecasts
from comity.ledger import Added, Ledger, open_ledger
from comity.model.document import Document
from comity.read.language import check_english
from comity.read.source import address_document, text_document
from comity.records.reading import Reading
from comity.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.find.reader import Reader


@dataclasses.dataclass(frozen=True, slots=True)
class About:
    """What is known of a text beside its words; None leaves what the text says of itself."""

    title: str | None = None
    address: str | None = None
    publisher: str | None = None
    published: date | None = None


class Service:
    """What a server answers: `ask` has the questions of the ledger, and texts are read by the reader of `settings`.

    Every method may be called by many threads at once. The reader is loaded when it is first needed.
    """

    def __init__(self, ledger: Ledger, settings: Settings) -> None:
        """Answer from `ledger` and read as `settings` say, but fetch only what everybody can reach."""
        self.settings = dataclasses.replace(settings, fetch_inside=False)
        self.ask = Forecasts(ledger)
        self._ledger = ledger
        self._loading = Lock()

    @property
    def ledger(self) -> str:
        """The name of the ledger, without a password."""
        return self._ledger.name

    def state(self) -> str:
        """What changes when an answer may: the ledger's last entry and the day."""
        return f"{self._ledger.last_hash()} {self._ledger.today()}"

    def read_text(self, text: str, about: About = About(), *, force: bool = False) -> Reading:
        """What `text`, plain or HTML, says; with `force` also one that is not in English.

        Raises ReadError for what cannot be read, LanguageError for another language.
        """
        return self._read(text_document(text.encode(), "The text", self.settings), about, force=force)

    def read_address(self, address: str, about: About = About(), *, force: bool = False) -> Reading:
        """What the page at a web address says, as `read_text`; raises FetchError where it cannot be fetched."""
        return self._read(address_document(address, self.settings), about, force=force)

    def add(self, reading: Reading) -> Added:
        """Record a reading in the ledger; what was recorded before changes nothing."""
        return self._ledger.add(reading.document, reading.reports)

    def counters(self) -> str:
        """The counters of the watch and of alerts, as Prometheus reads them."""
        from comity.watch.metrics import metrics

        return metrics(self._ledger)

    def _read(self, document: Document, about: About, *, force: bool) -> Reading:
        known = {name: value for name, value in dataclasses.asdict(about).items() if value is not None}
        document = dataclasses.replace(document, **known)
        if not force:
            check_english(document.text)
        return Reading(document, tuple(self._loaded().read(document)))

    def _loaded(self) -> Reader:
        with self._loading:
            return self._reader

    @cached_property
    def _reader(self) -> Reader:
        from comity.find.readers import choose_reader

        return choose_reader(self.settings)


@contextmanager
def serving(settings: Settings) -> Iterator[Service]:
    """The ledger of `settings`, laid if it is new, open to be served."""
    with open_ledger(settings.ledger) as ledger:
        yield Service(ledger, settings)
