"""The commands that ask the ledger: who, standing, timeline, compare, first and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from comity.faces.cli import mending
from comity.faces.cli.answers import AnswerFormat, put
from comity.faces.cli.options import LedgerPath, day, settings

if TYPE_CHECKING:
    from comity.questions import Questions

One = Annotated[str, typer.Argument(metavar="ONE", help="A code or a name: RUS, Russia, taliban.", show_default=False)]
Two = Annotated[str, typer.Argument(metavar="TWO", help="The other one.", show_default=False)]
OnDay = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="Ask about this day in the world. [today]", show_default=False)
]
AsKnownDay = Annotated[
    str | None,
    typer.Option("--as-known", metavar="DAY", help="Answer by what the ledger knew at the end of this day. [now]"),
]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    for name, command in (
        ("who", who),
        ("standing", standing),
        ("timeline", timeline),
        ("compare", compare),
        ("first", first),
        ("why", why),
    ):
        app.command(name)(command)
    mending.register(app)


def who(
    verb: Annotated[str, typer.Argument(metavar="VERB", help="recognises, has-embassy-in, sanctions …")],
    name: One,
    on: OnDay = None,
    as_known: AsKnownDay = None,
    ledger: LedgerPath = None,
    shape: AnswerFormat = None,
) -> None:
    """Who stands so toward one: comity who recognises AFG --on 2025-07-04."""
    from comity.faces.cli.answers import holders

    with _asking(ledger) as ask:
        put(ask.who(verb, name, on=day(on), as_known=day(as_known)), holders, shape)


def standing(
    one: One,
    two: Two,
    on: OnDay = None,
    as_known: AsKnownDay = None,
    ledger: LedgerPath = None,
    shape: AnswerFormat = None,
) -> None:
    """How two parties stand toward each other on a day, and how sure that is."""
    from comity.faces.cli.answers import standings

    with _asking(ledger) as ask:
        put(ask.standing(one, two, on=day(on), as_known=day(as_known)), standings, shape)


def timeline(
    one: One,
    two: Two,
    on: OnDay = None,
    as_known: AsKnownDay = None,
    limit: Annotated[int, typer.Option(min=1, help="Show the latest so many events.")] = 50,
    ledger: LedgerPath = None,
    shape: AnswerFormat = None,
) -> None:
    """What happened between two parties, each event with its reports and independent sources."""
    from comity.faces.cli.answers import events

    with _asking(ledger) as ask:
        put(ask.timeline(one, two, on=day(on), as_known=day(as_known), limit=limit), events, shape)


def compare(
    one: One,
    two: Two,
    start: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day.", show_default=False)],
    end: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="The last day. [today]", show_default=False)
    ] = None,
    as_known: AsKnownDay = None,
    ledger: LedgerPath = None,
) -> None:
    """What changed between two parties from one day to another: the steps, and the climate by month."""
    from comity.faces.cli.answers import comparison
    from comity.read.dates import parse_day

    with _asking(ledger) as ask:
        until = day(end) or ask.ledger.today()
        comparison(ask.compare(one, two, parse_day(start), until, as_known=day(as_known)))


def first(
    act: Annotated[str, typer.Argument(metavar="ACT", help="An act that brings about a standing: recognise.")],
    name: One,
    since: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Count from this day. [the last change of government, if any]"),
    ] = None,
    on: OnDay = None,
    as_known: AsKnownDay = None,
    ledger: LedgerPath = None,
    shape: AnswerFormat = None,
) -> None:
    """In which order others did something toward one: comity first recognise AFG."""
    from comity.faces.cli.answers import followers

    with _asking(ledger) as ask:
        found = ask.first(act, name, since=day(since), on=day(on), as_known=day(as_known))
        put(found, followers, shape)


def why(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a report, an event or a standing, as answers show it.")
    ],
    as_known: AsKnownDay = None,
    ledger: LedgerPath = None,
) -> None:
    """Why the ledger says so: the rule, the reports for and against, down to the words."""
    from comity.faces.cli.answers import chain

    with _asking(ledger) as ask:
        chain(ask.why(name, as_known=day(as_known)))


@contextmanager
def _asking(ledger: str | None) -> Iterator[Questions]:
    from comity.questions import asking

    with asking(settings(ledger=ledger)) as ask:
        yield ask
