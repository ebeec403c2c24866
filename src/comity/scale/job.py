"""What is to be coded on a cluster."""

from __future__ import annotations

from dataclasses import dataclass

from comity.settings import Settings


@dataclass(frozen=True, slots=True)
class PartSize:
    """How much a part holds: `size` bytes of JSON Lines, `rows` of Parquet; some minutes' reading for one core."""

    size: int = 2_000_000
    rows: int = 500


@dataclass(frozen=True, slots=True)
class ClusterJob:
    """What is coded on a cluster and how. `corpus` and `out` are paths or addresses that every machine can reach.

    At most so many `workers` read at once; without a number, as many as there are cores. Without a `size`, parts are
    as large as fits the corpus.
    """

    corpus: str
    out: str
    settings: Settings
    force: bool = False
    workers: int | None = None
    size: PartSize | None = None
