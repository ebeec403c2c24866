"""A ledger is verified; any changed byte is found and named."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from comity.ledger import Ledger
from comity.ledger.audit import verify
from comity.ledger.correct import retract
from tests.ledger.making import said


@pytest.fixture
def kept(ledger: Ledger) -> Ledger:
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03", address="https://example.org/1"))
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-04", address="https://example.org/1"))
    ledger.add_many([said("visit", "CHN", "AFG", f"2025-07-{day:02}") for day in range(1, 6)])
    ledger.add(*said("attack", "SUN", "AFG", "1979"))
    retract(ledger, "SUN/attack/AFG/1979", reason="a test", by="Ada")
    return ledger


def damage(ledger: Ledger, statement: str) -> list[str]:
    """What verifying says after `statement` has changed the tables behind the ledger's back."""
    with ledger.entering() as entry:
        run(entry.connection, statement)
    return [str(problem) for problem in verify(ledger).problems]


def run(connection: Connection, statement: str) -> None:
    assert connection.execute(text(statement)).rowcount > 0


def test_a_whole_ledger_is_found_whole(kept: Ledger) -> None:
    found = verify(kept)
    assert found.problems == ()
    assert (found.documents, found.reports) == (8, 8)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE document SET text = replace(text, 'RUS recognise', 'RUS recognize') WHERE seq = 2", "document "),
        ("UPDATE document SET published = '2020-01-01' WHERE seq = 3", "document "),
        ("UPDATE document SET published = 'nonsense' WHERE seq = 3", "document "),
        ("UPDATE report SET evidence_end = evidence_end - 1 WHERE seq = 4", "report "),
        ("UPDATE report SET date = '2024-07-04' WHERE seq = 2", "report "),
        ("UPDATE report SET confidence = 0.5 WHERE seq = 2", "report "),
        ("UPDATE report SET source = '[[' WHERE seq = 2", "report "),
        ("UPDATE report SET checksum = 1 WHERE seq = 2", "report "),
        ("UPDATE report SET known_until = NULL WHERE seq = 8", "claim"),
        ("UPDATE word SET text = 'IRN' WHERE text = 'RUS'", "report "),
        ("UPDATE claim SET last = 20300101 WHERE report = 2", "claim"),
        ("DELETE FROM claim WHERE report = 3", "claim"),
        ("UPDATE entry SET reason = 'another' WHERE kind = 'retract'", "entry 6 (retract)"),
        ("UPDATE entry SET at = '2020-01-01' WHERE seq = 1", "entry 1 (add)"),
        ("DELETE FROM entry WHERE seq = 2", "entry 2"),
        ("UPDATE standing SET state = alternative WHERE known_until IS NULL", "standing AFG/RUS"),
        ("DELETE FROM standing WHERE known_until IS NOT NULL", "entry "),
        ('UPDATE standing SET "end" = 20260101 WHERE known_until IS NULL', "standing "),
    ],
)
def test_a_change_is_found_and_named(kept: Ledger, statement: str, named: str) -> None:
    problems = damage(kept, statement)
    assert any(named in problem for problem in problems), problems


def test_a_changed_document_is_named_by_its_id(kept: Ledger) -> None:
    document, [report] = said("attack", "SUN", "AFG", "1979")
    problems = damage(kept, "UPDATE document SET text = replace(text, '1979', '1978') WHERE seq = 8")
    assert f"document {document.id} " in problems[0]
    assert f"report {report.id} " in problems[1]
    assert "1978" in problems[1]
