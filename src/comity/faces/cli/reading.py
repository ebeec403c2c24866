"""`comity read`: what texts say happened."""

from __future__ import annotations

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


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("read")(read)


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
