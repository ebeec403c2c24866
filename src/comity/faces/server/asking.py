"""What a route needs of the server: the service that answers, and threads that do not wait for one another."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from comity.forecasts import Forecasts
from comity.service import Service

# What is asked for here waits for nothing: FastAPI would send what is not async through a thread of its own.


async def service(request: Request) -> Service:
    """The service that the server answers from."""
    found: Service = request.app.state.service
    return found


async def questions(request: Request) -> Forecasts:
    """The questions of the served ledger, those about what is likely next among them."""
    return (await service(request)).ask


Serving = Annotated[Service, Depends(service)]
Asking = Annotated[Forecasts, Depends(questions)]
