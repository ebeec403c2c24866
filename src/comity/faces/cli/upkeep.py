"""The commands of a ledger's upkeep: backup, restore and retain."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.faces.cli.options import LedgerPath, settings

if TYPE_CHECKING:
    from comity.upkeep import Verified

Check = Annotated[
    bool, typer.Option("--verify/--no-verify", help="Verify the copy as comity verify does; reads every row of it.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    for command in (backup, restore, retain):
        app.command(command.__name__)(command)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, replaced as a whole.")],
    check: Check = True,
    ledger: LedgerPath = None,
) -> None:
    """Copy the ledger as of this moment to one file, while others use it.

    The copy is a ledger in a SQLite file, from PostgreSQL too.
    """
    from comity.faces.cli.terminal import say
    from comity.upkeep import back_up_ledger

    with _progress("copying") as progress:
        verified = back_up_ledger(settings(ledger=ledger), file, progress, check=check)
    say(f"The ledger is copied to {file}.")
    _tell(verified)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.", show_default=False)],
    check: Check = True,
    ledger: LedgerPath = None,
) -> None:
    """Lay a ledger anew from a backup, in a new file or an empty PostgreSQL database."""
    from comity.faces.cli.terminal import say
    from comity.upkeep import restore_ledger

    chosen = settings(ledger=ledger)
    with _progress("copying") as progress:
        verified = restore_ledger(file, chosen, progress, check=check)
    say("The ledger is restored.")
    _tell(verified)


def retain(
    days: Annotated[int, typer.Option("--older-than", metavar="DAYS", min=1, help="Recorded more than so long ago.")],
    by: Annotated[
        str, typer.Option(help="Who says so; it is kept.", default_factory=getpass.getuser, show_default="the user")
    ],
    apply: Annotated[bool, typer.Option("--apply", help="Do it; without this it is only counted.")] = False,
    reason: Annotated[str, typer.Option(help="Why; it is kept.")] = "retention",
    ledger: LedgerPath = None,
) -> None:
    """Cut old documents that moved no standing to the words that their reports rest on.

    What is cut cannot be brought back, except from a backup. Reports, evidence and verification stay as they are.
    """
    from comity.faces.cli.terminal import counted, say
    from comity.upkeep import retain_ledger

    found = retain_ledger(settings(ledger=ledger), days, apply=apply, by=by, reason=reason)
    verb = "was cut" if apply else "would be cut"
    if found.documents != 1:
        verb = verb.replace("was", "were")
    say(f"{counted(found.documents, 'document')} {verb} from {found.before:,} to {found.after:,} characters.")
    if not apply and found.documents:
        say("Nothing was changed; --apply does it.")


def _tell(verified: Verified | None) -> None:
    """Say what verifying found; a problem sets the exit status."""
    from comity.faces.cli.terminal import counted, say

    if verified is None:
        return
    for problem in verified.problems:
        say(str(problem))
    if verified.problems:
        raise typer.Exit(1)
    say(f"Verified: {counted(verified.documents, 'document')}, {counted(verified.reports, 'report')}, all as recorded.")


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how much of how much is done."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.progress import Progress

    from comity.faces.cli.terminal import stderr

    with Progress(console=stderr(), transient=True) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
