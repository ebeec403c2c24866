"""What the ledger's events can be written as; apart, since the command line names them all before it loads anything."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from comity.records.output import FileFormat


class Shape(StrEnum):
    """What events are written as."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    POLECAT = "polecat"
    GDELT = "gdelt"
    GDELT_1 = "gdelt1"

    @classmethod
    def of(cls, path: Path) -> Shape:
        """What the suffix of `path` names, JSON Lines if it names nothing."""
        return cls(FileFormat.of(path))
