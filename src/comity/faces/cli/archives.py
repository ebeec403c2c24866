"""`comity import`, `archive` and `export`: the coded events of others, and ours in their shapes."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.archives.shape import Shape
from comity.errors import ComityError, EventFileError
from comity.faces.cli.answers import AnswerFormat, put
from comity.faces.cli.options import ArchivePath, LedgerPath, OutputPath, day, settings
from comity.faces.cli.sink import stream_to
from comity.faces.cli.terminal import counted

if TYPE_CHECKING:
    from comity.archives.catalogue import SourceFile
    from comity.archives.importing import Imported


class OriginName(StrEnum):
    """Whose files can be imported."""

    GDELT = "gdelt"
    ICEWS = "icews"
    POLECAT = "polecat"


WAITING = "Another import is at work on this archive; waiting for it to end."


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("import")(import_)
    app.command("archive")(archive)
    app.command("export")(export)


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
        outcomes = exchange.import_files(origin.value, files, chosen, advance=advance, waiting=lambda: note(WAITING))
        for one in fine(outcomes, failed):
            for row in one.malformed:
                complain(EventFileError(f"{row}; it is left out."))
            say(_sentence(one))
            done.append(one)
    if len(done) > 1:
        say(f"{counted(len(done), 'file')}: {_amounts([one.file for one in done])}.")
    if failed or any(one.file.malformed for one in done):
        raise typer.Exit(failed[0].exit_status if failed else 1)


def archive(
    archive: ArchivePath = None,
    files: Annotated[bool, typer.Option("--files", help="List the files that were imported.")] = False,
    shape: AnswerFormat = None,
) -> None:
    """What the archive of others' events holds: rows by origin, the days that they span, files."""
    from comity import exchange
    from comity.faces.cli.answers import holdings, imported

    chosen = settings(archive=archive)
    if files:
        put(exchange.imported(chosen), imported, shape)
    else:
        put(exchange.holdings(chosen), holdings, shape)


def export(
    shape: Annotated[
        Shape | None,
        typer.Option(
            "--format",
            metavar="|".join(Shape),
            help="The columns of docs/archives.md, or another archive's own: POLECAT's, GDELT 2.0's or 1.0's. "
            "Without it: as the suffix of -o says, else jsonl.",
        ),
    ] = None,
    out: OutputPath = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="Leave out what happened before this day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Leave out what happened after this day.")] = None,
    as_known: Annotated[
        str | None, typer.Option("--as-known", metavar="DAY", help="What the ledger knew at the end of this day. [now]")
    ] = None,
    ledger: LedgerPath = None,
) -> None:
    """Write the ledger's events for other tools.

    POLECAT and GDELT have no place for what is denied, planned, supposed, uncertain or not dated to the day: such
    events are left out of those formats, and counted.
    """
    from comity import exchange
    from comity.faces.cli.terminal import note

    chosen = shape or (Shape.of(out) if out else Shape.JSONL)
    bounds = {"since": day(since), "until": day(until), "as_known": day(as_known)}
    with stream_to(out, text=chosen is not Shape.PARQUET) as stream:
        told = exchange.export_events(chosen, stream, settings(ledger=ledger), **bounds)
    left = f", {told.left_out:,} left out that {chosen.value} cannot say" if told.left_out else ""
    note(f"Wrote {counted(told.written, 'event')}{left}.")


def _sentence(one: Imported) -> str:
    if one.again:
        return f"{one.file.name} was imported before; nothing changed."
    return f"Imported {one.file.name}: {_amounts([one.file])}."


def _amounts(files: list[SourceFile]) -> str:
    """How many rows the files had, and what became of them."""
    rows, added, known, malformed = (
        sum(getattr(file, name) for file in files) for name in ("rows", "added", "known", "malformed")
    )
    parts = [f"{counted(rows, 'row')}, {added:,} of them new"]
    parts += [f"{known:,} known already"] if known else []
    parts += [f"{malformed:,} malformed"] if malformed else []
    return ", ".join(parts)
