"""Forecasts and scores as a person reads them, and as JSON Lines or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Collection, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from comity.faces.cli.answers import Shape, print_table
from comity.faces.cli.terminal import note, say
from comity.faces.wording import counted, named, percent
from comity.forecasts import record, record_kept, record_target

if TYPE_CHECKING:
    from comity.model.forecast import Forecast, Kept
    from comity.outlook.links.upcoming import Target
    from comity.outlook.score import Score


def put(
    found: Sequence[Forecast], table: Callable[[Sequence[Forecast], int], None], shape: Shape | None, limit: int
) -> None:
    """Print forecasts in `shape`, by `table` if it is one, which then shows the first `limit`."""
    _put([record(forecast) for forecast in found], lambda: table(found, limit), shape)


def put_kept(found: Sequence[Kept], shape: Shape | None) -> None:
    """Print what came of forecasts."""
    _put([record_kept(one) for one in found], lambda: _settled(found), shape)


def put_targets(found: Sequence[Target], shape: Shape | None, limit: int) -> None:
    """Print targets by rank; a table shows the first `limit`."""
    _put([record_target(one) for one in found], lambda: _ranked(found[:limit]), shape)


def _ranked(found: Sequence[Target]) -> None:
    lines = [
        (str(rank), named(one.code), percent(one.probability), f"{one.before:,}", str(one.last or "never"))
        for rank, one in enumerate(found, 1)
    ]
    print_table(("", "whom", "likely", "days before", "last"), lines)


def by_state(found: Sequence[Forecast], limit: int) -> None:
    """The states by their probability, each with its reasons; what all have in common stands above."""
    first = found[0]
    say(f"Who comes to {first.act} {named(first.target)} by {first.due}, as of {first.made}.")
    say(f"The base rate of each state is {percent(first.base)}.")
    common = set.intersection(*({reason.words for reason in one.reasons} for one in found))
    for reason in first.reasons:
        if reason.words in common:
            say(f"For all alike: {reason.words} (×{reason.factor:.1f}).")
    lines = [
        (
            str(rank),
            named(one.source),
            percent(one.probability),
            f"{percent(one.low)} to {percent(one.high)}",
            _why(one, common),
        )
        for rank, one in enumerate(found[:limit], 1)
    ]
    print_table(("", "who", "likely", "9 in 10", "why (times the rate)"), lines)
    expected = sum(one.probability for one in found)
    note(f"{counted(len(found), 'state')} may still; {expected:.1f} are expected to. Learned from {first.basis}.")


def by_pair(found: Sequence[Forecast], limit: int) -> None:
    """The acts by their probability, each within every horizon."""
    groups = [list(group) for _, group in groupby(found, lambda one: (one.source, one.act, one.target))]
    horizons = [one.horizon for one in groups[0]]
    lines = [
        (
            f"{group[0].source} {group[0].act} {group[0].target}",
            *(percent(one.probability) for one in group),
            f"{percent(group[-1].low)} to {percent(group[-1].high)}",
            _why(group[-1]) or group[-1].basis,
        )
        for group in groups[:limit]
    ]
    print_table(("act", *(f"{days} d" for days in horizons), "9 in 10", "why"), lines)
    if not any(one.signal for one in found):
        note("Base rates only: the record holds no signal on these two.")


def scored(title: str, score: Score, plot: Path | None) -> None:
    """A score with its reliability plot, which is also written to `plot` if given."""
    say(f"{title}: {counted(score.forecasts, 'forecast')}, {score.happened:,} came true.")
    lines = [
        ("Brier score", f"{score.brier:.4f}", f"{score.base_brier:.4f}"),
        ("log score", f"{score.log:.4f}", f"{score.base_log:.4f}"),
    ]
    print_table(("", "forecasts", "base rate"), lines)
    say(f"Brier skill {score.skill:+.3f}, nine in ten between {score.skill_low:+.3f} and {score.skill_high:+.3f}.")
    say(f"What was said lies {score.error:.3f} from what happened, on average (expected calibration error).")
    rows = [
        (f"{one.forecasts:,}", percent(one.said), percent(one.happened), _bars(one.said, one.happened))
        for one in score.bins
    ]
    print_table(("forecasts", "said", "came true", "said ─, came true █"), rows)
    if plot:
        from comity.outlook.plot import write_plot

        write_plot(score, plot, title)
        note(f"The plot is in {plot}.")


def _put(records: Sequence[dict[str, Any]], table: Callable[[], None], shape: Shape | None) -> None:
    chosen = shape or (Shape.TABLE if sys.stdout.isatty() else Shape.JSONL)
    if chosen is Shape.JSONL:
        for one in records:
            typer.echo(json.dumps(one, ensure_ascii=False))
    elif not records:
        note("None.")
    elif chosen is Shape.TABLE:
        table()
    else:
        writer = csv.DictWriter(sys.stdout, records[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _flat(value) for name, value in one.items()} for one in records)


def _flat(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _settled(found: Sequence[Kept]) -> None:
    lines = [
        (
            f"{one.forecast.source} {one.forecast.act} {one.forecast.target}",
            f"{one.forecast.made} to {one.forecast.due}",
            percent(one.forecast.probability),
            f"yes, {one.resolution.day}" if one.resolution and one.resolution.happened else "no",
        )
        for one in found
    ]
    print_table(("forecast", "days", "said", "came true"), lines)


def _why(one: Forecast, common: Collection[str] = ()) -> str:
    """The reasons of a forecast less those that all have in common."""
    return "; ".join(f"{why.words} (×{why.factor:.1f})" for why in one.reasons if why.words not in common)


def _bars(said: float, happened: float, width: int = 30) -> str:
    """A bar as long as what came true, with a stroke where it was said to end."""
    bar = ["█" if place < round(happened * width) else " " for place in range(width + 1)]
    bar[round(said * width)] = "─"
    return "".join(bar).rstrip()
