"""The command line: each group of commands in a module of its own, and `main`, which runs them."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import Annotated

import typer

from comity.errors import ComityError
from comity.faces.cli import (
    alerting,
    archives,
    coding,
    evaluation,
    keeping,
    ledger,
    outlook,
    reading,
    serving,
    upkeep,
    watching,
)

app = typer.Typer(
    name="comity",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help appears at once; drawing it with Rich takes longer than all else together
    pretty_exceptions_enable=False,
    context_settings={"max_content_width": 100},
)
for group in (reading, coding, keeping, ledger, upkeep, watching, alerting, archives, outlook, evaluation, serving):
    group.register(app)


def main() -> None:
    """Run the command line; an error that has a sentence is printed as that sentence, with its exit status."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        app()
    except ComityError as error:
        from comity.faces.cli.terminal import complain

        complain(error)
        sys.exit(error.exit_status)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"comity {version('comity')}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and stop.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Reads news about states and keeps the record straight: who did what to whom, when, and which words say so."""


def _stop(signum: int, frame: FrameType | None) -> None:
    """Leave by an exception, so that what is half-written is removed."""
    raise SystemExit(128 + signum)
