"""What reading documents comes to, where one that fails must not hold up the others."""

from __future__ import annotations

from collections.abc import Sequence

from comity.errors import ComityError, LanguageError
from comity.find.reader import Reader
from comity.model.document import Document
from comity.model.report import Report
from comity.read.language import check_english

Outcome = tuple[Report, ...] | str
"""The reports of a document, or in a sentence why it has none."""


def outcomes(reader: Reader, documents: Sequence[Document], *, force: bool = False) -> list[Outcome]:
    """What `reader` finds in each of `documents`; a text that is not in English is read only with `force`.

    Raises ComityError only for what would fail with every document, such as a broken model.
    """
    reasons = [None if force else _foreign(document) for document in documents]
    fit = [document for document, reason in zip(documents, reasons, strict=True) if reason is None]
    found = iter(_read(reader, fit))
    return [next(found) if reason is None else reason for reason in reasons]


def _foreign(document: Document) -> str | None:
    try:
        check_english(document.text)
    except LanguageError as error:
        return str(error)
    return None


def _read(reader: Reader, documents: Sequence[Document]) -> list[Outcome]:
    try:
        return [tuple(reports) for reports in reader.read_many(documents)]
    except ComityError:
        raise
    except Exception:  # whatever it is, it is one document's: the others must be read
        return [_read_alone(reader, document) for document in documents]


def _read_alone(reader: Reader, document: Document) -> Outcome:
    try:
        return tuple(reader.read(document))
    except ComityError:
        raise
    except Exception as error:  # the reason is kept with the document, which is set aside
        return f"reading it failed ({type(error).__name__}: {error})."
