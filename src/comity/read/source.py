"""What the user names as input, as a document."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from comity.errors import ReadError
from comity.model.document import Document
from comity.read.decode import decode, is_wide
from comity.read.language import check_english
from comity.read.page import declared_charset, looks_like_page, page_document
from comity.settings import Settings

_BINARY = {
    b"%PDF": "a PDF", b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive or Office file", b"\x1f\x8b": "a gzip archive",
    b"SQLite format 3": "an SQLite database", b"PAR1": "a Parquet file", b"\xd0\xcf\x11\xe0": "an old Office file",
}  # fmt: skip
"""How files begin that hold no text, or hold it in a form that is not read here."""

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.01
"""The share of control characters that a text may hold: a conversion leaves one here and there, but never a zero."""


@dataclass(frozen=True, slots=True)
class _Input:
    """Bytes, what to call them in an error, and what is known of them."""

    data: bytes
    name: str
    address: str | None = None
    charset: str | None = None


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
    document = _document(_input(source, settings, stdin), published)
    if not force:
        check_english(document.text)
    return document


def text_document(data: bytes, name: str, settings: Settings) -> Document:
    """The document of a text or an HTML page in memory, which errors call `name`; raises ReadError as `read_source`."""
    return _document(_Input(_bounded(BytesIO(data), name, settings), name), None)


def address_document(address: str, settings: Settings) -> Document:
    """The document at a web address; raises ReadError for what is none, FetchError where it cannot be fetched."""
    if not _is_address(address):
        raise ReadError(f"{address} is no web address; it begins with http:// or https://.")
    return _document(_fetched(address, settings), None)


def fetched_document(data: bytes, address: str, charset: str | None) -> Document:
    """The document that a server gave at `address`, in the character set that it names.

    Raises ReadError where it holds no text and LanguageError where that is not in English.
    """
    document = _document(_Input(data, address, address, charset), None)
    check_english(document.text)
    return document


def _input(source: str, settings: Settings, stdin: BinaryIO | None) -> _Input:
    if source == "-":
        return _Input(_bounded(stdin or sys.stdin.buffer, "Standard input", settings), "Standard input")
    if _is_address(source):
        return _fetched(source, settings)
    return _Input(_file(Path(source), settings), source)


def _is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _fetched(address: str, settings: Settings) -> _Input:
    # Imported here: httpx takes a second to load, and a file, which must be read within two, needs none of it.
    from comity.read.fetch import fetch

    fetched = fetch(address, settings)
    return _Input(fetched.data, address, fetched.address, fetched.charset)


def _file(path: Path, settings: Settings) -> bytes:
    try:
        with path.open("rb") as file:
            return _bounded(file, str(path), settings)
    except IsADirectoryError:
        raise ReadError(f"{path} is a directory; name a file in it.") from None
    except (FileNotFoundError, NotADirectoryError):
        raise ReadError(f"There is no file {path}.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(f"{path} cannot be read: {reason}.") from None


def _bounded(stream: BinaryIO, name: str, settings: Settings) -> bytes:
    data = stream.read(settings.text_bytes + 1)
    if len(data) > settings.text_bytes:
        raise ReadError(f"{name} is larger than the {settings.text_bytes:,} bytes that are read at most.")
    return data


def _document(given: _Input, published: date | None) -> Document:
    _check_text(given)
    text = decode(given.data, given.name, given.charset or declared_charset(given.data))
    # One kind of line end, so that the same article has the same id and offsets wherever it was saved.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if looks_like_page(text):
        return page_document(text, given.name, given.address, published)
    if not text.strip():
        raise ReadError(f"{given.name} is empty.")
    return Document(text=text, address=given.address, published=published)


def _check_text(given: _Input) -> None:
    """Raise ReadError for what is no text at all."""
    kind = next((kind for start, kind in _BINARY.items() if given.data.startswith(start)), None)
    if kind is not None:
        raise ReadError(f"{given.name} is {kind}, not text.")
    if is_wide(given.data, given.charset):
        return
    controls = _CONTROLS.findall(given.data)
    if b"\0" in controls or len(controls) > _MOST_CONTROLS * len(given.data):
        place = given.data.index(b"\0" if b"\0" in controls else controls[0])
        raise ReadError(f"{given.name} is binary (byte 0x{given.data[place]:02X} at position {place:,}), not text.")
