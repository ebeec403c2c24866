"""Files of GDELT, ICEWS and POLECAT become rows of one schema; what is wrong with them is told."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from comity.archives.archive import Archive
from comity.archives.importing import Imported
from comity.archives.orders import GDELT_2, POLECAT
from tests.archives.making import (
    GDELT_1_SAMPLE,
    GDELT_2_SAMPLE,
    GDELT_43_SAMPLE,
    ICEWS,
    ICEWS_SAMPLE,
    gdelt_row,
    header,
    icews_row,
    imported,
    outcomes,
    polecat_row,
    refused,
    written,
)


def rows(folder: Path) -> list[dict[str, Any]]:
    return Archive(folder).events().to_pylist()


def test_gdelt_1_comes_in_whole_with_rows_of_both_lengths(tmp_path: Path) -> None:
    (file,) = imported(tmp_path / "a", "gdelt", GDELT_1_SAMPLE)
    assert (file.rows, file.added, file.malformed) == (710, 710, 0)
    found = {row["id"]: row for row in rows(tmp_path / "a")}
    lines = [line.split("\t") for line in GDELT_1_SAMPLE.read_text(encoding="utf-8").splitlines()]
    assert {len(line) for line in lines} == {57, 58}
    for line in lines:
        row = found[line[0]]
        assert f"{row['date']:%Y%m%d}" == line[1]
        assert (row["cameo"], row["goldstein"]) == (line[26], float(line[30]))
        assert row["address"] == (line[57] if len(line) == 58 else None)


def test_gdelt_2_comes_in_once_where_it_says_the_same_twice(tmp_path: Path) -> None:
    (file,) = imported(tmp_path / "a", "gdelt", GDELT_2_SAMPLE)
    assert (file.rows, file.added, file.known) == (33, 31, 2)
    first = next(row for row in rows(tmp_path / "a") if row["id"] == "1317585039")
    assert (first["source"], first["target"], first["target_sector"]) == ("ISR", None, "CVL")
    assert (first["act"], first["plover"], first["cameo"]) == ("attack", "ASSAULT", "190")
    assert (str(first["date"]), str(first["published"])) == ("2026-08-10", "2026-08-10")
    assert first["country"] == "ISR"


def test_a_parquet_file_with_gdelt_s_names_comes_in(tmp_path: Path) -> None:
    (file,) = imported(tmp_path / "a", "gdelt", GDELT_43_SAMPLE)
    assert (file.rows, file.malformed) == (10_000, 0)
    assert {row["country"] for row in rows(tmp_path / "a")} == {"USA", "IND", "IRN"}


def test_icews_comes_in_with_roles_as_their_states(tmp_path: Path) -> None:
    (file,) = imported(tmp_path / "a", "icews", ICEWS_SAMPLE)
    assert (file.rows, file.added) == (3705, 3705)
    found = rows(tmp_path / "a")
    first = next(row for row in found if row["id"] == "32889836")
    assert (first["source"], first["source_sector"], first["source_name"]) == (
        "BGD",
        "GOV",
        "Foreign Affairs (Bangladesh)",
    )
    assert (first["target"], first["target_sector"], first["act"]) == ("VNM", "MIL", "meet")
    assert (first["place"], first["country"]) == ("Hanoi, Thanh Pho Ha Noi", "VNM")
    known = [row for row in found if row["source"]]
    assert len(known) / len(found) > 0.97
    assert {row["source"] for row in found if row["source_name"] == "Taliban"} == {"AFG:TALIBAN"}


@pytest.mark.parametrize("form", ["zip", "gz", "two in a zip", "header", "comma"])
def test_every_packing_of_a_file_gives_the_same_rows(tmp_path: Path, form: str) -> None:
    imported(tmp_path / "plain", "gdelt", GDELT_2_SAMPLE)
    imported(tmp_path / "other", "gdelt", packed(tmp_path, form))
    assert Archive(tmp_path / "other").version == Archive(tmp_path / "plain").version


def packed(folder: Path, form: str) -> Path:
    text = GDELT_2_SAMPLE.read_text(encoding="utf-8")
    path = folder / "packed"
    if form == "gz":
        path.write_bytes(gzip.compress(text.encode()))
    elif form == "header":
        written(path, header([name.lower() for name in GDELT_2]), text)
    elif form == "comma":
        fields = [line.split("\t") for line in text.splitlines()]
        quoted = "".join(",".join(f'"{field}"' for field in line) + "\r\n" for line in fields)
        written(path, ",".join(GDELT_2) + "\r\n", quoted)
    else:
        lines = text.splitlines(keepends=True)
        cut = len(lines) // 2 if form == "two in a zip" else len(lines)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("one.CSV", "".join(lines[:cut]))
            if cut < len(lines):
                file.writestr("two.CSV", "".join(lines[cut:]))
    return path


def test_rows_that_gdelt_tells_again_under_a_new_id_are_known(tmp_path: Path) -> None:
    lines = [gdelt_row(), gdelt_row(GLOBALEVENTID=2, DATEADDED="20260810104500", NumMentions=9)]
    others = [gdelt_row(GLOBALEVENTID=3, EventCode="042"), gdelt_row(GLOBALEVENTID=4, SOURCEURL="https://b.example/")]
    (file,) = imported(tmp_path / "a", "gdelt", written(tmp_path / "f", *lines, *others))
    assert (file.added, file.known) == (3, 1)
    assert {row["id"] for row in rows(tmp_path / "a")} == {"1", "3", "4"}


def test_without_an_address_the_id_tells_rows_apart(tmp_path: Path) -> None:
    path = written(tmp_path / "f", gdelt_row(SOURCEURL=""), gdelt_row(SOURCEURL="", GLOBALEVENTID=2))
    assert imported(tmp_path / "a", "gdelt", path)[0].added == 2


def test_icews_ids_are_told_apart_by_their_days(tmp_path: Path) -> None:
    lines = [icews_row(), icews_row(Event_Date="2018-06-02"), icews_row()]
    (file,) = imported(tmp_path / "a", "icews", written(tmp_path / "f", header(ICEWS), *lines))
    assert (file.added, file.known) == (2, 1)


def test_the_same_rows_in_another_file_add_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    imported(folder, "icews", ICEWS_SAMPLE)
    before = Archive(folder).version
    lines = ICEWS_SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    other = written(tmp_path / "other.tab", lines[0], *reversed(lines[1:]))
    (file,) = imported(folder, "icews", other)
    assert (file.added, file.known) == (0, 3705)
    assert Archive(folder).version == before
    (again,) = outcomes(folder, "icews", [ICEWS_SAMPLE])
    assert isinstance(again, Imported) and again.again
    assert Archive(folder).version == before


def test_polecat_comes_in_as_latin_1_with_names_and_codes_mapped(tmp_path: Path) -> None:
    somali = {"Actor_Name": "Al Shabaab", "Actor_Country": "SOM", "Event_Type": "ASSAULT", "Event_Mode": "drone"}
    several = {"Actor_Name": "None", "Actor_Name_Raw": "ministers", "Actor_Country": "FRA; DEU", "Country": "None"}
    lines = [
        polecat_row(Event_ID="1", Actor_Name="Côte d'Ivoire", Actor_Country="CIV", Placename="Bouaké"),
        polecat_row(Event_ID="2", **somali),
        polecat_row(Event_ID="3", **several),
    ]
    path = written(tmp_path / "f", header(POLECAT), *lines, encoding="iso-8859-1")
    assert imported(tmp_path / "a", "polecat", path)[0].added == 3
    one, two, three = sorted(rows(tmp_path / "a"), key=lambda row: str(row["id"]))
    assert (one["source"], one["source_name"], one["place"]) == ("CIV", "Côte d'Ivoire", "Bouaké")
    assert (one["target"], one["act"], one["contexts"]) == ("MLI", "visit", ["diplomatic", "military"])
    assert (str(one["date"]), str(one["published"]), one["publisher"]) == ("2023-01-02", "2023-01-03", "The Example")
    assert (two["source"], two["act"], two["mode"]) == ("SOM:SHABAAB", "attack", "drone")
    assert (three["source"], three["source_name"], three["country"]) == (None, "ministers", None)


def test_malformed_rows_of_polecat_are_told_with_their_lines_and_left_out(tmp_path: Path) -> None:
    lines = [
        polecat_row(),
        polecat_row(Event_ID="2").rstrip("\n") + "\textra\n",
        polecat_row(Event_ID="3", Event_Date="2023-02-30"),
        "\n",
        polecat_row(Event_ID="None"),
        polecat_row(Event_ID="5"),
    ]
    path = written(tmp_path / "f.txt", header(POLECAT), *lines)
    (one,) = outcomes(tmp_path / "a", "polecat", [path])
    assert isinstance(one, Imported)
    assert (one.file.rows, one.file.added, one.file.malformed) == (5, 2, 3)
    assert sorted(one.malformed) == [
        f"{path}, line 3: it has 41 columns and not 40",
        f"{path}, line 4: its date “2023-02-30” is none",
        f"{path}, line 6: it has no id",
    ]


@pytest.mark.parametrize("extra", ["\tUnnamed: 40", "\t\t", "\tVersion"])
def test_a_header_with_more_names_than_columns_is_read_all_the_same(tmp_path: Path, extra: str) -> None:
    first = header(POLECAT).rstrip("\n") + extra + "\n"
    path = written(tmp_path / "f", first, polecat_row(), polecat_row(Event_ID="2"))
    assert imported(tmp_path / "a", "polecat", path)[0].added == 2


def test_bytes_that_are_no_utf_8_do_not_lose_a_row(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(
        gdelt_row(Actor1Name="C\u00d4TE").encode("latin-1")
        + b"\xff\xfe\tbad\n"
        + gdelt_row(GLOBALEVENTID=2, EventCode="020").encode()
    )
    (told,) = outcomes(tmp_path / "a", "gdelt", [path])
    assert isinstance(told, Imported)
    assert (told.file.added, told.malformed) == (2, (f"{path}, line 2: it has 2 columns and not 61",))


def test_more_malformed_rows_than_are_told_are_counted(tmp_path: Path) -> None:
    path = written(tmp_path / "f", gdelt_row(), *["a\tb\n"] * 500)
    (one,) = outcomes(tmp_path / "a", "gdelt", [path])
    assert isinstance(one, Imported)
    assert (one.file.malformed, len(one.malformed)) == (500, 20)


def test_a_file_of_another_archive_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "a", "gdelt", ICEWS_SAMPLE).endswith(
        "is of ICEWS and not of GDELT; use comity import icews."
    )
    assert "is of GDELT and not of POLECAT" in refused(tmp_path / "a", "polecat", GDELT_1_SAMPLE)
    assert "is no file of ICEWS, which has a first line with" in refused(tmp_path / "a", "icews", Path(__file__))
    assert "is no file of POLECAT" in refused(tmp_path / "a", "polecat", GDELT_43_SAMPLE)


@pytest.mark.parametrize("packing", ["zip", "gz"])
@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_a_damaged_file_is_refused_and_adds_nothing(tmp_path: Path, packing: str, damage: str) -> None:
    path = packed(tmp_path, packing)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle] ^= 0xFF
    path.write_bytes(content if damage == "flipped" else content[:middle])
    assert refused(tmp_path / "a", "gdelt", path) == (
        f"{path} is a broken compressed file, or not all of one; get it anew."
    )
    assert Archive(tmp_path / "a").events().num_rows == 0


def test_what_holds_no_rows_is_refused(tmp_path: Path) -> None:
    empty = zipfile.ZipFile(tmp_path / "empty.zip", "w")
    empty.close()
    for path, words in (
        (written(tmp_path / "empty"), "is empty."),
        (written(tmp_path / "head", header(ICEWS)), "has no rows."),
        (written(tmp_path / "blank", header(ICEWS), "\n\n"), "has no rows."),
        (written(tmp_path / "bad", header(ICEWS), "1\t2\n"), "has no row that fits ICEWS: "),
        (tmp_path / "empty.zip", "is an empty zip file."),
        (tmp_path / "missing", "cannot be read: No such file or directory."),
        (tmp_path, "is a folder; name the files in it."),
    ):
        assert f"{path} {words}" in refused(tmp_path / "a", "icews", path)


def test_a_damaged_parquet_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    path.write_bytes(GDELT_43_SAMPLE.read_bytes()[:100_000])
    assert refused(tmp_path / "a", "gdelt", path) == f"{path} is no Parquet file, or is damaged."
    pa.parquet.write_table(pa.table({"a": [1]}), path)
    assert "is no file of GDELT" in refused(tmp_path / "a", "gdelt", path)


def test_good_files_come_in_beside_bad_ones(tmp_path: Path) -> None:
    bad = written(tmp_path / "bad", "nothing\n")
    found = outcomes(tmp_path / "a", "gdelt", [GDELT_1_SAMPLE, bad, GDELT_2_SAMPLE])
    assert sum(isinstance(one, Imported) for one in found) == 2
    assert Archive(tmp_path / "a").events().num_rows == 741
