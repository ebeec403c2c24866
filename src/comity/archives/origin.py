"""What the archives of others have in common: how a file of one looks, and how its rows become ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.archives.columns import Array
from comity.archives.delimited import Layout
from comity.archives.meaning import Meaning
from comity.archives.raw import Raw, spread


@dataclass(frozen=True, slots=True)
class Origin:
    """One archive of others, whose files are in `encoding` and have one of `nulls` where they lack something.

    `wanted` names the columns that `rows` reads; it makes columns of our schema of them, row by row. `layout` gives the
    order of the columns from the first lines of a file, None if the file is not of this archive. `looks` says in words
    how it can be told.
    """

    name: str
    title: str
    encoding: str
    nulls: frozenset[str]
    wanted: tuple[str, ...]
    layout: Callable[[Sequence[str]], Layout | None]
    rows: Callable[[Raw], dict[str, Array]]
    looks: str


def meanings(told: Sequence[Meaning], which: NDArray[np.int64]) -> dict[str, Array]:
    """The columns that say what was done, from the different meanings and the number of each row's."""
    return {name: spread([getattr(meaning, name) for meaning in told], which) for name in ("act", "plover", "mode")}


def fields(line: str) -> tuple[list[str], str, bool]:
    """The fields of a first line, with the sign between them, and whether they are in quotes."""
    delimiter = "\t" if "\t" in line else ","
    quoted = delimiter == "," or line.startswith('"')
    return [field.strip().strip('"') for field in line.rstrip("\r\n").split(delimiter)], delimiter, quoted
