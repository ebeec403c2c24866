"""Files of events into an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from comity.archives.catalogue import SourceFile
from comity.archives.origin import Origin
from comity.archives.source import Source
from comity.archives.writer import Writer
from comity.errors import EventFileError


@dataclass(frozen=True, slots=True)
class Imported:
    """A file that is part of the archive now, or was before (`again`).

    `malformed` says of the first rows that were left out where they stand and why.
    """

    file: SourceFile
    malformed: tuple[str, ...] = ()
    again: bool = False


def import_files(
    paths: Iterable[Path], origin: Origin, writer: Writer, advance: Callable[[int], None]
) -> Iterator[Imported | EventFileError]:
    """Add the files at `paths` to an archive; what becomes of each is yielded once it is on the disk.

    `advance` is told how many rows were read. A file that cannot be read to its end adds nothing.
    """
    malformed: dict[str, tuple[str, ...]] = {}
    for path in paths:
        source = Source(path, origin)
        try:
            read = _read(source, writer, advance)
        except EventFileError as error:
            writer.abandon()
            yield error
            continue
        if read.again:
            yield read
            continue
        malformed[read.file.digest] = read.malformed
        yield from (Imported(file, malformed[file.digest]) for file in writer.complete(read.file))
    yield from (Imported(file, malformed[file.digest]) for file in writer.commit())


def _read(source: Source, writer: Writer, advance: Callable[[int], None]) -> Imported:
    """Add the rows of one file; its counts are those of the file alone."""
    name, digest = source.path.name, source.digest()
    if writer.has(source.origin.name, digest):
        return Imported(SourceFile(name, source.origin.name, digest, source.path.stat().st_size), again=True)
    dates: list[Any] = []
    for table in source.tables():
        writer.add(table)
        advance(table.num_rows)
        dates += pc.unique(table["date"]).to_pylist()
    file = SourceFile(
        name=name,
        origin=source.origin.name,
        digest=digest,
        size=source.path.stat().st_size,
        rows=source.rows,
        malformed=source.left_out,
        first=str(min(dates)),
        last=str(max(dates)),
    )
    return Imported(file, tuple(source.malformed))
