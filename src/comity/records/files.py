"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from comity.errors import InputError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the name `path` only once all is written.

    It grows under another name in the same folder; if the block is left by an exception, Ctrl-C among them, it
    is removed and whatever stood at `path` stays. A pipe or device at `path` is written to directly. Raises
    InputError if the path cannot be written or the disk is full.
    """
    path = path.resolve()
    device = path.exists() and not path.is_file()
    growing = path if device else path.with_name(f".{path.name}.{os.getpid()}.part")
    file = _opened(growing, path)
    try:
        with filling(path), file:
            yield file
        if not device:
            growing.replace(path)
    except BaseException:
        if not device:
            growing.unlink(missing_ok=True)
        raise


@contextmanager
def filling(path: Path) -> Iterator[None]:
    """Raises InputError, which names `path`, where the block fills the disk."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise unwritable(path, error) from error
        raise


def _opened(growing: Path, path: Path) -> BinaryIO:
    try:
        return growing.open("wb")
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> InputError:
    """The error that says why `path` cannot be written."""
    return InputError(f"{path} cannot be written: {error.strerror}.")
