"""A report as the API shows it: made from the table of fields that every output follows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field, create_model

from comity.model.event import Recorded
from comity.records.fields import FIELDS, MENTION_FIELDS, Kind
from comity.records.fields import Field as Meant
from comity.records.record import record

_MENTION = {
    "text": "Russia",
    "start": 0,
    "end": 6,
    "codes": ["RUS"],
    "sector": "GOV",
    "score": 0.98,
    "reason": "named in the registry",
}
_EXAMPLE: dict[str, Any] = {
    "id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
    "act": "recognise",
    "status": "asserted",
    "plover": "CONSULT",
    "mode": "",
    "contexts": ["diplomatic"],
    "cameo": "0256",
    "goldstein": 4.0,
    "source": ["RUS"],
    "target": ["AFG"],
    "source_mentions": [_MENTION],
    "target_mentions": [{**_MENTION, "text": "Afghanistan", "start": 18, "end": 29, "codes": ["AFG"]}],
    "date": "2025-07-03",
    "date_precision": "day",
    "date_phrase": "on Thursday",
    "date_phrase_start": 30,
    "date_phrase_end": 41,
    "date_note": None,
    "trigger": "recognised",
    "trigger_start": 7,
    "trigger_end": 17,
    "evidence": "Russia recognised Afghanistan on Thursday.",
    "evidence_start": 0,
    "evidence_end": 42,
    "according_to": [],
    "according_to_mention": None,
    "confidence": 0.91,
    "uncertain": False,
    "reader": "comity 1",
    "document": "00112233445566778899aabbccddeeff",
    "corpus_id": None,
    "title": "Russia recognises the Taliban",
    "address": "https://example.org/1",
    "publisher": "The Courier",
    "published": "2025-07-04",
}
_PLAIN: dict[Kind, Any] = {
    Kind.TEXT: str | None,
    Kind.WHOLE: int | None,
    Kind.NUMBER: float,
    Kind.FLAG: bool,
    Kind.WORDS: list[str],
}


def _shape(name: str, fields: tuple[Meant, ...], example: dict[str, Any], types: dict[Kind, Any]) -> type[BaseModel]:
    made = {
        field.name: (types[field.kind], Field(description=field.meaning, examples=[example[field.name]]))
        for field in fields
    }
    shape: type[BaseModel] = create_model(name, **made)  # type: ignore[call-overload]
    return shape


Mention = _shape("Mention", MENTION_FIELDS, _MENTION, _PLAIN)
_TYPES = {**_PLAIN, Kind.MENTION: Mention | None, Kind.MENTIONS: list[Mention]}  # type: ignore[valid-type]
Report = _shape("Report", FIELDS, _EXAMPLE, _TYPES)


class RecordedReport(Report):  # type: ignore[valid-type,misc]
    """What one passage says happened, as the ledger holds it; the fields are those of every output."""

    known_from: datetime = Field(description="Since when the ledger knows it.", examples=["2025-07-04T09:12:00Z"])
    known_until: datetime | None = Field(description="When it was closed; null while it counts.", examples=[None])


def recorded(row: Recorded) -> RecordedReport:
    """A recorded report as the API shows it."""
    own = record(row.document, row.report)
    return RecordedReport(**own, known_from=row.known_from, known_until=row.known_until)
