"""Answers of the ledger as a person reads them, and as JSON Lines, CSV or Parquet."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from comity.errors import InputError
from comity.faces.cli.terminal import note, say, stdout
from comity.faces.wording import counted, named, safe, since

if TYPE_CHECKING:
    from comity.archives.archive import Holding
    from comity.archives.catalogue import SourceFile
    from comity.ledger.alerts import Sent
    from comity.ledger.answer import Answer
    from comity.ledger.compare import Comparison
    from comity.ledger.who import Follower, Holder
    from comity.ledger.why import Why
    from comity.model.event import Event, Recorded
    from comity.model.standing import Standing

Row = TypeVar("Row")
Cells = Sequence[str]


class Shape(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


AnswerFormat = Annotated[
    Shape | None,
    typer.Option("--format", metavar="|".join(Shape), help="Without it: table on a terminal, else jsonl."),
]


def put(answer: Answer[Row], table: Callable[[Iterable[Row]], None], shape: Shape | None) -> None:
    """Print `answer` in `shape`, by `table` if it is one."""
    chosen = shape or (Shape.TABLE if sys.stdout.isatty() else Shape.JSONL)
    if chosen is Shape.TABLE:
        table(answer)
        if not answer:
            note("Nothing that the ledger knows.")
    elif chosen is Shape.JSONL:
        for record in answer.records():
            typer.echo(json.dumps(record, ensure_ascii=False, default=str))
    elif chosen is Shape.CSV:
        _put_csv(answer.records())
    else:
        _put_parquet(answer)


def holders(rows: Iterable[Holder]) -> None:
    """Who, since when, and what the standing rests on."""
    lines = [(named(row.actor), since(row.standing), row.standing.how, row.standing.id) for row in rows]
    print_table(("who", "since", "how", "id"), lines)


def standings(rows: Iterable[Standing]) -> None:
    """Each respect in which the two stand, by its id, which names both, with its span."""
    lines = [(row.id, row.state, since(row), row.end.isoformat() if row.end else "", row.how) for row in rows]
    print_table(("id", "state", "since", "until", "how"), lines)


def followers(rows: Iterable[Follower]) -> None:
    """The order in which they came; the disputed have no rank."""
    lines = [(str(row.rank or "?"), named(row.actor), since(row.standing), row.standing.id) for row in rows]
    print_table(("", "who", "on", "id"), lines)


def events(rows: Iterable[Event]) -> None:
    """What happened, by its id, how many reports tell of it and from how many independent sources."""
    lines = [
        (
            row.date or "undated",
            row.id,
            row.status.value,
            f"{counted(len(row.reports), 'report')}, {counted(row.sources, 'source')}",
        )
        for row in rows
    ]
    print_table(("when", "id", "status", "told by"), lines)


def messages(rows: Iterable[Sent]) -> None:
    """The messages of alerts, and what became of them."""
    lines = [
        (f"{row.at:%Y-%m-%d %H:%M}", row.rule, row.title, row.channel, row.state, str(row.tries), row.problem or "")
        for row in rows
    ]
    print_table(("raised", "rule", "what", "by", "state", "tries", "problem"), lines)


def comparison(told: Comparison) -> None:
    """How they stood before and after, the steps between, and the climate by month."""
    for title, rows in (("Before", told.before), ("Steps", told.steps), ("After", told.after)):
        say(f"{title}:" if rows else f"{title}: nothing known.")
        standings(rows)
    lines = [
        (month.month, counted(month.acts, "act"), f"{month.goldstein:+.1f}", _bar(month.goldstein))
        for month in told.climate
    ]
    print_table(("month", "acts", "Goldstein", "-10 … 10"), lines)


def chain(told: Why) -> None:
    """What is said, by which rule, on which words, and what was done to them since."""
    say(f"{told.says}")
    if told.rule:
        say(f"Rule: {told.rule}")
    for title, rows, sources in (
        ("For", told.supports, told.sources),
        ("Against", told.opposes, told.opposing_sources),
    ):
        if rows:
            say(f"{title}: {counted(len(rows), 'report')} from {counted(sources, 'independent source')}")
            for one in rows:
                _quote(one)
    for step in told.history:
        by = f" by {step.by}: {step.reason}" if step.by else ""
        say(f"Entry {step.entry}, {step.at:%Y-%m-%d %H:%M} UTC: {step.kind}{by}")


def holdings(rows: Iterable[Holding]) -> None:
    """How much of each archive of others there is."""
    lines = [(row.origin, f"{row.rows:,}", str(row.first or ""), str(row.last or ""), f"{row.files:,}") for row in rows]
    print_table(("archive", "rows", "from", "to", "files"), lines)


def imported(rows: Iterable[SourceFile]) -> None:
    """Each file, when it was imported and what it brought."""
    lines = [
        (row.at[:16].replace("T", " "), row.origin, row.name, f"{row.rows:,}", f"{row.added:,}", f"{row.malformed:,}")
        for row in rows
    ]
    print_table(("imported (UTC)", "archive", "file", "rows", "new", "malformed"), lines)


def _quote(one: Recorded) -> None:
    report, document = one.report, one.document
    origin = ", ".join(
        part for part in (document.title, document.publisher, document.address, str(document.published or "")) if part
    )
    say(f"  {report.id}  {report.status.value}, {report.when.date or 'undated'}, confidence {report.confidence:.2f}")
    say(f"    «{report.evidence.text}»")
    say(
        f"    characters {report.evidence.start} to {report.evidence.end} of {document.id}"
        + (f": {origin}" if origin else "")
    )


def _bar(goldstein: float) -> str:
    length = round(abs(goldstein))
    return "·" * (10 - length) + "█" * length + "|" if goldstein < 0 else " " * 10 + "|" + "█" * length


def print_table(heads: Cells, lines: Sequence[Cells]) -> None:
    """Print lines of cells under their heads; nothing if there is no line."""
    if not lines:
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in heads:
        # An id must stay whole, to be copied; the other columns make room for it.
        table.add_column(head, overflow="fold", no_wrap=head == "id")
    for line in lines:
        table.add_row(*(safe(cell) for cell in line))
    stdout().print(table)


def _put_csv(records: Sequence[dict[str, Any]]) -> None:
    if records:
        writer = csv.DictWriter(sys.stdout, records[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)


def _put_parquet(answer: Answer[Row]) -> None:
    if sys.stdout.isatty():
        raise InputError("Parquet is not for the terminal; send it to a file: … --format parquet > answer.parquet.")
    sys.stdout.buffer.write(answer.to_parquet())
    sys.stdout.buffer.flush()
