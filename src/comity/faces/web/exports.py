"""The reports of a document as a file. All other files are answers of the API."""

from __future__ import annotations

import io
import json
from enum import StrEnum
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from comity.faces.server.asking import Asking
from comity.faces.web.routes import pages
from comity.records.output import FileFormat, output
from comity.records.reading import Reading
from comity.records.record import records


class Format(StrEnum):
    """The kinds of files."""

    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


@pages.get("/documents/{name}/reports")
def reports(ask: Asking, name: str, form: Annotated[Format, Query(alias="format")] = Format.CSV) -> Response:
    """The reports of a document with all their fields."""
    filed = ask.document(name)
    reading = Reading(filed.document, tuple(one.report for one in filed.reports))
    if form is Format.JSON:
        return Response(json.dumps(list(records(reading)), ensure_ascii=False), media_type="application/json")
    stream = io.BytesIO()
    written = output(stream, FileFormat(form))
    written.add(reading)
    written.close()
    headers = {"Content-Disposition": f'attachment; filename="reports.{form}"'}
    return Response(stream.getvalue(), media_type="application/octet-stream", headers=headers)
