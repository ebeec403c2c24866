"""What the program says on the terminal: tables on standard output, everything else on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from comity.errors import ComityError
from comity.faces.wording import counted as counted
from comity.faces.wording import safe as safe

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")

REMARK_SECONDS = 60
"""How often long work says how far it is where there is no terminal to show it on."""


@cache
def stdout() -> Console:
    """The console of standard output."""
    from rich.console import Console

    return Console(highlight=False, emoji=False, markup=False)


@cache
def stderr() -> Console:
    """The console of standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, emoji=False, markup=False)


def complain(error: Exception) -> None:
    """Print the sentence of `error`."""
    from rich.text import Text

    stderr().print(Text.assemble(("comity: ", "bold red"), safe(str(error))), soft_wrap=True)


def fine(outcomes: Iterable[T | ComityError], failed: list[ComityError]) -> Iterator[T]:
    """Those of `outcomes` that went well; the others are complained of and added to `failed`."""
    for outcome in outcomes:
        if isinstance(outcome, ComityError):
            complain(outcome)
            failed.append(outcome)
        else:
            yield outcome


def say(sentence: str) -> None:
    """Print what was done, as the output of a command that has no other."""
    stdout().print(safe(sentence), soft_wrap=True)


def note(sentence: str) -> None:
    """Print a remark that is no part of the output."""
    stderr().print(safe(sentence), style="dim", soft_wrap=True)


@contextmanager
def counting(
    what: str, total: Callable[[], int | None] = lambda: None, done: int = 0
) -> Iterator[Callable[[int], None]]:
    """Show how many of `what` are done and how fast; the block says how many more are.

    On a terminal it is a line that moves, up to a `total` if that can be known, from `done` on; elsewhere it is a
    remark a minute.
    """
    if not sys.stderr.isatty():
        yield _remarks(what, done)
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    rate = TextColumn("{task.fields[rate]}")
    columns = (BarColumn(20), MofNCompleteColumn(), TextColumn("{task.description}"), rate, TimeElapsedColumn())
    # What is printed meanwhile must not break the line on the terminal, nor go there if standard output is a file.
    aside = sys.stdout.isatty()
    with Progress(*columns, TimeRemainingColumn(), console=stderr(), transient=True, redirect_stdout=aside) as progress:
        task = progress.add_task(what, total=total(), completed=done, rate="")
        per_second = _rate()
        yield lambda number: progress.update(task, advance=number, rate=per_second(number))


def _remarks(what: str, done: int) -> Callable[[int], None]:
    per_second = _rate()
    due = monotonic() + REMARK_SECONDS

    def advance(number: int) -> None:
        nonlocal done, due
        done, rate = done + number, per_second(number)
        if monotonic() >= due:
            note(f"{done:,} {what}, {rate}.")
            due = monotonic() + REMARK_SECONDS

    return advance


def _rate() -> Callable[[int], str]:
    """Says at each call, which tells how many more are done, how many are done a second."""
    begun, done = monotonic(), 0

    def rate(number: int) -> str:
        nonlocal done
        done += number
        return f"{done / max(monotonic() - begun, 1e-9):,.1f} a second"

    return rate
