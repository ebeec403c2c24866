"""A corpus of one or many files, near or far, cut into parts that can be coded anywhere; needs the extra `ray`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, BinaryIO

from comity.errors import CorpusError, InputError
from comity.model.ids import content_id
from comity.records.columns import parquet_row_groups, parquet_rows_between
from comity.records.rows import COLUMNS, Row, RowError, json_object, row
from comity.scale.job import PartSize

SUFFIXES = (".parquet", ".jsonl", ".ndjson", ".json")
"""Files that a folder is looked through for."""

FEW_PARTS = 500
"""Up to so many parts are made smaller than usual, so that a small corpus too is shared out evenly."""

SMALLEST = 0.02
"""The least size of a part, as a share of the usual one: half a minute's reading at most."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one worker codes at once: of the file at `path`, the lines that begin in a range of bytes, or a range of
    rows of Parquet. `state` names the file as it was when the corpus was cut, so that another one is another part."""

    path: str
    state: str
    start: int
    stop: int

    @property
    def name(self) -> str:
        """What this part is called wherever it is coded."""
        return content_id("part", [self.path, self.state, self.start, self.stop])


def file_system(path: str) -> tuple[Any, str]:
    """The file system that a path or address such as s3://bucket/news lies in, and the path within it.

    Raises InputError if what it takes to reach such addresses is not installed.
    """
    try:
        return import_module("fsspec.core").url_to_fs(path)  # type: ignore[no-any-return]
    except (ImportError, ValueError) as error:
        raise InputError(
            f"{path} cannot be reached ({error}); install what it needs, such as s3fs for s3://."
        ) from error


def absolute(path: str) -> str:
    """The address of a path, which means the same wherever it is read."""
    system, within = file_system(path)
    return str(system.unstrip_protocol(within))


def parts(corpus: str, size: PartSize) -> list[Part]:
    """The corpus at a path, address or pattern (news/2025-*.parquet) cut into parts, file by file in order of names.

    Raises CorpusError if there is nothing to read.
    """
    system, path = file_system(corpus)
    try:
        files = sorted(_files(system, path))
        found = [part for file in files for part in _cut(system, file, size)]
    except (OSError, ValueError) as error:
        raise CorpusError(f"{corpus} cannot be read: {error}.") from error
    if not files:
        raise CorpusError(f"{corpus} holds no file of {', '.join(SUFFIXES)}; name a file, a folder or a pattern.")
    return found


def fitting_size(corpus: str) -> PartSize:
    """How large the parts of a corpus had better be; raises CorpusError as `parts` does."""
    usual = PartSize()
    system, path = file_system(corpus)
    try:
        whole = sum(system.size(file) for file in _files(system, path))
    except OSError as error:
        raise CorpusError(f"{corpus} cannot be read: {error}.") from error
    share = min(max(whole / (FEW_PARTS * usual.size), SMALLEST), 1.0)
    return PartSize(round(usual.size * share), round(usual.rows * share))


def part_rows(part: Part) -> Iterator[Row | RowError]:
    """The rows of a part, each with its place as `line`: the byte where it begins, or its row in Parquet from 0."""
    system, path = file_system(part.path)
    with system.open(path, "rb") as file:
        for place, values in _values(file, part):
            try:
                yield row(place, json_object(values) if isinstance(values, bytes) else values)
            except InputError as error:
                yield RowError(part.path, place, str(error))


def _files(system: Any, path: str) -> Iterable[str]:  # noqa: ANN401 - fsspec has no types
    if system.isfile(path):
        return [path]
    found = system.glob(path) if "*" in path else system.find(path)
    return [name for name in found if name.lower().endswith(SUFFIXES)]


def _cut(system: Any, path: str, size: PartSize) -> Iterator[Part]:  # noqa: ANN401
    address, state = system.unstrip_protocol(path), str(system.ukey(path))
    if _is_parquet(path):
        whole, step = _parquet_length(system, path), size.rows
    else:
        whole, step = system.size(path), size.size
    for start in range(0, whole, step):
        yield Part(address, state, start, min(start + step, whole))


def _parquet_length(system: Any, path: str) -> int:  # noqa: ANN401
    with system.open(path, "rb") as file:
        try:
            return sum(parquet_row_groups(file))
        except CorpusError as error:
            raise CorpusError(f"{path} cannot be read: {error}") from error


def _is_parquet(path: str) -> bool:
    return path.lower().endswith(".parquet")


def _values(file: BinaryIO, part: Part) -> Iterator[tuple[int, bytes | dict[Any, Any]]]:
    if _is_parquet(part.path):
        return enumerate(parquet_rows_between(file, COLUMNS, part.start, part.stop), start=part.start)
    return _lines(file, part)


def _lines(file: BinaryIO, part: Part) -> Iterator[tuple[int, bytes]]:
    """The lines that begin in the part's bytes: the one that reaches into them belongs to the part before."""
    if part.start:
        file.seek(part.start - 1)
        file.readline()
    place = file.tell()
    while place < part.stop and (line := file.readline()):
        if line.strip():
            yield place, line
        place += len(line)
