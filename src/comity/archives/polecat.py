"""POLECAT's events, weekly and yearly files on Dataverse since 2018, in PLOVER's terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from comity.archives.columns import Array, numbered
from comity.archives.delimited import Layout
from comity.archives.meaning import of_plover
from comity.archives.naming import Named, country_code
from comity.archives.orders import POLECAT as ORDER
from comity.archives.origin import Origin, fields, meanings
from comity.archives.raw import Raw, codes, combined, day, fingerprints, number, told

WANTED = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Contexts", "Placename", "Country"),
    *("Latitude", "Longitude", "Source", "Publication Date"),
    *(f"{side} {part}" for side in ("Actor", "Recipient") for part in ("Name", "Country", "Name Raw")),
    *("Primary Actor Sector", "Primary Recipient Sector"),
)


def layout(lines: Sequence[str]) -> Layout | None:
    """By the names in the first line, if there are as many as most rows have columns, else in the usual order.

    Some published files name more columns than they have.
    """
    found, delimiter, quoted = fields(lines[0])
    if not {*found} >= {*ORDER}:
        return None
    widths = Counter(line.count(delimiter) + 1 for line in lines[1:])
    width = widths.most_common(1)[0][0] if widths else len(found)
    names = found if width == len(found) else ORDER
    return Layout(_unique(names), (), delimiter, quoted, header=True)


def rows(raw: Raw) -> dict[str, Array]:
    """The rows of a file."""
    date, identity = raw.mapped("Event Date", day, pa.date32()), raw.words("Event ID")
    done, which = combined(lambda *event: of_plover(*event), *map(raw.words, ("Event Type", "Event Mode")))
    actors = {**_side(raw, "Actor", "source", date), **_side(raw, "Recipient", "target", date)}
    found = {
        "id": identity,
        "date": date,
        "published": raw.mapped("Publication Date", day, pa.date32()),
        **actors,
        **meanings(done, which),
        "contexts": raw.mapped("Contexts", _words, pa.list_(pa.string())),
        "goldstein": raw.mapped("Intensity", number, pa.float64()),
        "place": raw.words("Placename"),
        "country": told(country_code, raw.words("Country")),
        "latitude": raw.mapped("Latitude", number, pa.float64()),
        "longitude": raw.mapped("Longitude", number, pa.float64()),
        "publisher": raw.words("Source"),
    }
    one = (found[name] for name in ("id", "date", "plover", "mode", "source_name", "target_name"))
    return found | {"fingerprint": fingerprints("polecat", *one)}


def _side(raw: Raw, side: str, ours: str, date: Array) -> dict[str, Array]:
    """The columns of one side."""
    country, spelt = raw.words(f"{side} Country"), raw.words(f"{side} Name Raw")
    name = pc.coalesce(raw.words(f"{side} Name").dictionary_decode(), spelt.dictionary_decode()).dictionary_encode()
    named, which = combined(lambda *given: Named(given[0], country_code(given[1])), name, country)
    return {
        ours: codes(named, which, numbered(date)),
        f"{ours}_sector": told(_sector, raw.words(f"Primary {side} Sector")),
        f"{ours}_name": name,
        f"{ours}_given": country,
    }


def _sector(text: str) -> str | None:
    return text.upper() if re.fullmatch(r"[A-Za-z]{3}", text) else None


def _words(text: str) -> list[str]:
    """PLOVER's contexts, whatever stands between them."""
    return re.findall(r"[a-z_]+", text.lower())


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Names of which no two are the same: a header may repeat one, or leave it empty."""
    return tuple(name if name and name not in names[:place] else f"column {place}" for place, name in enumerate(names))


POLECAT = Origin(
    name="polecat",
    title="POLECAT",
    encoding="iso-8859-1",
    nulls=frozenset({"", "None"}),
    wanted=WANTED,
    layout=layout,
    rows=rows,
    looks="a first line with POLECAT's 40 columns between tabs, from Event ID to Version",
)
