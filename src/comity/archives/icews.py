"""ICEWS's coded events, as published on Dataverse until April 2023."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from comity.archives.columns import Array, numbered
from comity.archives.delimited import Layout
from comity.archives.meaning import cameo, of_cameo
from comity.archives.naming import Named, country_code
from comity.archives.origin import Origin, fields, meanings
from comity.archives.raw import Raw, codes, combined, day, fingerprints, number, spread, told
from comity.archives.tables import mapping

_PLACE = ("City", "District", "Province")
WANTED = (
    *("Event ID", "Event Date", "CAMEO Code", "Intensity", "Publisher", *_PLACE, "Country", "Latitude", "Longitude"),
    *(f"{side} {part}" for side in ("Source", "Target") for part in ("Name", "Sectors", "Country")),
)
_NEEDED = {"Event ID", "Event Date", "CAMEO Code", "Source Name", "Target Name"}


def layout(lines: Sequence[str]) -> Layout | None:
    """By the names in the first line."""
    names, delimiter, quoted = fields(lines[0])
    return Layout(tuple(names), (), delimiter, quoted, header=True) if {*names} >= _NEEDED else None


def rows(raw: Raw) -> dict[str, Array]:
    """The rows of a file."""
    date, identity = raw.mapped("Event Date", day, pa.date32()), raw.words("Event ID")
    event = told(cameo, raw.words("CAMEO Code")).dictionary_encode()
    done, which = combined(of_cameo, event)
    places, where = combined(_place, *(raw.words(part) for part in _PLACE))
    return {
        "id": identity,
        "date": date,
        **_side(raw, "Source", date),
        **_side(raw, "Target", date),
        **meanings(done, which),
        "cameo": event,
        "goldstein": raw.mapped("Intensity", number, pa.float64()),
        "place": spread(places, where),
        "country": told(country_code, raw.words("Country")),
        "latitude": raw.mapped("Latitude", number, pa.float64()),
        "longitude": raw.mapped("Longitude", number, pa.float64()),
        "publisher": raw.words("Publisher"),
        "fingerprint": fingerprints("icews", identity, date),
    }


def _side(raw: Raw, side: str, date: Array) -> dict[str, Array]:
    """The columns of one side."""
    ours = side.lower()
    name, country = raw.words(f"{side} Name"), raw.words(f"{side} Country")
    named, which = combined(lambda *given: Named(given[0], country_code(given[1])), name, country)
    return {
        ours: codes(named, which, numbered(date)),
        f"{ours}_sector": told(_sector, raw.words(f"{side} Sectors")),
        f"{ours}_name": name,
        f"{ours}_given": country,
    }


def _sector(sectors: str) -> str | None:
    """The sector of the word that comes first in the table, which puts what tells most first."""
    words = {*sectors.split(",")}
    return next((sector for word, sector in mapping("sectors").items() if word in words), None)


def _place(*parts: str) -> str | None:
    return ", ".join(part for part in parts if part) or None


ICEWS = Origin(
    name="icews",
    title="ICEWS",
    encoding="utf-8",
    nulls=frozenset({"", "NA", "NULL"}),
    wanted=WANTED,
    layout=layout,
    rows=rows,
    looks="a first line with Event ID, Source Name and CAMEO Code",
)
