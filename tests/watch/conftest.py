from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ledger.conftest import new_schema as new_schema
from tests.ledger.conftest import new_url as new_url
from tests.ledger.conftest import server as server
from tests.ledger.conftest import url as url
from tests.watch.web import Answer, Host


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Where a new ledger can be laid in a file."""
    return str(tmp_path / "ledger.sqlite")


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Host]]:
    """Makes hosts, each with the answers of its plan; no proxy stands before them."""
    monkeypatch.setenv("NO_PROXY", "*")
    made: list[Host] = []

    def make(plan: dict[str, Answer | list[Answer]] | None = None) -> Host:
        made.append(Host(plan or {}))
        return made[-1]

    yield make
    for one in made:
        one.close()
