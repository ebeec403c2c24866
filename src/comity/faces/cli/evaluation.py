"""`comity eval`: how well the reader, or another coder, does on labelled text."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.faces.cli.options import Threshold, settings

if TYPE_CHECKING:
    from rich.table import Table

    from comity.evaluation import Evaluation, Tally


class FigureFormat(StrEnum):
    """How figures are printed."""

    TABLE = "table"
    JSONL = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("eval")(evaluate)


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            help="Labelled cases, JSON Lines in the format of the codebook.",
            show_default=False,
        ),
    ],
    coded: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Score this file, as comity code writes it, in place of reading the cases."),
    ] = None,
    form: Annotated[
        FigureFormat | None,
        typer.Option(
            "--format",
            metavar="|".join(FigureFormat),
            help="Without it a table on a terminal, else jsonl: one line of figures.",
        ),
    ] = None,
    threshold: Threshold = None,
) -> None:
    """Print precision, recall and F1 on labelled text.

    They count pairs of actors: that the two have to do with each other (dyad), in PLOVER's event, in the act, and in
    the act with its status (full).
    """
    from comity import answers

    if coded is not None:
        evaluation = answers.evaluate_file(gold, coded)
    else:
        evaluation = answers.evaluate_reader(gold, settings(threshold=threshold))
    if (form or _usual()) is FigureFormat.JSONL:
        sys.stdout.write(json.dumps(figures(evaluation)) + "\n")
    else:
        _print(evaluation)


def figures(evaluation: Evaluation) -> dict[str, object]:
    """The figures as one flat object."""
    return {
        "cases": evaluation.cases,
        "answered": evaluation.answered,
        "quiet": evaluation.silent / evaluation.quiet if evaluation.quiet else None,
        **{
            level: {"p": tally.precision, "r": tally.recall, "f1": tally.f1}
            for level, tally in evaluation.levels.items()
        },
    }


def _usual() -> FigureFormat:
    return FigureFormat.TABLE if sys.stdout.isatty() else FigureFormat.JSONL


def _print(evaluation: Evaluation) -> None:
    from comity.faces.cli.terminal import stdout

    stdout().print(f"{evaluation.cases:,} cases, {evaluation.answered:,} answered")
    stdout().print(_table("level", evaluation.levels))
    stdout().print(_table("act", dict(sorted(evaluation.acts.items()))))
    stdout().print(f"Nothing asserted on {evaluation.silent:,} of {evaluation.quiet:,} cases without events.")


def _table(heading: str, tallies: dict[str, Tally]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(heading, box=box.SIMPLE, header_style="dim")
    for column in ("precision", "recall", "F1", "found", "wrong", "missed"):
        table.add_column(column, justify="right")
    for name, tally in tallies.items():
        shares = (f"{share:.3f}" for share in (tally.precision, tally.recall, tally.f1))
        table.add_row(name, *shares, f"{tally.found:,}", f"{tally.wrong:,}", f"{tally.missed:,}")
    return table
