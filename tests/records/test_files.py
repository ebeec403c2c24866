"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from comity.errors import InputError
from comity.records.files import whole_file


def test_a_file_takes_its_name_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with whole_file(path) as file:
        file.write(b"all of it")
        assert not path.exists()
    assert path.read_bytes() == b"all of it"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ValueError])
def test_what_stood_there_stays_if_writing_is_broken_off(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"before")
    with pytest.raises(error), whole_file(path) as file:
        file.write(b"half")
        raise error
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_keeps_pointing(tmp_path: Path) -> None:
    path, link = tmp_path / "out", tmp_path / "link"
    link.symlink_to(path)
    with whole_file(link) as file:
        file.write(b"new")
    assert link.is_symlink() and path.read_bytes() == b"new"


def test_a_device_is_written_to_and_stays_a_device() -> None:
    with whole_file(Path(os.devnull)) as file:
        file.write(b"gone")
    assert Path(os.devnull).is_char_device()


def test_a_full_disk_gets_one_sentence() -> None:
    said = "/dev/full cannot be written: No space left on device"
    with pytest.raises(InputError, match=said), whole_file(Path("/dev/full")) as file:
        file.write(b"more")


@pytest.mark.parametrize("place", ["no/such/folder/out", "."])
def test_a_place_that_cannot_be_written_gets_one_sentence(tmp_path: Path, place: str) -> None:
    with pytest.raises(InputError, match="cannot be written"), whole_file(tmp_path / place):
        pass
