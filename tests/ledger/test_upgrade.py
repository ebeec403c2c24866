"""Ledgers of earlier schemas, made by the code of their time, opened by today's."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from comity.ledger import open_ledger
from comity.ledger.audit import verify
from comity.ledger.backup import restore
from comity.ledger.documents import Sought, find_documents
from comity.ledger.feeds import Feeds
from comity.ledger.migrations import STEPS
from comity.ledger.pairs import standing
from tests.ledger.making import said

EARLIER = sorted(Path(__file__).parent.glob("data/*.sqlite.gz"))


@pytest.fixture(params=EARLIER, ids=lambda path: path.name.partition(".")[0])
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The file of a ledger as its time left it."""
    path = tmp_path / "earlier.sqlite"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def upgraded(request: pytest.FixtureRequest, earlier: Path) -> str:
    """The same ledger, in its file or laid on a server step by step as it was then."""
    if request.param == "sqlite":
        return str(earlier)
    make: Callable[[], str] = request.getfixturevalue("new_schema")
    url = make()
    restore(earlier, url, lambda done, total: None)
    return url


def test_an_earlier_ledger_is_brought_up_to_date_and_says_what_it_said(upgraded: str) -> None:
    with open_ledger(upgraded, create=False) as ledger:
        assert verify(ledger).problems == ()
        assert [one.state for one in standing(ledger, "RUS", "AFG")] == ["formal"]
        assert standing(ledger, "FJI", "XKX").rows == ()
        assert [one.report.when.date for one in ledger.reports("RUS", "AFG")] == ["2025-07-03", "2025-07-06"]
        assert {document.publisher for document in find_documents(ledger, Sought(words="recognise")).rows} >= {"Zürich"}
        assert Feeds(ledger).followed() == []
        assert ledger.add(*said("visit", "RUS", "AFG", "2025-07-09")).new
        assert verify(ledger).problems == ()
    with open_ledger(upgraded) as ledger, ledger.reading() as connection:
        steps = connection.exec_driver_sql("SELECT name FROM step").scalars()
        assert set(steps) == set(STEPS)


def test_every_step_that_was_last_has_its_ledger() -> None:
    """`python -m tests.ledger.released` writes the newest."""
    assert f"{list(STEPS)[-1].replace(' ', '-')}.sqlite.gz" in {path.name for path in EARLIER}
