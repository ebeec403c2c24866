"""`comity add` and `comity show`: into the ledger, and out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from comity.errors import ComityError
from comity.faces.cli.options import (
    BaseUrl,
    Force,
    FormatChoice,
    LedgerPath,
    OutputPath,
    PublishedText,
    ReaderName,
    Sources,
    Threshold,
    day,
    settings,
)
from comity.faces.cli.terminal import counted

if TYPE_CHECKING:
    from comity.answers import Addition


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("add")(add)
    app.command("show")(show)


def add(
    sources: Sources,
    published: PublishedText = None,
    ledger: LedgerPath = None,
    force: Force = False,
    threshold: Threshold = None,
    reader: ReaderName = None,
    base_url: BaseUrl = None,
) -> None:
    """Read and record in the ledger.

    What was recorded before is not recorded again; a changed text is a new version.
    """
    from comity import answers
    from comity.faces.cli.terminal import fine, say
    from comity.faces.cli.usage import noting_usage

    failed: list[ComityError] = []
    chosen = settings(ledger=ledger, threshold=threshold, reader=reader, base_url=base_url)
    with noting_usage() as usage:
        for addition in fine(answers.add(sources, chosen, published=day(published), force=force, usage=usage), failed):
            say(_sentence(addition))
    if failed:
        raise typer.Exit(failed[0].exit_status)


def show(
    actor: Annotated[
        str, typer.Argument(metavar="ACTOR", help="A code or a name: RUS, Russia, taliban.", show_default=False)
    ],
    other: Annotated[
        str | None, typer.Argument(metavar="OTHER", help="Only what is between the two.", show_default=False)
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="Leave out what happened after this day.")
    ] = None,
    as_known: Annotated[
        str | None, typer.Option("--as-known", metavar="DAY", help="Leave out what the ledger learned after this day.")
    ] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="Show the latest N reports.")] = None,
    form: FormatChoice = None,
    out: OutputPath = None,
    ledger: LedgerPath = None,
) -> None:
    """Print the timeline of an actor, or of a pair, from the ledger."""
    from comity import answers
    from comity.faces.cli.sink import readings_to
    from comity.faces.cli.terminal import note
    from comity.records.reading import Reading

    chosen = settings(ledger=ledger)
    found = answers.show(actor, other, chosen, on=day(on), as_known=day(as_known), limit=limit)
    with readings_to(out, form, timeline=True) as output:
        for recorded in found:
            output.add(Reading(recorded.document, (recorded.report,)))
    if not found:
        note(f"The ledger has nothing of {actor}{f' and {other}' if other else ''} that fits.")


def _sentence(addition: Addition) -> str:
    added, title = addition.added, addition.reading.title
    if added.new:
        return f"Recorded “{title}” with {counted(added.reports, 'report')} in {addition.ledger}."
    if added.reports:
        return f"“{title}” was in {addition.ledger}; recorded {counted(added.reports, 'new report')} of it."
    return f"“{title}” was in {addition.ledger} already; nothing changed."
