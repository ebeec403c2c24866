"""A ledger with the list of recognitions, which the outlook learns from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from comity.ledger import Ledger, open_ledger
from comity.ledger.reference import load_reference
from tests.ledger.conftest import Calendar


@pytest.fixture(scope="session")
def reference_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("outlook") / "ledger.sqlite"
    with open_ledger(str(path)) as ledger:
        load_reference(ledger)
    return path


@pytest.fixture(scope="session")
def reference(reference_file: Path) -> Iterator[Ledger]:
    """To be read only."""
    with open_ledger(str(reference_file)) as ledger:
        yield ledger


@pytest.fixture
def own(reference_file: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A copy that a test may write to."""
    path = tmp_path / "own.sqlite"
    copyfile(reference_file, path)
    with open_ledger(str(path), clock=Calendar()) as ledger:
        yield ledger
