"""How far weekly probabilities can be trusted: "this one does this act to that one within seven days".

    python -m benchmarks.weekly DATASET_DIR [--pairs 2000]

The directory is one that `benchmarks.forecast` takes. The pairs are those with most facts in the train part, and the
acts of each those that it did there. The model is fitted on train alone and forecasts each morning of valid whose week
ends within it. Prints the expected calibration error (ten bins of equal width, and ten of equal numbers) over all
forecasts and over those above 0.05, and the Brier score against that of the share of past weeks with the act.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError
from comity.outlook.links.dataset import read_dataset
from comity.outlook.links.odds import Odds, forecast

BINS = 10
LIKELY = 0.05
"""Above this a forecast says more than that the act is unlikely."""

Bins = NDArray[np.int64]


def calibration_error(odds: Odds, bins: Bins) -> float:
    """The mean gap between what was said and what came, over forecasts by their bin."""
    said = np.bincount(bins, odds.probability, BINS)
    came = np.bincount(bins, odds.came, BINS)
    return float(np.abs(said - came).sum() / len(bins))


def by_width(odds: Odds) -> Bins:
    """Bins of equal width."""
    return np.minimum((odds.probability * BINS).astype(np.int64), BINS - 1)


def by_number(odds: Odds) -> Bins:
    """Bins of equal numbers."""
    place = np.argsort(np.argsort(odds.probability, kind="stable"))
    return place * BINS // len(place)


def report(name: str, odds: Odds) -> None:
    """Print the figures of some forecasts."""
    brier = float(((odds.probability - odds.came) ** 2).mean())
    usual = float(((odds.usual - odds.came) ** 2).mean())
    print(
        f"{name}: {len(odds.came)} forecasts, {odds.came.mean():.4f} came true, {odds.probability.mean():.4f} expected"
    )
    errors = calibration_error(odds, by_width(odds)), calibration_error(odds, by_number(odds))
    print(f"  expected calibration error {errors[0]:.4f} (equal width), {errors[1]:.4f} (equal numbers)")
    print(f"  Brier score {brier:.4f}, of the share of past weeks {usual:.4f}: skill {1 - brier / usual:.3f}")


def table(odds: Odds) -> None:
    """Print what was said and what came, by bin."""
    bins = by_width(odds)
    for number in np.unique(bins):
        inside = bins == number
        said, came = odds.probability[inside].mean(), odds.came[inside].mean()
        print(f"  {number / BINS:.1f} to {(number + 1) / BINS:.1f}: {inside.sum():8}, said {said:.3f}, came {came:.3f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--pairs", type=int, default=2000)
    args = parser.parse_args()
    started = time.process_time()
    try:
        data = read_dataset(args.directory)
        _, odds = forecast(data.parts["train"], data.parts["valid"], args.pairs)
    except ComityError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_status)
    report("all", odds)
    report(f"above {LIKELY}", odds.only(odds.probability > LIKELY))
    table(odds)
    print(f"{time.process_time() - started:.0f} s of processor")


if __name__ == "__main__":
    main()
