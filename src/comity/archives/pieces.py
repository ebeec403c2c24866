"""Writing and joining the pieces of an archive."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from comity.archives.catalogue import PIECES, Piece
from comity.archives.columns import SCHEMA
from comity.records.files import whole_file

_ROW_GROUP = 250_000


def write_piece(folder: Path, month: str, tables: Sequence[pa.Table]) -> Piece:
    """Write `tables`, rows of one month, as a piece of the archive in `folder`; it counts once it is catalogued."""
    table = pa.concat_tables(tables).unify_dictionaries()
    table = table.sort_by([("date", "ascending"), ("fingerprint", "ascending")])
    name = f"{month[:7]}-{secrets.token_hex(6)}.parquet"
    with whole_file(folder / PIECES / name) as file:
        pq.write_table(table, file, compression="zstd", row_group_size=_ROW_GROUP)
        file.flush()
        os.fsync(file.fileno())
    counts: Any = pc.value_counts(table["origin"])
    origins = {count["values"]: count["counts"] for count in counts.to_pylist()}
    first, last = table["date"][0].as_py(), table["date"][-1].as_py()
    total = int(np.sum(table["fingerprint"].to_numpy().view(np.uint64), dtype=np.uint64))
    return Piece(name, month, str(first), str(last), origins, total)


def read_pieces(folder: Path, pieces: Sequence[Piece]) -> list[pa.Table]:
    """The rows of each of `pieces`."""
    return [pq.read_table(folder / PIECES / piece.name, schema=SCHEMA) for piece in pieces]


def fingerprints(folder: Path, pieces: Sequence[Piece]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The fingerprints of all rows of `pieces`."""
    columns = [
        pq.read_table(folder / PIECES / piece.name, columns=["fingerprint"])["fingerprint"].to_numpy()
        for piece in pieces
    ]
    return np.concatenate([np.empty(0, dtype=np.int64), *columns])
