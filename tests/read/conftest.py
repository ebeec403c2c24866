from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from comity.settings import Settings
from tests.read.pages import server


@pytest.fixture(scope="session")
def web() -> Iterator[ThreadingHTTPServer]:
    made = server()
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()


@pytest.fixture
def at(web: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the server, which no proxy stands before."""
    monkeypatch.setenv("NO_PROXY", "*")
    return f"http://127.0.0.1:{web.server_port}"


@pytest.fixture
def settings() -> Settings:
    return Settings(ledger="unused", fetch_seconds=10, fetch_bytes=100_000, text_bytes=100_000)
