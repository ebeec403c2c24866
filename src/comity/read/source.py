"""What the user names as input, as a document."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import BinaryIO

from comity.errors import ReadError
from comity.model.document import Document
from comity.read.decode import decode
from comity.settings import Settings


def read_source(
    source: str,
    settings: Settings,
    *,
    published: date | None = None,
    force: bool = False,
    stdin: BinaryIO | None = None,
) -> Document:
    """The document at `source`: the path of a text or HTML file, a web address, or "-" for standard input.

    `published` wins over what a page says of itself. `force` reads a text that is not in English all the same.
    Raises ReadError where the source cannot be read and LanguageError where it is in another language.
    """
    data = _standard_input(stdin or sys.stdin.buffer, settings) if source == "-" else _file(Path(source), settings)
    return Document(text=decode(data, source), published=published)


def _standard_input(stream: BinaryIO, settings: Settings) -> bytes:
    return stream.read(settings.text_bytes + 1)


def _file(path: Path, settings: Settings) -> bytes:
    if not path.exists():
        raise ReadError(f"There is no file {path}.")
    return path.read_bytes()
