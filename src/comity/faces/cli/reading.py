"""`comity read` and `comity code`: what texts say happened."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from comity.errors import ComityError
from comity.faces.cli.options import (
    BaseUrl,
    Force,
    FormatChoice,
    OutputPath,
    PublishedText,
    ReaderName,
    Sources,
    Threshold,
    day,
    settings,
)
from comity.records.output import FileFormat


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("read")(read)
    app.command("code")(code)


def read(
    sources: Sources,
    published: PublishedText = None,
    form: FormatChoice = None,
    out: OutputPath = None,
    force: Force = False,
    threshold: Threshold = None,
    reader: ReaderName = None,
    base_url: BaseUrl = None,
) -> None:
    """Print what happened: who did it to whom, when, in which words."""
    from comity import answers
    from comity.faces.cli.sink import readings_to
    from comity.faces.cli.terminal import fine
    from comity.faces.cli.usage import noting_usage

    failed: list[ComityError] = []
    chosen = settings(threshold=threshold, reader=reader, base_url=base_url)
    with readings_to(out, form) as output, noting_usage() as usage:
        found = answers.read(sources, chosen, published=day(published), force=force, usage=usage)
        for reading in fine(found, failed):
            output.add(reading)
        if len(failed) == len(sources):
            raise typer.Exit(failed[0].exit_status)
    if failed:
        raise typer.Exit(failed[0].exit_status)


def code(
    corpus: Annotated[
        Path,
        typer.Argument(
            metavar="CORPUS",
            help="JSON Lines, .csv or .parquet with the columns text and, if known, id, published, title, address "
            "and publisher; - for JSON Lines from standard input.",
            show_default=False,
        ),
    ],
    form: Annotated[
        FileFormat | None,
        typer.Option(
            "--format", metavar="|".join(FileFormat), help="Without it: as the suffix of -o says, else jsonl."
        ),
    ] = None,
    out: OutputPath = None,
    force: Force = False,
    threshold: Threshold = None,
    reader: ReaderName = None,
    base_url: BaseUrl = None,
) -> None:
    """Read a whole corpus.

    The output is a line a document in JSON Lines, and a row a report in CSV and Parquet.

    A row that cannot be read is reported with its line and the rest is coded; the exit status is then 1.
    """
    from comity import answers
    from comity.faces.cli.sink import corpus_to
    from comity.faces.cli.terminal import counted, counting, fine, note
    from comity.faces.cli.usage import noting_usage

    documents = reports = 0
    unread: list[ComityError] = []
    chosen = settings(threshold=threshold, reader=reader, base_url=base_url)
    with corpus_to(out, form) as output, noting_usage() as usage, counting("documents coded") as advance:
        found = answers.code(corpus, chosen, stdin=sys.stdin.buffer, force=force, usage=usage)
        for reading in fine(found, unread):
            output.add(reading)
            documents, reports = documents + 1, reports + len(reading.reports)
            advance(1)
    amounts = (counted(documents, "document"), counted(reports, "report"), counted(len(unread), "row") + " left out")
    note(f"Coded {', '.join(amounts)}.")
    if unread:
        raise typer.Exit(1)
