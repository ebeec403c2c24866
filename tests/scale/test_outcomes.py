"""What one document does to a reader is no other's loss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from comity.errors import FetchError
from comity.model.document import Document
from comity.model.report import Report
from comity.scale.outcomes import outcomes
from tests.scale.corpus import documents

FRENCH = Document(
    "Le gouvernement du Pérou a reconnu la République de Fidji mardi, ont déclaré plusieurs responsables."
)


class Stumbling:
    """A reader that fails at some words."""

    version = "test 1"

    def read(self, document: Document) -> list[Report]:
        if "note 1." in document.text:
            raise ValueError("bad words")
        if "note 2." in document.text:
            raise FetchError("The model does not answer.")
        return []

    def read_many(self, documents: Iterable[Document]) -> Iterator[list[Report]]:
        return map(self.read, documents)


def test_a_document_that_fails_has_its_reason_and_the_others_are_read() -> None:
    first, second, *_ = documents(2)
    found = outcomes(Stumbling(), [first, FRENCH, second, first])
    assert [type(outcome) for outcome in found] == [tuple, str, str, tuple]
    assert "looks French" in found[1] and found[2] == "reading it failed (ValueError: bad words)."


def test_force_reads_any_language() -> None:
    assert outcomes(Stumbling(), [FRENCH], force=True) == [()]


def test_what_fails_every_document_is_raised() -> None:
    with pytest.raises(FetchError):
        outcomes(Stumbling(), documents(3))
