"""The application: the API and the pages over one service, behind one gate."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from comity.faces import api, web
from comity.faces.server import counters, problems, sessions
from comity.faces.server.access import Access
from comity.faces.server.counts import Counts
from comity.faces.server.gate import Gate
from comity.faces.server.log import AccessLog
from comity.faces.server.options import Options
from comity.faces.server.threads import Threads
from comity.service import Service

QUESTIONS = 12
"""Questions that are answered at the same time: the ledger has fifteen connections, some for readers and a writer."""

COMPRESSED_FROM = 1_000
"""Bytes from which an answer is compressed for a client that takes it so."""

_NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""What is asked and read here is sent to nobody, whatever the environment says."""


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Let no more questions be answered at once than the ledger has connections for."""
    current_default_thread_limiter().total_tokens = QUESTIONS
    yield


def create_app(service: Service, options: Options) -> FastAPI:
    """The application that answers from `service` as `options` say."""
    counts = Counts()
    app = FastAPI(
        title="Comity",
        summary="Who did what to whom and when, how parties stand toward each other, and which words say so.",
        version=version("comity"),
        license_info={"name": "Apache 2.0", "identifier": "Apache-2.0"},
        openapi_url=None,  # the API serves its own description; the usual pages for it load scripts from elsewhere
        telemetry=_NO_TELEMETRY,
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(AccessLog, token=options.token, counts=counts),
            Middleware(Gate, options=options),
            Middleware(problems.Failures, token=options.token),
            Middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM, compresslevel=5),
        ],
    )
    app.state.service = service
    app.state.options = options
    app.state.access = Access(options)
    app.state.counts = counts
    app.state.threads = Threads(options.rates)
    problems.handle(app)
    for router in (sessions.router, counters.router):
        app.include_router(router)
    api.mount(app)
    web.mount(app)
    return app
