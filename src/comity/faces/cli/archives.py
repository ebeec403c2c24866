"""`comity import` and `comity archive`: the coded events of others."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.errors import ComityError
from comity.faces.cli.answers import AnswerFormat, put
from comity.faces.cli.options import settings
from comity.faces.cli.terminal import counted

if TYPE_CHECKING:
    from comity.archives.archive import Holding
    from comity.archives.catalogue import SourceFile
    from comity.archives.importing import Imported


class OriginName(StrEnum):
    """Whose files can be imported."""

    GDELT = "gdelt"
    ICEWS = "icews"
    POLECAT = "polecat"


ArchivePath = Annotated[
    Path | None,
    typer.Option(
        "--archive",
        metavar="PATH",
        help="The folder of the archive. [COMITY_ARCHIVE, else in the user's data directory]",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("import")(import_)
    app.command("archive")(archive)


def import_(
    origin: Annotated[
        OriginName, typer.Argument(metavar="|".join(OriginName), help="Whose files they are.", show_default=False)
    ],
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Its files as published: plain, .zip or .gz.", show_default=False),
    ],
    archive: ArchivePath = None,
) -> None:
    """Add others' coded events to the archive, where they are leads for forecasts and never move a standing.

    Each row is added once, whatever file it comes in, and each file whole or not at all. Malformed rows are told with
    file and line and left out; the exit status is then 1.
    """
    from comity import exchange
    from comity.faces.cli.terminal import complain, counting, fine, note, say

    failed: list[ComityError] = []
    done: list[Imported] = []
    chosen = settings(archive=archive)
    with counting("rows read") as advance:
        waiting = "Another import is at work on this archive; waiting for it to end."
        outcomes = exchange.import_files(
            origin.value, files, chosen, advance=advance, waiting=lambda: note(waiting)
        )
        for one in fine(outcomes, failed):
            for row in _left_out(one):
                complain(row)
            say(_sentence(one))
            done.append(one)
    if len(done) > 1:
        say(_total(done))
    if failed or any(one.file.malformed for one in done):
        raise typer.Exit(failed[0].exit_status if failed else 1)


def archive(
    archive: ArchivePath = None,
    files: Annotated[bool, typer.Option("--files", help="List the files that were imported.")] = False,
    shape: AnswerFormat = None,
) -> None:
    """What the archive of others' events holds: rows by origin, the days that they span, files."""
    from comity import exchange

    chosen = settings(archive=archive)
    if files:
        put(exchange.imported(chosen), _file_table, shape)
    else:
        put(exchange.holdings(chosen), _holding_table, shape)
