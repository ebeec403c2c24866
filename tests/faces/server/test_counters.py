from __future__ import annotations

from pathlib import Path

from comity.faces.server.options import Options
from comity.ledger import open_ledger
from comity.ledger.feeds import Feeds
from tests.faces.serving import TOKEN, WRITER, served


def test_counters_for_prometheus(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with open_ledger(str(path)) as ledger:
        Feeds(ledger).follow({"https://example.org/feed": None}, 0.0)
    with served(path) as client:
        answer = client.get("/metrics")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    lines = answer.text.splitlines()
    assert 'comity_feeds{state="followed"} 1' in lines
    assert 'comity_messages{state="failed"} 0' in lines
    assert lines[:2] == ["# HELP comity_feeds Feeds by how they are.", "# TYPE comity_feeds gauge"]


def test_counters_are_for_those_who_may_read(tmp_path: Path) -> None:
    with served(tmp_path / "ledger.sqlite", Options(TOKEN, open_reading=False)) as client:
        assert client.get("/metrics").status_code == 401
        assert client.get("/metrics", headers=WRITER).status_code == 200
