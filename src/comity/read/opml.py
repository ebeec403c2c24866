"""Lists of feeds as feed readers exchange them: OPML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from comity.errors import InputError
from comity.read.addresses import web_address


def sources(named: Sequence[str]) -> dict[str, str | None]:
    """The addresses of the feeds that are `named` by address or by the path of an OPML file, with their titles.

    Raises InputError for what is neither, and for a file that names no feed.
    """
    found: dict[str, str | None] = {}
    for name in named:
        if "://" in name:
            found.setdefault(_checked(name), None)
        else:
            found |= {address: title for address, title in read_opml(Path(name)).items() if address not in found}
    return found


def read_opml(path: Path) -> dict[str, str | None]:
    """The feeds of the OPML file at `path`, in its order, with their titles."""
    from lxml import etree  # type: ignore[import-untyped]

    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        tree = etree.fromstring(path.read_bytes(), parser)
    except OSError as error:
        raise InputError(f"{path} is no web address, and as a file cannot be read: {error.strerror}.") from None
    except etree.XMLSyntaxError as error:
        raise InputError(f"{path} is not an OPML file: {error.msg}.") from None
    found = {
        _checked(outline.get("xmlUrl"), path): outline.get("title") or outline.get("text")
        for outline in tree.iter("outline")
        if outline.get("xmlUrl")
    }
    if not found:
        raise InputError(f"{path} names no feed: an OPML file has an outline with xmlUrl for each.")
    return found


def _checked(address: str, path: Path | None = None) -> str:
    whole = web_address(address, "")
    if whole is None:
        raise InputError(f"{f'{path}: ' if path else ''}{address} is not a web address of a feed.")
    return whole
