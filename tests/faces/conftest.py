from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from comity.service import About, Service, serving
from comity.settings import Settings
from tests.faces.serving import answering

ROOT = Path(__file__).parents[2]
TALIBAN = (
    "Russia recognised the Taliban government of Afghanistan on 3 July 2025. China denied that it had recognised the "
    "Taliban. Pakistan said it would open an embassy in Kabul next year."
)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service over a ledger of two articles, for tests that only ask."""
    with serving(Settings(str(tmp_path_factory.mktemp("served") / "ledger.sqlite"))) as service:
        article = (ROOT / "examples" / "recognition.txt").read_text()
        service.add(service.read_text(article, About(publisher="The Courier", published=date(2026, 3, 12))))
        service.add(service.read_text(TALIBAN, About("Moscow and Kabul", "https://example.org/1")))
        yield service


@pytest.fixture(scope="session")
def client(service: Service) -> Iterator[httpx.Client]:
    with answering(service) as client:
        yield client
