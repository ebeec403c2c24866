"""Every answer as a file: CSV, JSON or Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import groupby
from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import Response

from comity.faces.server.asking import Asking
from comity.faces.web.routes import Day, actors, pages
from comity.faces.web.searching import Search, about
from comity.ledger.answer import Answer
from comity.model.event import Recorded
from comity.model.standing import NONE, Dimension
from comity.records.output import FileFormat, output
from comity.records.reading import Reading
from comity.records.record import records

MOST = 10_000
"""The events of a file at most, the latest ones."""


class Shape(StrEnum):
    """The kinds of files."""

    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


_TYPES = {
    Shape.CSV: "text/csv; charset=utf-8",
    Shape.JSON: "application/json",
    Shape.PARQUET: "application/vnd.apache.parquet",
}
Form = Annotated[Shape, Query(alias="format")]


@pages.get("/documents/{name}/reports")
def reports(ask: Asking, name: str, form: Form = Shape.CSV) -> Response:
    """The reports of a document."""
    return _file(_reports(ask.document(name).reports, form), "reports", form)


@pages.get("/search/events")
def events(ask: Asking, asked: Search, form: Form = Shape.CSV) -> Response:
    """The events that a search finds."""
    found = ask.events(asked.filters(about(ask, asked)), limit=MOST, as_known=asked.as_known)
    return _answer(found.rows, "events", form)


@actors.get("/{name}/held")
def held(
    ask: Asking,
    name: str,
    on: Day = None,
    as_known: Day = None,
    respect: Dimension = Dimension.RECOGNITION,
    form: Form = Shape.CSV,
) -> Response:
    """How all others stand toward an actor on a day."""
    rows = ask.toward(respect, name, on=on or ask.ledger.today(), as_known=as_known).rows
    return _answer([row.standing for row in rows], f"{name}-{respect.value}", form)


@actors.get("/{one}/{two}/standing")
def standing(ask: Asking, one: str, two: str, on: Day = None, as_known: Day = None, form: Form = Shape.CSV) -> Response:
    """How two parties stand on a day."""
    rows = [row for row in ask.standing(one, two, on=on, as_known=as_known) if row.state != NONE]
    return _answer(rows, f"{one}-{two}-standing", form)


@actors.get("/{one}/{two}/events")
def between(
    ask: Asking, one: str, two: str, since: Day = None, until: Day = None, as_known: Day = None, form: Form = Shape.CSV
) -> Response:
    """What happened between two parties, in the days asked for."""
    found = ask.timeline(one, two, on=until, as_known=as_known, limit=MOST)
    kept = [event for event in found if since is None or (event.last is not None and event.last >= since)]
    return _answer(kept, f"{one}-{two}-events", form)


def _answer(rows: Sequence[object], name: str, form: Shape) -> Response:
    answer = Answer(tuple(rows))
    if form is Shape.PARQUET:
        return _file(_parquet(answer), name, form)
    return _file((_csv if form is Shape.CSV else _json)(answer.records()), name, form)


def _csv(found: Sequence[dict[str, Any]]) -> bytes:
    text = io.StringIO()
    if found:
        writer = csv.DictWriter(text, found[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    return text.getvalue().encode()


def _json(found: Iterable[dict[str, Any]]) -> bytes:
    return json.dumps(list(found), ensure_ascii=False, indent=1, default=str).encode()


def _parquet(answer: Answer[Any]) -> bytes:
    table = answer.to_arrow()
    from pyarrow.parquet import write_table  # after the above, which says what is missing

    stream = io.BytesIO()
    write_table(table, stream)
    return stream.getvalue()


def _reports(found: Iterable[Recorded], form: Shape) -> bytes:
    readings = [
        Reading(document, tuple(one.report for one in group))
        for document, group in groupby(found, key=lambda one: one.document)
    ]
    if form is Shape.JSON:
        return _json(record for reading in readings for record in records(reading))
    stream = io.BytesIO()
    written = output(stream, FileFormat(form))
    for reading in readings:
        written.add(reading)
    written.close()
    return stream.getvalue()


def _file(content: bytes, name: str, form: Shape) -> Response:
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)
    headers = {"Content-Disposition": f'attachment; filename="{plain}.{form}"'}
    return Response(content, media_type=_TYPES[form], headers=headers)
