"""The streams of a file of events: plain, compressed by gzip, or the members of a zip file."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from comity.errors import EventFileError

Stream = io.BufferedReader
PEEKED = 1 << 16
"""How much of a stream can be looked at before it is read."""

_ZIP, _EMPTY_ZIP, _GZIP, _PARQUET = b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"PAR1"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile, NotImplementedError)
"""What the libraries raise for damaged files; the last is zipfile's word for a compression that it does not know."""


def check(path: Path) -> None:
    """Raise EventFileError if there is no file to read at `path`, or nothing in it."""
    _beginning(path)


def is_parquet(path: Path) -> bool:
    """Whether the file begins as Parquet does."""
    return _beginning(path) == _PARQUET


def streams(path: Path) -> Iterator[tuple[str, Stream]]:
    """Each stream of the file at `path` with the name to report it by, one after another.

    Raises EventFileError if the file is empty; what else may go wrong, also while a stream is being read, `told` tells.
    """
    begins = _beginning(path)
    if begins in (_ZIP, _EMPTY_ZIP):
        yield from _members(path)
    elif begins[:2] == _GZIP:
        with gzip.open(path, "rb") as stream:
            yield str(path), io.BufferedReader(stream, PEEKED)
    else:
        with path.open("rb", buffering=0) as file:
            yield str(path), io.BufferedReader(file, PEEKED)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What goes wrong with reading the file at `path` within the block, as one sentence."""
    try:
        yield
    except OSError as error:
        if isinstance(error, gzip.BadGzipFile):
            raise _broken(path) from error
        raise EventFileError(f"{path} cannot be read: {error.strerror or error}.") from error
    except _BROKEN as error:
        raise _broken(path) from error
    except RuntimeError as error:
        if "encrypted" not in str(error):
            raise
        raise EventFileError(f"{path} is encrypted; unpack it and import what is in it.") from error


def _beginning(path: Path) -> bytes:
    if path.is_dir():
        raise EventFileError(f"{path} is a folder; name the files in it.")
    with told(path), path.open("rb") as file:
        begins = file.read(4)
    if not begins:
        raise EventFileError(f"{path} is empty.")
    return begins


def _members(path: Path) -> Iterator[tuple[str, Stream]]:
    with zipfile.ZipFile(path) as packed:
        names = [name for name in packed.namelist() if not name.endswith("/") and not name.startswith("__MACOSX")]
        if not names:
            raise EventFileError(f"{path} is an empty zip file.")
        for name in names:
            with packed.open(name) as member:
                yield (
                    str(path) if len(names) == 1 else f"{path}/{name}",
                    io.BufferedReader(cast(io.RawIOBase, member), PEEKED),
                )


def _broken(path: Path) -> EventFileError:
    return EventFileError(f"{path} is a broken compressed file, or not all of one; get it anew.")
