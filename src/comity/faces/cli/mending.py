"""The commands that mend the ledger: init, retract, correct, assert, undo, review and verify."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from comity.faces.cli.options import LedgerPath, day, settings
from comity.faces.cli.terminal import counted, say

if TYPE_CHECKING:
    from comity.ledger.review import Doubt
    from comity.model.report import Status
    from comity.questions import Questions

Id = Annotated[
    str, typer.Argument(metavar="ID", help="The id of a report, an event or a standing.", show_default=False)
]
Reason = Annotated[str, typer.Option(help="Why; it is kept.", show_default=False)]
By = Annotated[
    str, typer.Option(help="Who says so; it is kept.", default_factory=getpass.getuser, show_default="the user")
]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    for name, command in (
        ("init", init),
        ("retract", retract),
        ("correct", correct),
        ("assert", assert_),
        ("undo", undo),
        ("review", review),
        ("verify", verify),
    ):
        app.command(name)(command)


def init(
    with_reference: Annotated[
        bool, typer.Option("--with-reference", help="Record who recognised whom, with sources: 1,626 claims.")
    ] = False,
    ledger: LedgerPath = None,
) -> None:
    """Lay a ledger, or bring it up to date."""
    from comity.questions import asking

    with asking(settings(ledger=ledger), create=True) as ask:
        say(f"The ledger is {ask.ledger.name}.")
        if with_reference:
            say(f"{counted(ask.load_reference(), 'claim')} of the reference list added.")


def retract(name: Id, reason: Reason, by: By, ledger: LedgerPath = None) -> None:
    """Let something count no more; it stays in the ledger, and undo brings it back."""
    from comity.questions import asking

    with asking(settings(ledger=ledger)) as ask:
        _done(ask.retract(name, reason=reason, by=by))


def correct(
    name: Id,
    reason: Reason,
    by: By,
    act: Annotated[str | None, typer.Option(help="The act it was.")] = None,
    status: Annotated[str | None, typer.Option(help="asserted, denied, planned or hypothetical.")] = None,
    source: Annotated[str | None, typer.Option(help="Who did it.")] = None,
    target: Annotated[str | None, typer.Option(help="To whom.")] = None,
    when: Annotated[str | None, typer.Option(metavar="DATE", help="2025-07-03, 2025-07 or 2025.")] = None,
    ledger: LedgerPath = None,
) -> None:
    """Read something otherwise than the reader did; undo brings its reading back."""
    from comity.questions import asking

    with asking(settings(ledger=ledger)) as ask:
        entry = ask.correct(
            name,
            act=act,
            status=_status(status),
            source=source,
            target=target,
            when=when,
            reason=reason,
            by=by,
        )
        _done(entry)


def assert_(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Who did it.", show_default=False)],
    act: Annotated[str, typer.Argument(metavar="ACT", help="An act of the codebook.", show_default=False)],
    target: Annotated[str, typer.Argument(metavar="TARGET", help="To whom.", show_default=False)],
    when: Annotated[str, typer.Argument(metavar="DATE", help="2025-07-03, 2025-07 or 2025.", show_default=False)],
    cited: Annotated[str, typer.Option("--source", metavar="ADDRESS", help="Where it is said.", show_default=False)],
    by: By,
    words: Annotated[str | None, typer.Option(help="What the source says, in its words.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DAY", help="When it was published.")] = None,
    reason: Annotated[str, typer.Option(help="Why; it is kept.")] = "asserted by hand",
    ledger: LedgerPath = None,
) -> None:
    """Record a fact with its source: comity assert RUS recognise AFG 2025-07-03 --source https://…."""
    from comity.ledger.correct import Fact
    from comity.questions import asking

    with asking(settings(ledger=ledger), create=True) as ask:
        fact = Fact(act, ask.code(source), ask.code(target), when, words, cited, publisher, day(published))
        _done(ask.assert_fact(fact, reason=reason, by=by))


def undo(
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="The number of the entry, as it was printed.")],
    by: By,
    reason: Annotated[str, typer.Option(help="Why; it is kept.")] = "undone by hand",
    ledger: LedgerPath = None,
) -> None:
    """Undo a retraction, a correction, an assertion, a review or an undoing."""
    from comity.questions import asking

    with asking(settings(ledger=ledger)) as ask:
        _done(ask.undo(entry, reason=reason, by=by))


def review(
    by: By,
    limit: Annotated[int, typer.Option(min=1, help="List so many at most.")] = 100,
    ledger: LedgerPath = None,
) -> None:
    """Go through the uncertain or undated reports that would change a standing: a accepts, r refuses, s skips, q stops.

    To accept an undated one is to give it a date, which is asked for.
    """
    from comity.questions import asking

    with asking(settings(ledger=ledger)) as ask:
        doubts = ask.review(limit=limit)
        if not doubts:
            say("No uncertain or undated report would change a standing.")
        for doubt in doubts:
            if not _decide(ask, doubt, by):
                return


def verify(ledger: LedgerPath = None) -> None:
    """Check hashes, words and spans, and replay the standing from the reports."""
    from comity.questions import asking

    with asking(settings(ledger=ledger)) as ask:
        found = ask.verify()
    for problem in found.problems:
        say(str(problem))
    counts = ", ".join(
        (
            counted(found.entries, "entry").replace("entrys", "entries"),
            counted(found.documents, "document"),
            counted(found.reports, "report"),
            counted(found.standings, "standing"),
        )
    )
    say(f"{counts}: {counted(len(found.problems), 'problem') if found.problems else 'all as recorded'}.")
    if found.problems:
        raise typer.Exit(1)


def _decide(ask: Questions, doubt: Doubt, by: str) -> bool:
    """Show one report and do what the key says; returns False to stop."""
    report = doubt.recorded.report
    say(f"{doubt.report}  {report.when.date or 'undated'}  confidence {report.confidence:.2f}")
    say(f"  «{report.evidence.text}»")
    for change in doubt.would:
        say(f"  would make it: {change}")
    key = _key()
    if key == "a":
        _accept(ask, doubt, by)
    elif key == "r":
        _done(ask.refuse(doubt.report, by=by))
    return key != "q"


def _accept(ask: Questions, doubt: Doubt, by: str) -> None:
    """Accept one report; if it is undated, as of the date that the person gives, the day of publication proposed."""
    from comity.errors import DateError
    from comity.faces.cli.terminal import complain

    proposed = doubt.recorded.document.published
    while True:
        when = str(typer.prompt("  date", default=proposed and str(proposed))) if doubt.undated else None
        try:
            return _done(ask.accept(doubt.report, by=by, when=when))
        except DateError as error:
            complain(error)


def _key() -> str:
    """The next key that means something; the end of the input stops."""
    typer.echo("  [a]ccept [r]efuse [s]kip [q]uit ", nl=False)
    while True:
        try:
            key = typer.getchar().lower()
        except (EOFError, KeyboardInterrupt, OSError):  # OSError: there is no terminal to press keys on
            key = "q"
        if key in ("a", "r", "s", "q", ""):
            typer.echo(key)
            return key or "q"


def _done(entry: int) -> None:
    say(f"Entry {entry}; comity undo {entry} undoes it.")


def _status(text: str | None) -> Status | None:
    from comity.errors import InputError
    from comity.model.report import Status as Known

    if text is None:
        return None
    if text not in set(Known):
        raise InputError(f"{text!r} is no status; give asserted, denied, planned or hypothetical.")
    return Known(text)
