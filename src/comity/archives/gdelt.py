"""GDELT's event exports, versions 1.0 and 2.0 (its codebooks of 2013 and 2015)."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from comity.archives.columns import Array, Texts, numbered
from comity.archives.delimited import Layout
from comity.archives.meaning import cameo, of_cameo
from comity.archives.naming import Named, country_code
from comity.archives.orders import GDELT_1, GDELT_2, GDELT_KINDS, GDELT_OLD
from comity.archives.origin import Origin, fields, meanings
from comity.archives.raw import Raw, codes, combined, day, fingerprints, number, spread, told, whole
from comity.archives.tables import mapping

ORDERS = (GDELT_2, GDELT_1, GDELT_OLD)

WANTED = (
    *("GLOBALEVENTID", "SQLDATE", "DATEADDED", "SOURCEURL", "EventCode", "GoldsteinScale", "NumMentions"),
    *(
        f"Actor{side}{part}"
        for side in "12"
        for part in ("Code", "Name", "CountryCode", "KnownGroupCode", *GDELT_KINDS)
    ),
    *(f"ActionGeo_{part}" for part in ("FullName", "CountryCode", "Lat", "Long")),
)


def layout(lines: Sequence[str]) -> Layout | None:
    """By the names in the first line, else by how many columns it has."""
    found, delimiter, quoted = fields(lines[0])
    if found[0].upper() == WANTED[0]:
        proper = {name.upper(): name for name in ORDERS[0]}
        names = tuple(proper.get(name.upper(), name) for name in found)
        return Layout(names, (), delimiter, quoted, header=True) if {*WANTED[:2], "EventCode"} <= {*names} else None
    names = next((order for order in ORDERS if len(order) == len(found)), ())
    if not names or not found[0].isdecimal() or not day(found[1]):
        return None
    return Layout(names, tuple(order for order in ORDERS if order != names))


def rows(raw: Raw) -> dict[str, Array]:
    """The rows of an export."""
    date, added = (raw.mapped(name, day, pa.date32()) for name in ("SQLDATE", "DATEADDED"))
    codes_given, place, address = (raw.words(name) for name in ("EventCode", "ActionGeo_FullName", "SOURCEURL"))
    identity = raw.words("GLOBALEVENTID")
    event = told(cameo, codes_given).dictionary_encode()
    done, which = combined(of_cameo, event)
    actors = {**_side(raw, "1", "source", date), **_side(raw, "2", "target", date)}
    told_once = [actors[f"{side}_{part}"] for side in ("source", "target") for part in ("given", "name")]
    return {
        "id": identity,
        "date": date,
        "published": added,
        **actors,
        **meanings(done, which),
        "cameo": event,
        "goldstein": raw.mapped("GoldsteinScale", number, pa.float64()),
        "place": place,
        "country": told(lambda code: mapping("fips").get(code), raw.words("ActionGeo_CountryCode")),
        "latitude": raw.mapped("ActionGeo_Lat", number, pa.float64()),
        "longitude": raw.mapped("ActionGeo_Long", number, pa.float64()),
        "mentions": raw.mapped("NumMentions", whole, pa.int32()),
        "address": address,
        "fingerprint": fingerprints("gdelt", date, *told_once, event, place, _article(address, identity)),
    }


def _side(raw: Raw, side: str, ours: str, date: Array) -> dict[str, Array]:
    """The columns of one side."""
    name, given = raw.words(f"Actor{side}Name"), raw.words(f"Actor{side}Code")
    country, group = raw.words(f"Actor{side}CountryCode"), raw.words(f"Actor{side}KnownGroupCode")
    named, which = combined(_named, name, country, group)
    sectors, kinds = combined(_sector, *(raw.words(f"Actor{side}{kind}") for kind in GDELT_KINDS))
    return {
        ours: codes(named, which, numbered(date)),
        f"{ours}_sector": spread(sectors, kinds),
        f"{ours}_name": name,
        f"{ours}_given": given,
    }


def _named(name: str, country: str, group: str) -> Named:
    return Named(name, country_code(country), mapping("groups").get(group, ""))


def _sector(*kinds: str) -> str | None:
    return next((mapping("sectors")[kind] for kind in kinds if kind in mapping("sectors")), None)


def _article(address: Texts, identity: Texts) -> Array:
    """What tells two rows apart that say the same: the article, or the id where GDELT does not give it."""
    return pc.coalesce(address.dictionary_decode(), identity.dictionary_decode())


GDELT = Origin(
    name="gdelt",
    title="GDELT",
    encoding="utf-8",
    nulls=frozenset({""}),
    wanted=WANTED,
    layout=layout,
    rows=rows,
    looks="57, 58 or 61 columns between tabs, or a first line with GLOBALEVENTID",
)
