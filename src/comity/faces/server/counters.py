"""`/metrics`: the counters of the watch and of alerts, for Prometheus."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.responses import PlainTextResponse

from comity.faces.server.access import reading
from comity.faces.server.asking import Serving
from comity.watch.metrics import MEDIA_TYPE

router = APIRouter(include_in_schema=False, dependencies=[Depends(reading)])


@router.get("/metrics")
def metrics(service: Serving) -> PlainTextResponse:
    """All counters, for whoever may read."""
    return PlainTextResponse(service.counters(), media_type=MEDIA_TYPE)
