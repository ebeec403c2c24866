"""The ledger's events in others' shapes, read back by our own importer and by others' tools."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from comity.archives.archive import Archive
from comity.archives.exporting import Exported, Shape, export
from comity.archives.orders import GDELT_1, GDELT_2, POLECAT
from comity.ledger import Ledger, open_ledger
from comity.ledger.every import every_event
from comity.model.document import Document
from comity.records.fields import EVENT_FIELDS
from tests.archives.making import imported
from tests.ledger.conftest import Calendar
from tests.ledger.making import report

SAID = (
    ("recognise", "RUS", "AFG", "2025-07-03", "asserted"),
    ("visit", "FRA", "AFG:TALIBAN", "2018-05-01", "asserted"),
    ("impose-sanctions", "EU", "RUS", "2022-02-23", "asserted"),
    ("visit", "XKX", "ROU", "2024-01-31", "asserted"),
    ("accuse", "ISR", "PSE:HAMAS", "2023-10-08", "asserted"),
    ("attack", "SOM:SHABAAB", "SOM", "2021-03", "asserted"),
    ("recognise", "FJI", "XKX", "2026-03-10", "denied"),
)
DAYS = 5
"""How many of them are asserted and dated to the day."""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    clock = Calendar()
    with open_ledger(str(tmp_path / "ledger.sqlite"), clock=clock) as opened:
        for number, (act, source, target, day, status) in enumerate(SAID):
            text = f"Note {number}:\t“{source}” did {act}\nto {target}."
            document = Document(text, "A “title”", f"https://news.example/{number}", "Le Monde – é", date(2026, 3, 12))
            opened.add(document, [report(document, act, source, target, day, status=status, contexts=("energy",))])
        clock.set(2026, 1, 1)
        late = Document("CHN met IND.", address="https://news.example/late", published=date(2026, 1, 1))
        opened.add(late, [report(late, "meet", "CHN", "IND", "2025-12-31")])
        yield opened


def exported(ledger: Ledger, shape: Shape, path: Path, **bounds: date) -> Exported:
    with path.open("wb") as stream:
        return export(every_event(ledger, **bounds), shape, stream)


@pytest.mark.parametrize("shape", [Shape.GDELT, Shape.GDELT_1, Shape.POLECAT])
def test_our_own_importer_reads_back_who_did_what_to_whom_and_when(
    ledger: Ledger, tmp_path: Path, shape: Shape
) -> None:
    told = exported(ledger, shape, tmp_path / "out")
    assert told == Exported(DAYS + 1, len(SAID) - DAYS)
    imported(tmp_path / "a", shape.value.rstrip("1"), tmp_path / "out")
    found = Archive(tmp_path / "a").events().to_pylist()
    sides = {(row["source"], row["target"], str(row["date"])) for row in found}
    assert sides == {(s, t, d) for _, s, t, d, status in SAID if status == "asserted" and len(d) == 10} | {
        ("CHN", "IND", "2025-12-31")
    }
    acts = {row["act"] for row in found}
    # PLOVER's SUPPORT and SANCTION discontinue are more than one act, and so is its CONSULT without a mode.
    assert acts == ({"visit", "accuse", None} if shape is Shape.POLECAT else {"meet"} | {act for act, *_ in SAID[:5]})


def test_gdelt_rows_have_its_columns_for_duckdb(ledger: Ledger, tmp_path: Path) -> None:
    for shape, order in ((Shape.GDELT, GDELT_2), (Shape.GDELT_1, GDELT_1)):
        path = tmp_path / shape.value
        exported(ledger, shape, path)
        table = duckdb.read_csv(str(path), sep="\t", header=False, names=list(order), all_varchar=True, quotechar="")
        assert len(table.columns) == len(order)
        found = {
            row[0]: row for row in table.project("SQLDATE, Actor1Code, Actor2Code, EventCode, QuadClass").fetchall()
        }
        assert found["20250703"] == ("20250703", "RUSGOV", "AFGGOV", "054", "1")
        assert found["20180501"] == ("20180501", "FRAGOV", "AFGGOVTAL", "042", "1")
        assert found["20240131"][1:3] == ("KSVGOV", "ROMGOV")


def test_polecat_rows_have_its_columns_for_pandas(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "out"
    exported(ledger, Shape.POLECAT, path)
    frame = pd.read_csv(path, sep="\t", encoding="iso-8859-1", na_values="None", keep_default_na=False)
    assert list(frame.columns) == list(POLECAT)
    row = frame[frame["Event Date"] == "2025-07-03"].iloc[0]
    assert (row["Event Type"], row["Actor Country"], row["Recipient Country"]) == ("SUPPORT", "RUS", "AFG")
    assert (row["Contexts"], row["Quad Code"], row["Source"]) == ("economic", "VERBAL COOPERATION", "Le Monde ? é")


def test_our_own_formats_hold_every_event_whole(ledger: Ledger, tmp_path: Path) -> None:
    names = [field.name for field in EVENT_FIELDS]
    paths = {shape: tmp_path / f"out.{shape}" for shape in (Shape.JSONL, Shape.CSV, Shape.PARQUET)}
    for shape, path in paths.items():
        assert exported(ledger, shape, path) == Exported(len(SAID) + 1, 0)
    lines = [json.loads(line) for line in paths[Shape.JSONL].read_text(encoding="utf-8").splitlines()]
    assert all(list(line) == names for line in lines)
    assert {line["id"] for line in lines} >= {"FJI/recognise/XKX/2026-03-10/denied", "RUS/recognise/AFG/2025-07-03"}
    assert pd.read_parquet(paths[Shape.PARQUET]).to_dict("list")["id"] == [line["id"] for line in lines]
    rows = list(csv.DictReader(io.StringIO(paths[Shape.CSV].read_text(encoding="utf-8"))))
    assert [(row["id"], row["evidence"]) for row in rows] == [(line["id"], line["evidence"]) for line in lines]


def test_bounds_and_knowledge_are_kept(ledger: Ledger) -> None:
    def ids(**bounds: date) -> list[str]:
        return [event.id for event in every_event(ledger, **bounds)]

    assert ids(since=date(2025, 7, 3), until=date(2025, 12, 30)) == ["RUS/recognise/AFG/2025-07-03"]
    assert ids(since=date(2021, 3, 31), until=date(2021, 4, 1)) == ["SOM:SHABAAB/attack/SOM/2021-03"]
    assert "CHN/meet/IND/2025-12-31" not in ids(as_known=date(2025, 12, 31))
    assert len(ids(as_known=date(2026, 1, 1))) == len(SAID) + 1
    assert ids(as_known=date(2020, 1, 1)) == []
