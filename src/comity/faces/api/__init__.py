"""The HTTP API under /api/v1."""

from __future__ import annotations

from fastapi import APIRouter, Depends, FastAPI

from comity.faces.api import asking
from comity.faces.server.access import reading

PREFIX = "/api/v1"


def mount(app: FastAPI) -> None:
    """Add the API to `app`."""
    api = APIRouter(prefix=PREFIX)
    api.include_router(asking.router, dependencies=[Depends(reading)])
    app.include_router(api)
