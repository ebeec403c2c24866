"""Texts over HTTP: read, and read and recorded."""

from __future__ import annotations

from typing import Annotated, Any, Self

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, model_validator

from comity.faces.api.params import Day, Line
from comity.faces.api.report import Report
from comity.faces.api.shapes import Document
from comity.faces.server.access import reading as may_read
from comity.faces.server.access import writing as may_write
from comity.faces.server.asking import Serving
from comity.faces.server.threads import in_reading, in_writing
from comity.records.reading import Reading
from comity.records.record import records
from comity.service import About, Service

router = APIRouter(tags=["reading"])


class Given(BaseModel):
    """A text or the address of one, and what is known of it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"text": "Fiji recognised Kosovo in 2026.", "published": "2026-03-12"}]},
    )

    text: str | None = Field(
        default=None,
        min_length=1,
        description="The text, plain or HTML; without it, the address is fetched.",
        examples=["Fiji recognised Kosovo in 2026."],
    )
    address: Annotated[str, Field(pattern=r"^https?://[^\s\x00-\x1f]+$", max_length=2000)] | None = Field(
        default=None, description="The web address of the text.", examples=["https://example.org/1"]
    )
    title: Line | None = Field(default=None, description="Its title.", examples=["Fiji recognises Kosovo"])
    publisher: Line | None = Field(default=None, description="Who published it.", examples=["The Courier"])
    published: Day | None = Field(
        default=None, description="When: “on Thursday” counts from it.", examples=["2026-03-12"]
    )
    force: bool = Field(default=False, description="Read it even if it is not in English.", examples=[False])

    @model_validator(mode="after")
    def _names_a_text(self) -> Self:
        if self.text is None and self.address is None:
            raise ValueError("give a text, or the address of one")
        return self


class Told(BaseModel):
    """What a text says."""

    document: Document = Field(description="The text as it was read.")
    text: str = Field(
        description="Its words, in which the offsets of the reports count.", examples=["Fiji recognised …"]
    )
    reports: list[Report] = Field(description="What it says happened.")  # type: ignore[valid-type]

    @classmethod
    def of(cls, found: Reading, **more: Any) -> Self:  # noqa: ANN401  fields of a class below
        """What a reading says."""
        document = found.document
        reports = [Report(**record) for record in records(found)]
        return cls(document=Document.of(document), text=document.text, reports=reports, **more)


class Recorded(Told):
    """What a text says, and what recording it did."""

    new: bool = Field(description="Whether the ledger had not known the document.", examples=[True])
    added: int = Field(description="How many of the reports are new.", examples=[3])


@router.post("/read", dependencies=[Depends(may_read)])
async def read(request: Request, service: Serving, given: Given) -> Told:
    """What a text or a page says happened; nothing is recorded."""
    found = await in_reading(request, lambda: _reading(service, given))
    return Told.of(found)


@router.post("/documents", status_code=201, dependencies=[Depends(may_write)])
async def add(request: Request, service: Serving, given: Given) -> Recorded:
    """Read a text or a page and record it; a document that was recorded before changes nothing."""
    found = await in_reading(request, lambda: _reading(service, given))
    added = await in_writing(request, lambda: service.add(found))
    return Recorded.of(found, new=added.new, added=added.reports)


def _reading(service: Service, given: Given) -> Reading:
    if given.text is not None:
        about = About(given.title, given.address, given.publisher, given.published)
        return service.read_text(given.text, about, force=given.force)
    about = About(given.title, None, given.publisher, given.published)
    return service.read_address(given.address or "", about, force=given.force)
