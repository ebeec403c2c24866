"""Reading an archive: its rows as an Arrow table, and what it holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import groupby
from operator import and_
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from comity.archives.catalogue import PIECES, Catalogue, Piece, SourceFile, read_catalogue, read_log
from comity.archives.columns import SCHEMA
from comity.errors import ArchiveError

ORDER = ("date", "fingerprint")
"""The columns by which rows are sorted."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What an archive holds of one origin: how many rows, over which days, from how many files."""

    origin: str
    rows: int
    first: date | None
    last: date | None
    files: int


class Archive:
    """The archive in a folder. It may be read by any number of processes while another imports."""

    def __init__(self, path: str | Path) -> None:
        """Open the archive in the folder `path`; raises ArchiveError if there is none."""
        self.path = Path(path)
        read_catalogue(self.path)

    def events(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        known_by: date | None = None,
        origins: Collection[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> pa.Table:
        """The rows of the days from `since` to `until`, both included, in the order of their days.

        `known_by` leaves out what was published after that day; a row that does not say when counts as published on
        the day of its event. `columns` names those of `comity.archives.columns.COLUMNS` that are wanted, None all.
        Words are dictionary-encoded, one dictionary a column. The same rows come in the same order whatever the order
        in which they were imported.
        """
        wanted = list(columns) if columns is not None else SCHEMA.names
        catalogue = read_catalogue(self.path)
        condition = _condition(since, until, known_by, origins)
        parts = list(self._months(catalogue.between(since, until), wanted, condition))
        if not parts:
            return pa.schema([SCHEMA.field(name) for name in wanted]).empty_table()
        return pa.concat_tables(parts).unify_dictionaries().select(wanted)

    @property
    def version(self) -> str:
        """A name for what the archive holds: the same rows give the same name, other rows another."""
        pieces = read_catalogue(self.path).pieces
        return f"{sum(piece.rows for piece in pieces)}-{sum(piece.total for piece in pieces) % 2**64:016x}"

    def files(self) -> list[SourceFile]:
        """The files that were imported, in their order."""
        return read_log(self.path, read_catalogue(self.path))

    def holdings(self) -> list[Holding]:
        """What the archive holds, by origin."""
        catalogue = read_catalogue(self.path)
        files = read_log(self.path, catalogue)
        origins = sorted({origin for piece in catalogue.pieces for origin in piece.origins})
        return [_holding(origin, catalogue, files) for origin in origins]

    def _months(
        self, pieces: Sequence[Piece], wanted: list[str], condition: pc.Expression | None
    ) -> Iterator[pa.Table]:
        """The rows of each month in order; the pieces are each in order, but lie side by side."""
        for _, of_month in groupby(sorted(pieces, key=lambda piece: piece.month), lambda piece: piece.month):
            some = list(of_month)
            names = wanted if len(some) == 1 else list(dict.fromkeys((*wanted, *ORDER)))
            table = self._read(some, names, condition)
            yield table if len(some) == 1 else table.sort_by([(name, "ascending") for name in ORDER]).select(wanted)

    def _read(self, pieces: Sequence[Piece], names: list[str], condition: pc.Expression | None) -> pa.Table:
        paths = [str(self.path / PIECES / piece.name) for piece in pieces]
        try:
            return ds.dataset(paths, schema=SCHEMA, format="parquet").to_table(columns=names, filter=condition)
        except (OSError, pa.ArrowException) as error:
            raise ArchiveError(f"The archive {self.path} is damaged: {error}.") from error


def _condition(
    since: date | None, until: date | None, known_by: date | None, origins: Collection[str] | None
) -> pc.Expression | None:
    conditions: list[pc.Expression] = []
    if since:
        conditions.append(pc.field("date") >= since)
    if until:
        conditions.append(pc.field("date") <= until)
    if known_by:
        published: Any = pc.coalesce(pc.field("published"), pc.field("date"))  # type: ignore[type-var]
        conditions.append(published <= known_by)
    if origins is not None:
        conditions.append(pc.field("origin").isin(pa.array(origins, pa.string())))
    return reduce(and_, conditions) if conditions else None


def _holding(origin: str, catalogue: Catalogue, files: Sequence[SourceFile]) -> Holding:
    ours = [file for file in files if file.origin == origin]
    return Holding(
        origin=origin,
        rows=sum(piece.origins.get(origin, 0) for piece in catalogue.pieces),
        first=min((date.fromisoformat(file.first) for file in ours if file.first), default=None),
        last=max((date.fromisoformat(file.last) for file in ours if file.last), default=None),
        files=len(ours),
    )
