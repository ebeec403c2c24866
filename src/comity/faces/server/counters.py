"""`/metrics`: the counters of this server, of the watch and of alerts, for Prometheus."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import PlainTextResponse

from comity.faces.server.access import reading
from comity.faces.server.asking import Serving
from comity.faces.server.counts import Counts
from comity.watch.metrics import MEDIA_TYPE

router = APIRouter(include_in_schema=False, dependencies=[Depends(reading)])


@router.get("/metrics")
def metrics(request: Request, service: Serving) -> PlainTextResponse:
    """All counters, for whoever may read."""
    counts: Counts = request.app.state.counts
    return PlainTextResponse(service.counters() + counts.told(), media_type=MEDIA_TYPE)
