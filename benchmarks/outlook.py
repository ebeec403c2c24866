"""Write the outlook's figures into docs/outlook.md, and its reliability plots beside it.

    python -m benchmarks.outlook [DATASET_DIR]

Lays a ledger with the list of recognitions and walks forward over Kosovo and Palestine (some minutes). With the
directory of a dataset of acts (train.txt and valid.txt, tab-separated: who, what, to whom, hours) it prints how good
forecasts of acts between busy pairs are on it.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import numpy as np

from comity.forecasts import Forecasts
from comity.ledger import open_ledger
from comity.outlook.acts_backtest import backtest_acts
from comity.outlook.backtest import Backtest
from comity.outlook.plot import write_plot
from comity.outlook.series import Series

DOCS = Path(__file__).parent.parent / "docs"
BLOCK = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.S)


def main() -> None:
    """Measure, then write the page and the plots, or print what the dataset gives."""
    if len(sys.argv) > 1:
        acts(Path(sys.argv[1]))
        return
    found = proving()
    page = DOCS / "outlook.md"
    page.write_text(BLOCK.sub(lambda _: block(found), page.read_text(encoding="utf-8")), encoding="utf-8")
    for horizon, score in found.scores.items():
        write_plot(score, DOCS / f"outlook-{horizon}.svg", f"Who recognises Kosovo and Palestine, {horizon} days ahead")


def proving() -> Backtest:
    """The backtest over the targets that no choice in the model's making rests on."""
    with tempfile.TemporaryDirectory() as folder, open_ledger(f"{folder}/ledger.sqlite") as ledger:
        foresee = Forecasts(ledger)
        foresee.load_reference()
        return foresee.backtest()


def block(found: Backtest) -> str:
    """The figures as the page shows them."""
    lines = [
        f"Looks every 30 days from {found.first} to {found.last}; intervals from resampling years of targets.",
        "",
        "| within | forecasts | came true | Brier | skill: target's rate | skill: one rate | calibration error |",
        "| --: | --: | --: | --: | --: | --: | --: |",
    ]
    for horizon, one in found.scores.items():
        flat = found.average[horizon]
        lines.append(
            f"| {horizon} days | {one.forecasts:,} | {one.happened:,} | {one.brier:.4f} "
            f"| {one.skill:+.3f} ({one.skill_low:+.3f} to {one.skill_high:+.3f}) "
            f"| {flat.skill:+.3f} ({flat.skill_low:+.3f} to {flat.skill_high:+.3f}) | {one.error:.3f} |"
        )
    plots = [f"![Said against came true, {horizon} days ahead](outlook-{horizon}.svg)" for horizon in found.scores]
    return "\n".join([*lines, "", *plots, ""])


def acts(folder: Path) -> None:
    """Print the figures on a dataset of acts, whose relations stand for acts."""
    series = dataset(folder)
    found = backtest_acts(series)
    print(f"{folder.name}: {len(series.days):,} acts; looks from day {found.first} to {found.last}")
    for horizon, one in found.scores.items():
        print(
            f"{horizon} days: {one.forecasts:,} forecasts, {one.happened:,} came true; Brier {one.brier:.4f}, skill "
            f"{one.skill:+.3f} ({one.skill_low:+.3f} to {one.skill_high:+.3f}), calibration error {one.error:.4f}"
        )


def dataset(folder: Path) -> Series:
    """The acts of a dataset; its hours are counted as days from the first day of the calendar's year 2000."""
    parts = [np.loadtxt(folder / f"{part}.txt", dtype=np.int64, usecols=(0, 1, 2, 3)) for part in ("train", "valid")]
    rows = np.concatenate(parts)
    actors = int(max(rows[:, 0].max(), rows[:, 2].max())) + 1
    days = rows[:, 3] // 24 + 730_120
    distinct = np.unique(np.column_stack([days, rows[:, 0], rows[:, 1] + actors, rows[:, 2]]), axis=0)
    return Series(*distinct.T, tuple(map(str, range(actors + int(rows[:, 1].max()) + 1))))


if __name__ == "__main__":
    main()
