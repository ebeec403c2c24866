"""What a route needs of the server: the service that answers, and threads that do not wait for one another."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from comity.forecasts import Forecasts
from comity.service import Service


def service(request: Request) -> Service:
    """The service that the server answers from."""
    found: Service = request.app.state.service
    return found


def questions(request: Request) -> Forecasts:
    """The questions of the served ledger, those about what is likely next among them."""
    return service(request).ask


Serving = Annotated[Service, Depends(service)]
Asking = Annotated[Forecasts, Depends(questions)]
