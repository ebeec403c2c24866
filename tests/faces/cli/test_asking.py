"""The commands that ask and mend the ledger."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from pyarrow import parquet
from typer.testing import CliRunner, Result

from comity.errors import ComityError
from comity.faces.cli import app
from comity.ledger import open_ledger
from tests.ledger.making import said


@pytest.fixture
def path(tmp_path: Path) -> str:
    found = str(tmp_path / "ledger.sqlite")
    with open_ledger(found) as ledger:
        ledger.add(*said("sever-relations", "RUS", "AFG", "2021-08-20"))
        ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03", address="https://example.org/1"))
        ledger.add(*said("recognise", "NIC", "AFG", "2025-07-20"))
        ledger.add(*said("recognise", "NIC", "AFG", "2025-07-21", status="denied"))
        ledger.add(*said("recognise", "IRN", "AFG", "2025-08-01", uncertain=True))
    return found


def run(path: str, *words: str, keys: str = "") -> Result:
    return CliRunner().invoke(app, [*words, "--ledger", path], input=keys, catch_exceptions=False)


def printed(path: str, *words: str, keys: str = "") -> str:
    result = run(path, *words, keys=keys)
    assert result.exit_code == 0, result.output
    return result.stdout


def records(path: str, *words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in printed(path, *words, "--format", "jsonl").splitlines()]


def test_who_recognises_by_names_as_people_type_them(path: str) -> None:
    told = printed(path, "who", "recognises", "taliban", "--on", "2025-07-04", "--format", "table")
    assert "Russia (RUS)" in told
    assert "RUS/recognition/AFG/2025-07-03" in told
    assert records(path, "who", "recognises", "Afghanistan", "--on", "2025-07-02") == []
    later = records(path, "who", "recognises", "AFG", "--on", "2025-07-30")
    assert [(row["actor"], row["disputed"]) for row in later] == [("RUS", False), ("NIC", True)]


def test_standing_and_timeline(path: str) -> None:
    rows = records(path, "standing", "Russia", "AFG", "--on", "2025-07-04")
    assert {(row["dimension"], row["state"]) for row in rows} == {("recognition", "formal"), ("relations", "severed")}
    assert "severed" in printed(path, "standing", "RUS", "AFG", "--on", "2025-07-04", "--format", "table")
    told = printed(path, "timeline", "RUS", "AFG", "--format", "csv").splitlines()
    assert told[0].startswith("id,act,status,source,target,date")
    assert told[2].startswith("RUS/recognise/AFG/2025-07-03,recognise,asserted,RUS,AFG,2025-07-03")
    assert "1 source" in printed(path, "timeline", "RUS", "AFG", "--format", "table")


def test_compare_first_and_why(path: str) -> None:
    told = printed(path, "compare", "RUS", "AFG", "--from", "2021-08-15", "--to", "2025-07-04")
    assert "Before: nothing known." in told
    assert "+6.0" in told
    assert [row["rank"] for row in records(path, "first", "recognise", "AFG")] == [1, None]
    told = printed(path, "why", "NIC/recognition/AFG/2025-07-20")
    assert "disputed: others say formal" in told
    assert "«NIC recognise AFG on 2025-07-20 (asserted).»" in told
    assert "Rule: " in told


def test_retract_correct_assert_and_undo(path: str) -> None:
    said_so = printed(path, "retract", "RUS/recognise/AFG/2025-07-03", "--reason", "hoax", "--by", "Ada")
    entry = said_so.split()[1].rstrip(";")
    assert records(path, "who", "recognises", "AFG", "--on", "2025-07-04") == []
    printed(path, "undo", entry, "--by", "Ada")
    assert len(records(path, "who", "recognises", "AFG", "--on", "2025-07-04")) == 1
    printed(path, "correct", "RUS/recognise/AFG/2025-07-03", "--when", "2025-07-02", "--reason", "seen", "--by", "Ada")
    assert records(path, "first", "recognise", "AFG")[0]["day"] == "2025-07-02"
    printed(path, "assert", "China", "recognise", "AFG", "2025-07-05", "--source", "https://example.org", "--by", "Ada")
    assert [row["actor"] for row in records(path, "first", "recognise", "AFG", "--on", "2025-07-06")] == ["RUS", "CHN"]
    assert "all as recorded" in printed(path, "verify")


def test_review_takes_one_key_for_each_report(path: str) -> None:
    assert "IRN toward AFG: recognition formal" in printed(path, "review", "--by", "Ada", keys="q")
    printed(path, "review", "--by", "Ada", keys="a")
    assert [row["actor"] for row in records(path, "first", "recognise", "AFG")][-1] == "IRN"
    assert "No uncertain or undated report" in printed(path, "review", "--by", "Ada")


def test_init_lays_a_ledger(tmp_path: Path) -> None:
    new = str(tmp_path / "new.sqlite")
    assert "new.sqlite" in printed(new, "init")
    assert "0 entries" in printed(new, "verify")


def test_verify_names_what_was_changed(path: str) -> None:
    with open_ledger(path) as ledger, ledger.entering() as entry:
        entry.connection.exec_driver_sql("UPDATE document SET text = 'RUS' || text WHERE seq = 2")
    result = run(path, "verify")
    assert result.exit_code == 1
    assert "is not as it was recorded" in result.stdout


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("who", "loves", "AFG"), 2, "ask one of"),
        (("who", "recognises", "Ruritania"), 2, "Ruritania"),
        (("why", "RUS/meet/AFG/2020-01-01"), 4, "nothing with the id"),
        (("undo", "1"), 2, "not undone"),
        (("retract", "RUS/recognise/AFG/2025-07-03", "--reason", " "), 2, "reason"),
        (("correct", "RUS/recognise/AFG/2025-07-03", "--reason", "x", "--status", "perhaps"), 2, "no status"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    path: str, words: tuple[str, ...], status: int, sentence: str
) -> None:
    with pytest.raises(ComityError, match=sentence) as caught:
        run(path, *words)
    assert caught.value.exit_status == status


def test_parquet_goes_to_a_pipe(path: str, tmp_path: Path) -> None:
    for words in (("who", "recognises", "AFG"), ("standing", "RUS", "AFG"), ("timeline", "RUS", "AFG")):
        file = tmp_path / "answer.parquet"
        file.write_bytes(run(path, *words, "--format", "parquet").stdout_bytes)
        rows = parquet.read_table(file).to_pylist()
        assert [str(row.get("id", row.get("actor"))) for row in rows] == [
            str(row.get("id", row.get("actor"))) for row in records(path, *words)
        ]
    assert parquet.read_schema(file).field("first").type == "date32[day]"


def test_an_undated_report_is_accepted_with_a_date(path: str) -> None:
    with open_ledger(path) as ledger:
        ledger.add(*said("recognise", "CHN", "AFG", words="CHN did recognise AFG.", published=date(2025, 8, 4)))
    told = printed(path, "review", "--by", "Ada", keys="asoon\n\nq")
    assert "undated" in told
    assert "[2025-08-04]" in told
    assert "CHN" in printed(path, "who", "recognises", "AFG", "--on", "2025-08-05")
