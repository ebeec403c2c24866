"""Reading a benchmark's directory, and what is said of one that cannot be read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from comity.errors import ComityError
from comity.outlook.links.dataset import read_dataset
from tests.outlook.links.made import ACTORS, ACTS, world, write


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    write(tmp_path, world())
    return tmp_path


def test_what_was_written_is_read(directory: Path) -> None:
    data = read_dataset(directory)
    assert (data.actors, data.acts) == (ACTORS, ACTS)
    assert list(data.parts) == ["train", "valid", "test"]
    facts = world()
    for column in ("source", "act", "target", "day"):
        np.testing.assert_array_equal(getattr(data.facts, column), getattr(facts, column))


def test_the_test_part_may_be_kept_apart(directory: Path) -> None:
    (directory / "test.txt").unlink()
    assert list(read_dataset(directory).parts) == ["train", "valid"]


def test_a_fifth_column_is_not_read(directory: Path) -> None:
    path = directory / "valid.txt"
    path.write_text(path.read_text().replace("\n", "\t-1\n"))
    assert len(read_dataset(directory).parts["valid"]) == 15 * 14


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("train.txt", None, "train.txt cannot be read"),
        ("train.txt", "", "train.txt holds no fact"),
        ("train.txt", "1\t2\t3\t24\n1\t2\tx\t24\n", "train.txt, row 2"),
        ("train.txt", "1\t2\t3\t24\n1\t2\t3\n", "train.txt, row 2"),
        ("train.txt", "1\t2\t999\t24\n", "row 1: [1, 2, 999, 24] holds a number that has no name"),
        ("train.txt", "1\t2\t-3\t24\n", "row 1: [1, 2, -3, 24] holds a number that has no name"),
        ("train.txt", "1\t2\t3\t99999\n", "valid.txt does not begin after train.txt ends"),
        ("entity2id.txt", "Fiji 0\n", "entity2id.txt, row 1: 'Fiji 0' is not a name, a tab and its number"),
        ("entity2id.txt", "Fiji\t1\n", "does not number its 1 names from 0 on"),
        ("relation2id.txt", None, "relation2id.txt cannot be read"),
    ],
)
def test_a_bad_file_gets_a_sentence(directory: Path, name: str, text: str | None, says: str) -> None:
    path = directory / name
    path.unlink() if text is None else path.write_text(text)
    with pytest.raises(ComityError, match=r"\.$") as raised:
        read_dataset(directory)
    assert says in str(raised.value)
    assert raised.value.exit_status == 2


def test_bytes_that_are_no_text_get_a_sentence(directory: Path) -> None:
    (directory / "entity2id.txt").write_bytes(b"Fiji\xff\t0\n")
    with pytest.raises(ComityError, match=r"not UTF-8 text \(byte 4\)"):
        read_dataset(directory)


def test_no_directory_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ComityError, match="is not a directory"):
        read_dataset(tmp_path / "none")
