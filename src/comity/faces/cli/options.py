"""The options that several commands share, and the settings that they make."""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.settings import Settings


class Format(StrEnum):
    """How reports are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Text or HTML files, web addresses, or - for standard input.",
        show_default=False,
    ),
]
PublishedText = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DAY",
        help="The day of publication, as 2025-07-04: dates such as “on Thursday” count from it. "
        "Without it a page's own date is taken; if there is none, they stay unresolved.",
    ),
]
FormatChoice = Annotated[
    Format | None,
    typer.Option(
        "--format",
        metavar="|".join(Format),
        help="Without it: as the suffix of -o says, else a table on a terminal, else jsonl.",
    ),
]
OutputPath = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write to a file, which appears only once it is complete."),
]
Force = Annotated[bool, typer.Option("--force", help="Read a text that is not in English all the same.")]
Threshold = Annotated[
    float | None,
    typer.Option(
        metavar="P",
        min=0,
        max=1,
        help="The confidence below which a report is marked uncertain. [COMITY_THRESHOLD, else 0.5]",
    ),
]
LedgerPath = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="PATH|URL",
        help="The ledger: an SQLite file or a PostgreSQL address. [COMITY_LEDGER, else the user's data directory]",
    ),
]


ArchivePath = Annotated[
    Path | None,
    typer.Option(
        "--archive",
        metavar="PATH",
        help="The folder of others' events. [COMITY_ARCHIVE, else in the user's data directory]",
    ),
]
ReaderName = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="packaged|openai:MODEL",
        help="Who reads: the packaged model, or a language model at --base-url. [COMITY_READER, else packaged]",
    ),
]
BaseUrl = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="The OpenAI-compatible address of a language model, such as http://localhost:11434/v1; a key is taken "
        "from COMITY_API_KEY or OPENAI_API_KEY. [COMITY_BASE_URL]",
    ),
]


def settings(
    *,
    ledger: str | None = None,
    threshold: float | None = None,
    reader: str | None = None,
    base_url: str | None = None,
    archive: Path | None = None,
) -> Settings:
    """The settings of the environment, with the options that were given in their place."""
    chosen = Settings.from_environment()
    given = {"ledger": ledger, "threshold": threshold, "reader": reader, "base_url": base_url, "archive": archive}
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return dataclasses.replace(chosen, **changes)


def day(text: str | None) -> date | None:
    """The day that an option gives; raises DateError for one that is none."""
    from comity.read.dates import parse_day

    return parse_day(text) if text is not None else None
