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
        with file:
            yield file
        if not device:
            growing.replace(path)
    except BaseException as error:
        if not device:
            growing.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in _FULL:
            raise _unwritable(path, error) from error
        raise


def _opened(growing: Path, path: Path) -> BinaryIO:
    try:
        return growing.open("wb")
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> InputError:
    return InputError(f"{path} cannot be written: {error.strerror}.")
