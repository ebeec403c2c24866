"""The archive under kills, crowds and full disks: whole files, each row once, and nothing by half."""

from __future__ import annotations

import os
import random
import resource
import signal
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from comity.archives import writer as writing_module
from comity.archives.archive import Archive
from comity.archives.catalogue import NAME, PIECES, read_catalogue
from comity.archives.importing import import_files
from comity.archives.origins import ORIGINS
from comity.archives.writer import MANY, writing
from comity.clock import utc_now
from comity.errors import ArchiveError, InputError
from tests.archives.making import ICEWS_SAMPLE, gdelt_row, imported, written
from tests.ledger.effort import EFFORT

KILLS = 6 * EFFORT
"""How often an import is killed; 120 with COMITY_TEST_EFFORT=20."""
FILES, ROWS = 12, 400


def files(folder: Path) -> list[Path]:
    """Files of rows of their own, over three months, of which the last file of all tells some again."""
    folder.mkdir(exist_ok=True)
    found = []
    for number in range(FILES):
        rows = [
            gdelt_row(
                GLOBALEVENTID=number * ROWS + row,
                SQLDATE=f"{date(2026, 6, 1) + timedelta(days=(number * 7 + row) % 90):%Y%m%d}",
                SOURCEURL=f"https://news.example/{number * ROWS + row - (row % 5 == 0)}",
            )
            for row in range(ROWS)
        ]
        found.append(written(folder / f"{number}.csv", *rows))
    return found


def forked_import(folder: Path, paths: list[Path]) -> int:
    """The number of a child process that imports, a commit for every file."""
    child = os.fork()
    if child:
        return child
    try:
        for path in paths:
            with writing(folder) as writer:
                list(import_files([path], ORIGINS["gdelt"], writer, lambda rows: None))
        os._exit(0)
    finally:
        os._exit(1)


def test_an_import_killed_at_any_moment_leaves_whole_files_and_can_go_on(tmp_path: Path) -> None:
    paths = files(tmp_path / "files")
    imported(tmp_path / "clean", "gdelt", *paths)
    clean = Archive(tmp_path / "clean")
    chance = random.Random(7)
    for attempt in range(KILLS):
        folder = tmp_path / f"killed{attempt}"
        child = forked_import(folder, paths)
        time.sleep(chance.uniform(0.02, 1.5))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if (folder / NAME).exists():
            archive = Archive(folder)
            assert archive.events().num_rows == sum(file.added for file in archive.files())
            whole = {path.name for path in paths[: len(archive.files())]}
            assert {file.name for file in archive.files()} == whole
        imported(folder, "gdelt", *paths)
        assert Archive(folder).version == clean.version
        counted = {piece.name for piece in read_catalogue(folder).pieces}
        kept = counted | read_catalogue(folder).retired.keys()
        assert {path.name for path in (folder / PIECES).iterdir()} == kept


def test_two_imports_at_once_add_each_row_once(tmp_path: Path) -> None:
    paths = files(tmp_path / "files")
    imported(tmp_path / "clean", "gdelt", *paths)
    children = [forked_import(tmp_path / "a", order) for order in (paths, paths[::-1], paths[3:] + paths[:3])]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0, 0]
    archive = Archive(tmp_path / "a")
    assert archive.events(columns=("source", "target")).num_rows == sum(file.added for file in archive.files())
    assert len(archive.files()) == FILES
    assert archive.events()["fingerprint"].combine_chunks().unique().__len__() == archive.events().num_rows


def test_reading_goes_on_while_another_imports(tmp_path: Path) -> None:
    paths = files(tmp_path / "files")
    imported(tmp_path / "a", "gdelt", paths[0])
    child = forked_import(tmp_path / "a", paths[1:])
    before = 0
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        count = Archive(tmp_path / "a").events().num_rows
        assert count >= before
        before = count
    assert Archive(tmp_path / "a").events().num_rows >= before


def test_a_full_disk_gets_one_sentence_and_loses_nothing(tmp_path: Path) -> None:
    paths = files(tmp_path / "files")
    imported(tmp_path / "a", "gdelt", paths[0])
    before = Archive(tmp_path / "a").version
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, most[1]))
    try:
        with pytest.raises(InputError, match="cannot be written: File too large"):
            imported(tmp_path / "a", "gdelt", *paths[1:])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
        signal.signal(signal.SIGXFSZ, ignored)
    assert Archive(tmp_path / "a").version == before
    assert imported(tmp_path / "a", "gdelt", *paths[1:])[-1].name == paths[-1].name


def test_large_files_are_written_as_they_are_read_and_count_only_when_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing_module, "ROWS_AT_ONCE", 100)
    paths = files(tmp_path / "files")
    imported(tmp_path / "a", "gdelt", paths[0])
    before = Archive(tmp_path / "a").version
    with writing(tmp_path / "a") as writer:
        writer.add(Archive(tmp_path / "a").events())
        writer.add(made(tmp_path, paths[1]))
        assert Archive(tmp_path / "a").version == before
        writer.abandon()
        assert writer.commit() == []
    assert Archive(tmp_path / "a").version == before
    imported(tmp_path / "a", "gdelt", *paths)
    imported(tmp_path / "b", "gdelt", *paths[::-1])
    monkeypatch.undo()
    imported(tmp_path / "c", "gdelt", *paths)
    assert Archive(tmp_path / "a").version == Archive(tmp_path / "c").version


def made(folder: Path, path: Path) -> object:
    """The rows of a file in the schema."""
    imported(folder / "made", "gdelt", path)
    return Archive(folder / "made").events()


def test_many_small_pieces_become_one_and_the_old_stay_for_a_while(tmp_path: Path) -> None:
    now = utc_now()
    for number in range(MANY + 2):
        path = written(tmp_path / f"{number}.csv", gdelt_row(GLOBALEVENTID=number, SOURCEURL=f"https://e/{number}"))
        with writing(tmp_path / "a", lambda: now) as writer:
            list(import_files([path], ORIGINS["gdelt"], writer, lambda rows: None))
    catalogue = read_catalogue(tmp_path / "a")
    assert (len(catalogue.pieces), len(catalogue.retired)) == (2, MANY + 1)
    assert Archive(tmp_path / "a").events()["id"].to_pylist().__len__() == MANY + 2
    with writing(tmp_path / "a", lambda: now + timedelta(days=1)):
        pass
    assert len(list((tmp_path / "a" / PIECES).iterdir())) == 2
    assert Archive(tmp_path / "a").events().num_rows == MANY + 2


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ArchiveError, match="holds something else than an archive"), writing(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    with pytest.raises(ArchiveError, match="cannot be written"), writing(tmp_path / "thesis.txt"):
        pass


def test_an_archive_that_is_damaged_newer_or_missing_gets_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="holds no archive; import a file first"):
        Archive(tmp_path / "a")
    imported(tmp_path / "a", "icews", ICEWS_SAMPLE)
    archive = Archive(tmp_path / "a")
    piece = next((tmp_path / "a" / PIECES).iterdir())
    piece.write_bytes(b"PAR1 no more")
    with pytest.raises(ArchiveError, match="is damaged"):
        archive.events()
    (tmp_path / "a" / NAME).write_text('{"format": 2, "pieces": [], "retired": {}, "logged": 0}')
    with pytest.raises(ArchiveError, match="made by a newer Comity"):
        Archive(tmp_path / "a")
    (tmp_path / "a" / NAME).write_text("{")
    with pytest.raises(ArchiveError, match=r"is damaged: archive\.json"):
        Archive(tmp_path / "a")
