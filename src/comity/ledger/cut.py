"""Documents that were cut to their evidence: of the text only the words remain that some report rests on.

They keep their places, so that every report still finds its own; what stood between is blank.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table

from comity.ledger.schema import DOCUMENT
from comity.model.ids import canonical_json

MARK = "\x1fcut\x1f"
"""How the stored text of a cut document begins; no text that begins so is recorded."""

BLANK = " "
"""What stands for each character that was cut."""

METADATA = MetaData()

CUT = Table(
    "document_cut",
    METADATA,
    Column("document", Integer, ForeignKey(DOCUMENT.c.seq), primary_key=True, autoincrement=False),
    Column("entry", Integer, nullable=False),
    Index("document_cut_entry", "entry", "document"),
)
"""Which documents were cut, and by which entry."""

Places = Iterable[tuple[int, int]]


def cut(text: str, places: Places) -> str:
    """What is stored of `text` when only `places` are kept: its length, and each place with its words."""
    pieces = [[start, text[start:end]] for start, end in _joined(places)]
    return MARK + json.dumps([len(text), *pieces], ensure_ascii=False, separators=(",", ":"))


def is_cut(stored: str) -> bool:
    """Whether what is stored is a cut text."""
    return stored.startswith(MARK)


def blanked(stored: str) -> str:
    """The text of a cut document at its full length, blank where it was cut."""
    length, *pieces = json.loads(stored.removeprefix(MARK))
    parts, end = [], 0
    for start, words in pieces:
        parts += [BLANK * (start - end), words]
        end = start + len(words)
    return "".join([*parts, BLANK * (length - end)])


def cut_bytes(row: Any) -> bytes:  # noqa: ANN401 - any row with the columns of DOCUMENT
    """What is left of a document as it goes into the hash of the entry that cut it."""
    return canonical_json([row.id, row.text, row.title, row.address, row.publisher, row.published]).encode()


def _joined(places: Places) -> Iterator[tuple[int, int]]:
    """The places in order, those that touch as one."""
    start, end = 0, 0
    for begin, finish in sorted(places):
        if begin > end:
            if end > start:
                yield start, end
            start = begin
        end = max(end, finish)
    if end > start:
        yield start, end
