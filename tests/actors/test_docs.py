"""The page on actors says what is so."""

from __future__ import annotations

import doctest
from pathlib import Path

import comity.actors

PAGE = Path(__file__).parents[2] / "docs" / "actors.md"
DATA = Path(comity.actors.__file__).parent / "data"


def test_the_examples_hold() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted >= 5
    assert result.failed == 0


def test_every_data_file_is_described() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [path.name for path in DATA.glob("*.csv") if path.name not in page] == []
