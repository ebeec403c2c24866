"""From a fetched page to what it reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from comity.errors import ComityError, LanguageError, ReadError
from comity.find.reader import Reader
from comity.ledger.feeds import Article
from comity.model.document import Document
from comity.model.ids import content_id
from comity.model.report import Report
from comity.read.addresses import key_of, site_of
from comity.read.source import fetched_document
from comity.read.visit import Answer


@dataclass(frozen=True)
class Page:
    """An article's page as it was read."""

    document: Document
    reports: tuple[Report, ...]

    @property
    def place(self) -> str:
        """What the address comes down to at which the page stands in the end."""
        return key_of(self.document.address or "")

    @cached_property
    def words(self) -> str:
        """The hash of the page's site and text: one text at two addresses of a site is one article."""
        return content_id("words", [site_of(self.document.address or ""), self.document.text])


class UnreadableError(Exception):
    """The page can be read neither now nor later; the message says why."""


class PageReader:
    """Reads pages by a reader that is loaded when the first page comes."""

    def __init__(self, load: Callable[[], Reader]) -> None:
        """Read by what `load` returns."""
        self._load = load

    @cached_property
    def _reader(self) -> Reader:
        return self._load()

    def read(self, answer: Answer, article: Article) -> Page:
        """What the page says. Raises UnreadableError for what is no article in English that can be read.

        A ComityError is the reader's own, such as that a language model does not answer.
        """
        try:
            return self._read(answer, article)
        except (ReadError, LanguageError) as error:
            raise UnreadableError(str(error)) from error
        except ComityError:
            raise
        except Exception as error:
            # Whatever this one page brings about must not end the watch, which would meet it again at once.
            raise UnreadableError(f"{answer.address} could not be read for a fault of Comity: {error!r}.") from error

    def _read(self, answer: Answer, article: Article) -> Page:
        document = fetched_document(answer.data, answer.address, answer.charset)
        document = replace(document, published=document.published or article.published)
        return Page(document, tuple(self._reports(document)))

    def _reports(self, document: Document) -> list[Report]:
        try:
            return self._reader.read(document)
        except ReadError as error:
            raise ReaderError(str(error)) from error


class ReaderError(ComityError):
    """The reader itself failed, such as a language model that does not answer, and may not another time."""
