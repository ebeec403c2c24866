"""Files of others' archives for tests: the real samples, and rows made from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from comity.archives.catalogue import SourceFile
from comity.archives.importing import Imported, import_files
from comity.archives.orders import GDELT_2, POLECAT
from comity.archives.origins import ORIGINS
from comity.archives.writer import writing
from comity.errors import EventFileError

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "samples"
GDELT_1_SAMPLE = SAMPLES / "gdelt1_events.csv"
GDELT_2_SAMPLE = SAMPLES / "gdelt2_events.tsv"
GDELT_43_SAMPLE = SAMPLES / "gdelt_events_43_columns.parquet"
ICEWS_SAMPLE = SAMPLES / "icews_events_2018.tab"

ICEWS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)
"""The columns of ICEWS."""


def outcomes(folder: Path, origin: str, paths: Iterable[Path]) -> list[Imported | EventFileError]:
    """What becomes of files that are imported into the archive in `folder`."""
    with writing(folder) as writer:
        return list(import_files(paths, ORIGINS[origin], writer, lambda rows: None))


def imported(folder: Path, origin: str, *paths: Path) -> list[SourceFile]:
    """Import files, every one of which must be good."""
    found = outcomes(folder, origin, paths)
    assert all(isinstance(one, Imported) for one in found), found
    return [one.file for one in found if isinstance(one, Imported)]


def refused(folder: Path, origin: str, path: Path) -> str:
    """What is said of a file that cannot be imported."""
    (outcome,) = outcomes(folder, origin, [path])
    assert isinstance(outcome, EventFileError), outcome
    return str(outcome)


def gdelt_row(**values: object) -> str:
    """A line of GDELT 2.0: Russia meets Iran, but for `values`."""
    row: dict[str, object] = {
        "GLOBALEVENTID": 1,
        "SQLDATE": "20260810",
        "Actor1Code": "RUS",
        "Actor1Name": "RUSSIA",
        "Actor1CountryCode": "RUS",
        "Actor2Code": "IRN",
        "Actor2Name": "IRAN",
        "Actor2CountryCode": "IRN",
        "EventCode": "040",
        "GoldsteinScale": "1.0",
        "NumMentions": 3,
        "DATEADDED": "20260810093000",
        "SOURCEURL": "https://news.example/1",
    }
    return line(GDELT_2, row | values)


def icews_row(**values: object) -> str:
    """A line of ICEWS: Japan meets Vietnam, but for `values`, whose names have _ for a space."""
    row: dict[str, object] = {
        "Event ID": 1,
        "Event Date": "2018-06-01",
        "Source Name": "Japan",
        "Source Country": "Japan",
        "CAMEO Code": "040",
        "Intensity": "1",
        "Target Name": "Vietnam",
        "Target Country": "Vietnam",
        "Country": "Japan",
    }
    return line(ICEWS, row | named(values), "NA")


def polecat_row(**values: object) -> str:
    """A line of POLECAT: France visits Mali, but for `values`, whose names have _ for a space."""
    row: dict[str, object] = {
        "Event ID": "20230102-1-CONSULT",
        "Event Date": "2023-01-02",
        "Event Type": "CONSULT",
        "Event Mode": "visit",
        "Intensity": "1.5",
        "Contexts": "diplomatic;military",
        "Actor Name": "France",
        "Actor Country": "FRA",
        "Primary Actor Sector": "GOV",
        "Recipient Name": "Mali",
        "Recipient Country": "MLI",
        "Country": "Mali",
        "Source": "The Example",
        "Publication Date": "2023-01-03",
    }
    return line(POLECAT, row | named(values), "None")


def named(values: dict[str, object]) -> dict[str, object]:
    return {name.replace("_", " "): value for name, value in values.items()}


def line(order: Sequence[str], row: dict[str, object], nothing: str = "") -> str:
    assert row.keys() <= set(order), row.keys() - set(order)
    return "\t".join(str(row.get(column, nothing)) for column in order) + "\n"


def header(order: Sequence[str]) -> str:
    return "\t".join(order) + "\n"


def written(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("".join(lines), encoding=encoding, newline="")
    return path
