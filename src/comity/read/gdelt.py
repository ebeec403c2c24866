"""GDELT's lists of articles: `lastupdate.txt` names the newest files, and the one of events names the articles.

The form of both is that of GDELT 2.0's documentation: a line "size digest address" a file, and tab-separated rows of 61
columns in a ZIP archive, of which the last is the address of the article.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass

from comity.errors import ReadError
from comity.read.addresses import web_address
from comity.read.feeds import Feed, Item

COLUMNS = 61
MOST_BYTES = 200_000_000
"""What an archive may hold unpacked; a quarter of an hour of the world's events takes some hundred thousand."""

_LINE = re.compile(rb"^\d+ ([0-9a-f]{32}) (https?://\S+\.export\.CSV\.zip)\s*$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Export:
    """A file of events: where it is, and the MD5 digest that the list gives for it."""

    address: str
    digest: str


def export_of(data: bytes) -> Export | None:
    """The file of events that the list `data` names; None where it is no such list."""
    match = _LINE.search(data)
    return Export(match[2].decode("ascii", "replace"), match[1].decode().lower()) if match else None


def read_export(data: bytes, export: Export) -> Feed:
    """The articles that a file of events rests on, each once.

    Raises ReadError for what is broken, or not the file that the list means.
    """
    if hashlib.md5(data, usedforsecurity=False).hexdigest() != export.digest:
        raise ReadError(f"{export.address} is not the file that the list means: its digest differs.")
    rows = (line.rstrip("\r").split("\t") for line in _unpacked(data, export.address).split("\n"))
    links = (web_address(row[-1], export.address) for row in rows if len(row) == COLUMNS)
    return Feed("GDELT", tuple(Item(link) for link in dict.fromkeys(links) if link))


def _unpacked(data: bytes, address: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(archive.namelist()[0]) as file:
            content = file.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, IndexError, NotImplementedError, EOFError, RuntimeError, OSError):
        # zipfile raises NotImplementedError for a compression that it does not know, RuntimeError for a password.
        raise ReadError(f"{address} is not a ZIP archive that can be read.") from None
    if len(content) > MOST_BYTES:
        raise ReadError(f"{address} unpacks to more than {MOST_BYTES:,} bytes.")
    return content.decode("utf-8", "replace")
