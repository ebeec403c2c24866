"""What this server is, whether its ledger is sound, and the description of the API."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from comity.faces.api.cached import Cached
from comity.faces.server.access import writing as may_write
from comity.faces.server.asking import Asking
from comity.faces.server.problems import MEDIA_TYPE
from comity.faces.server.threads import in_reading
from comity.ledger.who import VERBS
from comity.model.report import Status
from comity.model.standing import Dimension
from comity.ontology.acts import acts

router = APIRouter(route_class=Cached, tags=["about"])


class About(BaseModel):
    """What this server is and what can be asked."""

    version: str = Field(description="The version of Comity.", examples=["0.1.0"])
    today: str = Field(description="The day that questions without one are about.", examples=["2025-07-04"])
    verbs: list[str] = Field(description="What `who` can be asked.", examples=[["recognises"]])
    acts: list[str] = Field(description="The acts of the codebook.", examples=[["recognise"]])
    statuses: list[Status] = Field(description="What can be claimed of an act.", examples=[["asserted"]])
    dimensions: list[Dimension] = Field(description="In which respects parties stand.", examples=[["recognition"]])


class Fault(BaseModel):
    """Something that is not as it was recorded."""

    model_config = ConfigDict(from_attributes=True)

    where: str = Field(description="What it is about.", examples=["entry 12"])
    what: str = Field(description="What is wrong with it.", examples=["is missing"])


class Verified(BaseModel):
    """What was verified."""

    model_config = ConfigDict(from_attributes=True)

    entries: int = Field(description="Entries checked.", examples=[12])
    documents: int = Field(description="Documents checked.", examples=[10])
    reports: int = Field(description="Reports checked.", examples=[31])
    standings: int = Field(description="Standings checked.", examples=[8])
    problems: list[Fault] = Field(description="What is wrong; nothing, if all is as it was recorded.", examples=[[]])


@router.get("/about")
def about(ask: Asking) -> About:
    """What this server is and what can be asked."""
    return About(
        version=version("comity"),
        today=ask.ledger.today().isoformat(),
        verbs=list(VERBS),
        acts=list(acts()),
        statuses=list(Status),
        dimensions=list(Dimension),
    )


@router.post("/verify", dependencies=[Depends(may_write)])
async def verify(request: Request, ask: Asking) -> Verified:
    """Check the whole ledger: hashes, words and spans, and the standing replayed; it reads every row."""
    return Verified.model_validate(await in_reading(request, ask.verify))


@router.get("/openapi.json", include_in_schema=False)
def description(request: Request) -> dict[str, Any]:
    """The description of the API, in OpenAPI 3.1."""
    found: dict[str, Any] = request.app.openapi()
    _type_problems(found)
    return found


def _type_problems(description: dict[str, Any]) -> None:
    """Say in the description that errors come as problems: FastAPI says of all answers that they are plain JSON."""
    for operations in description["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400 and "application/json" in response["content"]:
                    response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
