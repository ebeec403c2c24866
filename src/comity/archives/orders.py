"""The columns of others' files, in their order."""

from __future__ import annotations

GDELT_KINDS = ("Type1Code", "Type2Code", "Type3Code")
"""The columns for what kind of actor one is, after Actor1 or Actor2."""

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", *GDELT_KINDS)
_PLACE_1 = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
_PLACE_2 = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _gdelt(place: tuple[str, ...], *last: str) -> tuple[str, ...]:
    return (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *(f"Actor{side}{part}" for side in "12" for part in _ACTOR),
        *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
        *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
        *(f"{whose}Geo_{part}" for whose in ("Actor1", "Actor2", "Action") for part in place),
        *last,
    )


GDELT_2 = _gdelt(_PLACE_2, "DATEADDED", "SOURCEURL")
"""GDELT 2.0, 61 columns."""
GDELT_1 = _gdelt(_PLACE_1, "DATEADDED", "SOURCEURL")
"""GDELT 1.0 since April 2013, 58 columns."""
GDELT_OLD = _gdelt(_PLACE_1, "DATEADDED")
"""GDELT 1.0 before, without the address, 57 columns."""


def _polecat(side: str) -> tuple[str, ...]:
    return (
        *(f"{side} Name", f"{side} Country", f"{side} COW", f"Primary {side} Sector", f"{side} Sectors"),
        *(f"{side} Title", f"{side} Name Raw", f"Wikipedia {side} ID"),
    )


POLECAT = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *_polecat("Actor"),
    *_polecat("Recipient"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations"),
    *("Story Locations", "Language", "Version"),
)
"""POLECAT, 40 columns."""
