"""`comity watch`: sources followed, their articles read and recorded."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.faces.cli.options import BaseUrl, LedgerPath, ReaderName, Threshold, settings

if TYPE_CHECKING:
    from comity.watch.told import Told

QUIET = ("feed unchanged",)
"""What is not worth a line to a person; the line of status counts it."""


class LogFormat(StrEnum):
    """How it is printed what a watch does."""

    TEXT = "text"
    JSONL = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("watch")(watch)


def watch(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="OPML files, and addresses of RSS, Atom and JSON feeds or of a lastupdate list of GDELT's. Without "
            "one, all feeds that the ledger knows.",
            show_default=False,
        ),
    ] = None,
    rules: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Send alerts by the rules of this TOML file.", show_default=False),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Stop when all that is due now is done, as for cron.")] = False,
    every: Annotated[
        float | None, typer.Option(metavar="MINUTES", min=1, help="Fetch each feed so often. [15]", show_default=False)
    ] = None,
    apart: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            min=0,
            help="Leave so long between two requests to a host, and longer if its robots.txt says so. [2]",
            show_default=False,
        ),
    ] = None,
    inside: Annotated[
        bool,
        typer.Option("--inside", help="Fetch addresses of this machine and its network too, and through a proxy."),
    ] = False,
    form: Annotated[
        LogFormat | None,
        typer.Option("--format", metavar="|".join(LogFormat), help="Without it text on a terminal, else jsonl."),
    ] = None,
    ledger: LedgerPath = None,
    threshold: Threshold = None,
    reader: ReaderName = None,
    base_url: BaseUrl = None,
) -> None:
    """Follow sources and record what they report.

    Goes on until Ctrl-C and takes up where it was left, however it was stopped. Each article is fetched once.
    """
    from comity.faces.cli.usage import noting_usage
    from comity.watch import cases

    chosen = settings(ledger=ledger, threshold=threshold, reader=reader, base_url=base_url)
    pace = cases.paced(every, apart)
    with noting_usage() as usage, _telling(form) as tell:
        cases.watch(sources or [], chosen, tell, pace=pace, rules=rules, once=once, inside=inside, usage=usage)


@contextmanager
def _telling(form: LogFormat | None) -> Iterator[Callable[[Told], None]]:
    """What prints a line for each thing, and on a terminal a line of status below."""
    if (form or (LogFormat.TEXT if sys.stdout.isatty() else LogFormat.JSONL)) is LogFormat.JSONL:
        yield _print_record
        return
    from rich.console import Console

    status = _Status()
    console = Console(highlight=False, emoji=False, markup=False)
    with console.status("starting", spinner="dots") as line:

        def tell(told: Told) -> None:
            status.count(told)
            line.update(str(status))
            if told.what not in QUIET:
                console.print(_sentence(told), soft_wrap=True)

        yield tell


def _print_record(told: Told) -> None:
    record = {"what": told.what.value, "where": told.where, "count": told.count, "said": told.said}
    print(json.dumps(record, ensure_ascii=False), flush=True)


def _sentence(told: Told) -> str:
    from comity.faces.wording import safe

    said = f": {told.said}" if told.said else ""
    count = f" ({told.count:,})" if told.count else ""
    return safe(f"{told.what.value}{count} {told.where}{said}")


class _Status:
    """How far the watch has come, counted from what it tells."""

    def __init__(self) -> None:
        self._waiting = 0
        self._counts: dict[str, int] = {}

    def count(self, told: Told) -> None:
        from comity.watch.told import What

        self._counts[told.what] = self._counts.get(told.what, 0) + 1
        if told.what in (What.STARTED, What.FEED_FETCHED):
            self._waiting += told.count
        elif told.what in (What.RECORDED, What.SAME, What.REFUSED, What.UNREAD, What.LOST):
            self._waiting -= 1

    def __str__(self) -> str:
        from comity.watch.told import What

        shown = (What.RECORDED, What.SAME, What.REFUSED, What.UNREAD, What.LOST, What.FEED_FAILED, What.SENT)
        counts = [f"{self._counts[what]:,} {what.value}" for what in shown if what in self._counts]
        return " · ".join([f"{self._waiting:,} waiting", *counts])
