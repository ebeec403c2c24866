"""What the program says on the terminal: tables on standard output, everything else on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from comity.errors import ComityError
from comity.faces.wording import counted as counted
from comity.faces.wording import safe as safe

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")


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
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many of `what` are done, and for how long; the block says how many more are."""
    if not sys.stderr.isatty():
        yield lambda number: None
        return
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    # What is printed meanwhile must not break the line on the terminal, nor go there if standard output is a file.
    aside = sys.stdout.isatty()
    with Progress(*columns, console=stderr(), transient=True, redirect_stdout=aside) as progress:
        task = progress.add_task(what, total=None)
        yield lambda number: progress.advance(task, number)
