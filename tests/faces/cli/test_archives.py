"""`comity import`, `archive` and `export` as a user runs them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from comity.ledger import open_ledger
from comity.model.document import Document
from tests.archives.making import GDELT_2_SAMPLE, ICEWS_SAMPLE, gdelt_row, written
from tests.faces.cli.running import check_sentence, comity, on_terminal
from tests.ledger.making import report


def test_files_come_in_once_and_move_no_standing(tmp_path: Path) -> None:
    done = comity(tmp_path, "import", "gdelt", GDELT_2_SAMPLE, "--archive", "a")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Imported {GDELT_2_SAMPLE.name}: 33 rows, 31 of them new, 2 known already.\n"
    again = comity(tmp_path, "import", "gdelt", GDELT_2_SAMPLE, more={"COMITY_ARCHIVE": str(tmp_path / "a")})
    assert again.stdout == f"{GDELT_2_SAMPLE.name} was imported before; nothing changed.\n"
    told = comity(tmp_path, "archive", "--archive", "a")
    assert json.loads(told.stdout) == {
        "origin": "gdelt", "rows": 31, "first": "2025-08-10", "last": "2026-08-10", "files": 1,
    }  # fmt: skip
    assert not (tmp_path / "ledger.sqlite").exists()
    assert "gdelt" in on_terminal(tmp_path, "archive", "--archive", "a", "--files")


def test_malformed_rows_and_bad_files_are_told_and_set_the_status(tmp_path: Path) -> None:
    path = written(tmp_path / "some.csv", gdelt_row(), "a\tb\n")
    done = comity(tmp_path, "import", "gdelt", path, "--archive", "a")
    assert (done.returncode, done.stderr) == (
        1,
        f"comity: {path}, line 2: it has 2 columns and not 61; it is left out.\n",
    )
    assert done.stdout == "Imported some.csv: 2 rows, 1 of them new, 1 malformed.\n"
    both = comity(tmp_path, "import", "gdelt", ICEWS_SAMPLE, GDELT_2_SAMPLE, "--archive", "a")
    assert both.returncode == 2 and "use comity import icews." in both.stderr and "31 of them new" in both.stdout
    check_sentence(comity(tmp_path, "import", "icews", tmp_path / "none"), 2, "none cannot be read")
    check_sentence(comity(tmp_path, "archive", "--archive", tmp_path / "b"), 3, "holds no archive", "--archive")


def test_the_ledger_s_events_are_exported_to_a_file_or_printed(tmp_path: Path) -> None:
    document = Document("RUS recognised AFG.", published=date(2025, 7, 4))
    with open_ledger(str(tmp_path / "ledger.sqlite")) as ledger:
        ledger.add(document, [report(document, "recognise", "RUS", "AFG", day) for day in ("2025-07-03", "2021-01-01")])
    bounds = ("--since", "2025-07-01", "--until", "2025-07-31")
    done = comity(tmp_path, "export", "--format", "gdelt", "-o", "out.csv", *bounds)
    assert done.returncode == 0 and done.stdout == "" and "Wrote 1 event." in done.stderr
    (row,) = [line.split("\t") for line in (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()]
    assert (len(row), row[1], row[7], row[17], row[26]) == (61, "20250703", "RUS", "AFG", "054")
    printed = comity(tmp_path, "export", *bounds)
    assert json.loads(printed.stdout)["id"] == "RUS/recognise/AFG/2025-07-03"
    check_sentence(comity(tmp_path, "export", "--ledger", "none.sqlite"), 3, "none.sqlite")
    check_sentence(comity(tmp_path, "export", "--since", "someday"), 2, "someday")
