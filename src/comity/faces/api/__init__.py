"""The HTTP API under /api/v1: every question and every deed of the command line has an address."""

from __future__ import annotations

from fastapi import APIRouter, Depends, FastAPI

from comity.faces.api import about, asking, forecasts, mending, reading, searching
from comity.faces.api.errors import PROBLEMS
from comity.faces.server.access import reading as may_read
from comity.faces.server.access import writing as may_write

PREFIX = "/api/v1"


def mount(app: FastAPI) -> None:
    """Add the API to `app`."""
    api = APIRouter(prefix=PREFIX, responses=PROBLEMS)
    for router in (asking.router, searching.router, forecasts.router, forecasts.record, about.router):
        api.include_router(router, dependencies=[Depends(may_read)])
    api.include_router(mending.router, dependencies=[Depends(may_write)])
    api.include_router(reading.router)
    app.include_router(api)
