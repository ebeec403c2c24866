"""A server in this process, on a real port, over a real ledger."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from comity.faces.server.app import create_app
from comity.faces.server.options import Options
from comity.faces.server.run import listening, server
from comity.service import Service, serving
from comity.settings import Settings

TOKEN = "a-token-for-the-tests"
WRITER = {"Authorization": f"Bearer {TOKEN}"}


@contextmanager
def served(ledger: str | Path, options: Options | None = None, **settings: Any) -> Iterator[httpx.Client]:  # noqa: ANN401
    """A client of a server over `ledger`, which runs in a thread."""
    with serving(Settings(str(ledger), **settings)) as service, answering(service, options) as client:
        yield client


@contextmanager
def answering(service: Service, options: Options | None = None) -> Iterator[httpx.Client]:
    """A client of a server that answers from `service`."""
    app = create_app(service, options or Options(TOKEN))
    with listening("127.0.0.1", 0) as taken:
        ready = threading.Event()
        running = server(app, ready.set)
        thread = threading.Thread(target=running.run, args=([taken],))
        thread.start()
        ready.wait(60)
        try:
            address = f"http://127.0.0.1:{taken.getsockname()[1]}"
            with httpx.Client(base_url=address, trust_env=False, timeout=60) as client:
                yield client
        finally:
            running.should_exit = True
            thread.join()
