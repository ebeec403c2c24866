"""Reports as a person reads them: each passage with its words marked, and under it what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from comity.faces.wording import counted, named, safe
from comity.model.document import Document, Span
from comity.model.report import COLLECTIVE, Mention, Report, Status
from comity.ontology.acts import act
from comity.records.reading import Reading

MAX_WIDTH = 110
"""Columns that are used at most, so that lines stay readable on a wide terminal."""

NAMES_SHOWN = 3
"""Actors of one side that are named; the others are counted."""

INDENT = 11
"""Columns that a line under a report is set in: a date and a space."""

SOURCE, TARGET = "cyan", "magenta"
_STATUS = {Status.ASSERTED: "bold", Status.DENIED: "red", Status.PLANNED: "bright_blue", Status.HYPOTHETICAL: "yellow"}


class ReadingTables:
    """An output that prints documents one by one: each passage, and under it what it says."""

    def __init__(self, console: Console) -> None:
        """Print on `console`."""
        self._console = console
        self._width = min(console.width, MAX_WIDTH)

    def add(self, reading: Reading) -> None:
        """Print one document."""
        self._console.print(_heading(reading), *_passages(reading.reports), sep="\n", width=self._width)
        self._console.print()

    def close(self) -> None:
        """Nothing waits."""


class Timeline:
    """An output that prints reports one by one: what happened, the words that say so and where they stand."""

    def __init__(self, console: Console) -> None:
        """Print on `console`."""
        self._console = console
        self._width = min(console.width, MAX_WIDTH)

    def add(self, reading: Reading) -> None:
        """Print the reports of one document."""
        for report in reading.reports:
            origin = Text(f"{safe(reading.title)}, {_published(reading.document)}", style="dim")
            words = Text.assemble("“", _quotation(report.evidence, [report]), "”")
            below = Padding(Group(words, origin), (0, 0, 1, INDENT))
            self._console.print(statements([report]), below, width=self._width)

    def close(self) -> None:
        """Nothing waits."""


def _heading(reading: Reading) -> RenderableType:
    reports = reading.reports
    parts = [_published(reading.document), counted(len(reports), "report") if reports else "no event found"]
    if uncertain := sum(report.uncertain for report in reports):
        parts.append(f"{uncertain} uncertain, marked ?")
    return Group(Text(safe(reading.title), style="bold"), Text(" · ".join(parts), style="dim"))


def _published(document: Document) -> str:
    return f"published {document.published}" if document.published else "published on an unknown day"


def _passages(reports: Iterable[Report]) -> Iterator[RenderableType]:
    """Each passage that is evidence, in the order of the text, with its reports under it."""
    ordered = sorted(reports, key=lambda report: (report.evidence.start, report.evidence.end, report.trigger.start))
    for evidence, group in groupby(ordered, key=lambda report: report.evidence):
        said = list(group)
        yield Text()
        yield _quotation(evidence, said)
        yield Padding(statements(said), (0, 0, 0, 2))


def _quotation(evidence: Span, reports: Sequence[Report]) -> Text:
    text = Text(safe(evidence.text).replace("\n", " "), style="italic")
    for report in reports:
        for style, spans in (
            (SOURCE, [mention.span for mention in report.source]),
            (TARGET, [mention.span for mention in report.target]),
            ("bold underline", [report.trigger]),
        ):
            for span in spans:
                text.stylize(style, max(span.start - evidence.start, 0), max(span.end - evidence.start, 0))
    return text


def statements(reports: Iterable[Report]) -> Table:
    """A line for each report: when, who did what to whom, its status and confidence."""
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=10)
    table.add_column(ratio=1)
    table.add_column(width=12)
    table.add_column(width=6)
    for report in reports:
        table.add_row(
            report.when.date or "undated",
            _statement(report),
            Text(report.status, style=_STATUS[report.status]),
            Text(f"{report.confidence:.2f}{' ?' if report.uncertain else ''}", style="dim" if report.uncertain else ""),
        )
    return table


def _statement(report: Report) -> Text:
    meaning = act(report.act)
    warmth = "green" if meaning.goldstein > 0 else "red" if meaning.goldstein < 0 else "yellow"
    text = Text.assemble(
        _side(report.source, SOURCE),
        (f" {report.act} ", f"bold {warmth}"),
        "↔ " if meaning.reciprocal else "→ ",
        _side(report.target, TARGET),
    )
    if report.according_to:
        text.append_text(Text.assemble((", says ", "dim"), _side((report.according_to,), "dim")))
    return text


def _side(mentions: Sequence[Mention], style: str) -> Text:
    """The actors of one side, each with its code, or the words of the text where it names them only together."""
    named = list(dict.fromkeys(_named(code, mention) for mention in mentions for code in mention.codes))
    shown = ", ".join(named[:NAMES_SHOWN]) or "somebody"
    more = f" and {len(named) - NAMES_SHOWN} more" if len(named) > NAMES_SHOWN else ""
    return Text(safe(shown + more), style=style if named else "dim")


def _named(code: str, mention: Mention) -> str:
    if code == COLLECTIVE:
        return f"“{mention.span.text}”"
    return named(code)
