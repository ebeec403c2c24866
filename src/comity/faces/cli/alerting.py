"""`comity alerts`: rules checked, and messages looked after."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.faces.cli.answers import AnswerFormat
from comity.faces.cli.options import LedgerPath, settings

commands = typer.Typer(no_args_is_help=True, help="Check the rules of alerts, list what was sent, and retry.")


def register(app: typer.Typer) -> None:
    """Add the group of commands to `app`."""
    app.add_typer(commands, name="alerts")


@commands.command()
def check(
    rules: Annotated[Path, typer.Argument(metavar="FILE", help="The TOML file of rules.", show_default=False)],
) -> None:
    """Say in words what each rule is about, or what is wrong in the file and where."""
    from comity.faces.cli.terminal import say
    from comity.watch.rulefile import read_rules

    for rule in read_rules(rules).rules:
        say(f"{rule.name}: {rule}.")


@commands.command("list")
def list_(
    failed: Annotated[bool, typer.Option("--failed", help="Only what could not be sent.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="The latest so many.")] = 100,
    ledger: LedgerPath = None,
    shape: AnswerFormat = None,
) -> None:
    """The messages of alerts, the newest first: what they say, by which channel, and what became of them."""
    from comity.faces.cli.answers import messages, put
    from comity.watch import cases

    put(cases.messages(settings(ledger=ledger), failed=failed, limit=limit), messages, shape)


@commands.command()
def retry(ledger: LedgerPath = None) -> None:
    """Let what could not be sent be tried again by the next watch."""
    from comity.faces.cli.terminal import counted, say
    from comity.watch import cases

    say(f"{counted(cases.retry_messages(settings(ledger=ledger)), 'message')} will be tried again.")
