"""Comity reads news about states and keeps the record straight: who did what to whom and when, and which words say so.

>>> from comity import Document, load_reader
>>> reports = load_reader().read(Document("Fiji recognised Kosovo in 2026."))
>>> [(report.act, report.source_codes, report.target_codes, report.when.date) for report in reports]
[('recognise', ('FJI',), ('XKX',), '2026')]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.find.reader import load_reader
    from comity.find.relation import classify_relation
    from comity.ledger import open_ledger
    from comity.model.document import Document
    from comity.model.report import Report

__all__ = ["Document", "Report", "classify_relation", "load_reader", "open_ledger"]

_HOMES = {
    "Document": "comity.model.document",
    "Report": "comity.model.report",
    "classify_relation": "comity.find.relation",
    "load_reader": "comity.find.reader",
    "open_ledger": "comity.ledger",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, so that `comity --help` does not wait for the reader."""
    if name not in _HOMES:
        raise AttributeError(f"module 'comity' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
