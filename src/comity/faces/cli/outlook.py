"""`comity outlook`: what is likely next, with probabilities that are kept score of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from comity.errors import InputError
from comity.faces.cli.answers import AnswerFormat
from comity.faces.cli.options import LedgerPath, day, settings
from comity.faces.wording import counted

if TYPE_CHECKING:
    from typer._click.core import Context  # Typer's own, which its public Context only extends

    from comity.forecasts import Forecasts

ASK = "ask"
"""The command that is meant where none is named."""

OnDay = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="Look ahead from this day, by what had happened by then. [today]"),
]
AsKnownDay = Annotated[
    str | None,
    typer.Option("--as-known", metavar="DAY", help="By what the ledger knew at the end of this day. [now]"),
]
PlotPath = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE", help="Write the reliability plot to this file, as SVG.")
]


class Outlook(TyperGroup):
    """The group, in which `comity outlook RUS AFG` asks without naming a command."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Put the name of the command that asks before arguments that name no other."""
        named = bool(args) and (args[0] in self.commands or args[0] == "--help")
        return super().parse_args(ctx, args if named else [ASK, *args])


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    group = typer.Typer(
        cls=Outlook,
        rich_markup_mode=None,
        help="What is likely next, with probabilities that are kept score of: comity outlook RUS AFG.",
    )
    for name, command in ((ASK, ask), ("next", next_), ("resolve", resolve), ("score", score), ("backtest", backtest)):
        group.command(name)(command)
    app.add_typer(group, name="outlook")


def ask(
    one: Annotated[
        str | None, typer.Argument(metavar="ONE", help="What two parties will do to each other: one of them.")
    ] = None,
    two: Annotated[str | None, typer.Argument(metavar="TWO", help="The other one.")] = None,
    act: Annotated[str | None, typer.Option(metavar="ACT", help="Who does this next: recognise, say.")] = None,
    target: Annotated[str | None, typer.Option(metavar="NAME", help="Toward whom: AFG, say.")] = None,
    on: OnDay = None,
    horizon: Annotated[
        int | None,
        typer.Option(metavar="DAYS", help="How many days ahead, up to 365. [30, 90 and 365 of two; else 365]"),
    ] = None,
    as_known: AsKnownDay = None,
    limit: Annotated[int, typer.Option(min=1, help="How many states or acts a table shows.")] = 15,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the forecasts, to be settled and scored.")] = False,
    ledger: LedgerPath = None,
    shape: AnswerFormat = None,
) -> None:
    """What two parties are likely to do to each other, or who is likely to do an act next; the command may be left out.

    comity outlook RUS AFG, or comity outlook --act recognise --target AFG.
    """
    from comity.faces.cli.forecasts import by_pair, by_state, put
    from comity.faces.cli.terminal import note
    from comity.forecasts import HORIZONS, YEAR

    pair = (one, two) if one and two and not (act or target) else None
    if not pair and not (act and target and not (one or two)):
        raise InputError("Name two parties, as RUS AFG, or an act and a target, as --act recognise --target AFG.")
    with _forecasting(ledger) as foresee:
        if pair:
            horizons = HORIZONS if horizon is None else [horizon]
            found = foresee.between(*pair, on=day(on), as_known=day(as_known), horizons=horizons)
        else:
            ahead = YEAR if horizon is None else horizon
            found = foresee.followers(str(act), str(target), on=day(on), as_known=day(as_known), horizon=ahead)
        kept = foresee.keep(found) if keep else None
        put(found.rows, by_pair if pair else by_state, shape, limit)
        if kept is not None:
            note(f"{counted(kept, 'forecast')} kept; comity outlook resolve settles what is due.")


def next_(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Who acts.")],
    act: Annotated[str, typer.Option(metavar="ACT", help="The act: meet, say.")],
    on: OnDay = None,
    as_known: AsKnownDay = None,
    limit: Annotated[int, typer.Option(min=1, help="How many a table shows.")] = 15,
    ledger: LedgerPath = None,
    shape: AnswerFormat = None,
) -> None:
    """Whom one is likely to do an act to next, by rank, if it does it: comity outlook next RUS --act meet."""
    from comity.faces.cli.forecasts import put_targets

    with _forecasting(ledger) as foresee:
        put_targets(foresee.targets(source, act, on=day(on), as_known=day(as_known)).rows, shape, limit)


def resolve(ledger: LedgerPath = None, shape: AnswerFormat = None) -> None:
    """Settle the kept forecasts whose last day is over, from what the ledger tells by now."""
    from comity.faces.cli.forecasts import put_kept

    with _forecasting(ledger) as foresee:
        put_kept(foresee.resolve().rows, shape)


def score(as_known: AsKnownDay = None, plot: PlotPath = None, ledger: LedgerPath = None) -> None:
    """How good the kept forecasts were that are settled: Brier and log score, skill, and what came of what was said."""
    from comity.faces.cli.forecasts import scored

    with _forecasting(ledger) as foresee:
        scored("Kept forecasts", foresee.score(as_known=day(as_known)), plot)


def backtest(
    act: Annotated[str, typer.Option(metavar="ACT", help="recognise or withdraw-recognition.")] = "recognise",
    target: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Toward whom; may be given again. [Kosovo and Palestine]")
    ] = None,
    acts: Annotated[
        bool, typer.Option("--acts", help="Instead, all acts between the busiest pairs of ledger and archive.")
    ] = False,
    on: OnDay = None,
    as_known: AsKnownDay = None,
    plot: PlotPath = None,
    ledger: LedgerPath = None,
) -> None:
    """How good forecasts would have been in the past, walking forward: each made by what had happened by its day."""
    from comity.faces.cli.forecasts import scored
    from comity.faces.cli.terminal import counting, say
    from comity.forecasts import PROVING

    if acts:
        _backtest_acts(ledger, on, plot)
        return
    with _forecasting(ledger) as foresee, counting("years") as step:
        found = foresee.backtest(act, target or PROVING, on=day(on), as_known=day(as_known), progress=step)
    toward = " and ".join(found.targets)
    for ahead, one in found.scores.items():
        title = f"{found.act} toward {toward}, {found.first} to {found.last}, within {ahead} days"
        scored(title, one, plot.with_stem(f"{plot.stem}-{ahead}") if plot else None)
        flat = found.average[ahead]
        say(
            f"Against one base rate for all targets and days the skill is {flat.skill:+.3f}, "
            f"nine in ten between {flat.skill_low:+.3f} and {flat.skill_high:+.3f}."
        )


def _backtest_acts(ledger: str | None, on: str | None, plot: Path | None) -> None:
    from comity.faces.cli.forecasts import scored
    from comity.faces.cli.terminal import counting

    with _forecasting(ledger) as foresee, counting("looks") as step:
        found = foresee.backtest_acts(on=day(on), progress=step)
    for ahead, one in found.scores.items():
        title = f"Acts of the busiest pairs, {found.first} to {found.last}, within {ahead} days"
        scored(title, one, plot.with_stem(f"{plot.stem}-{ahead}") if plot else None)


@contextmanager
def _forecasting(ledger: str | None) -> Iterator[Forecasts]:
    from comity.forecasts import forecasting

    with forecasting(settings(ledger=ledger)) as foresee:
        yield foresee
