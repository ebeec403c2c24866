"""Fit the weights by which a mention without a name finds what it refers to, on the training part of the corpus.

    python -m training.antecedents > src/comity/actors/data/antecedents.csv

A softmax over the candidates of each mention, with an L2 penalty; one weight for each feature seen often enough. The
candidates stand as the program finds them; earlier references are taken as labelled.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from comity.actors.candidates import candidates
from comity.actors.clues import note_clues
from comity.actors.reading import Reading
from comity.actors.references import features
from comity.actors.spans import first_day
from training.corpus import Case, case_of, part_of, rows

SEEN = 10
"""How often a feature must be seen among the right candidates or the wrong ones to get a weight."""
PENALTY = 0.1
ROUNDS = 400
RATE = 0.05


@dataclass(frozen=True)
class Choice:
    """The candidates of one mention as feature lists, and which of them are right."""

    features: list[list[str]]
    right: list[bool]


def choices(case: Case) -> Iterator[Choice]:
    """The choices that the mentions of one case pose."""
    spans = [(actor.place.start, actor.place.end) for actor in case.actors]
    reading = Reading(case.text, spans, first_day(case.published or ""))
    reading.name()
    for item in reading.open_items():
        codes = case.actors[item.order].codes
        found = candidates(item, reading.items, case.text)
        note_clues(item, found, case.text)
        right = [codes == set(candidate.codes) for candidate in found]
        if any(right) and not all(right):
            yield Choice([list(features(item, candidate)) for candidate in found], right)
        item.codes = tuple(sorted(codes))


def fit(posed: list[Choice]) -> dict[str, float]:
    """The weights that make the right candidates likeliest."""
    index = _vocabulary(posed)
    columns: list[int] = []
    lines: list[int] = []
    groups: list[int] = []
    right: list[bool] = []
    for group, choice in enumerate(posed):
        for names, is_right in zip(choice.features, choice.right, strict=True):
            known = [index[name] for name in names if name in index]
            columns += known
            lines += [len(right)] * len(known)
            groups.append(group)
            right.append(is_right)
    weights = _descend(np.array(columns), np.array(lines), np.array(groups), np.array(right, dtype=float), len(index))
    return {name: float(weights[position]) for name, position in index.items()}


def _vocabulary(posed: list[Choice]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for choice in posed:
        for names in choice.features:
            counts.update(set(names))
    return {name: position for position, name in enumerate(sorted(n for n, seen in counts.items() if seen >= SEEN))}


def _descend(
    columns: npt.NDArray[Any], rows: npt.NDArray[Any], groups: npt.NDArray[Any], right: npt.NDArray[Any], size: int
) -> npt.NDArray[Any]:
    """Adam on the mean negative log probability of the right candidates of each group."""
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    number = groups[-1] + 1
    for step in range(1, ROUNDS + 1):
        scores = np.bincount(rows, weights[columns], len(right))
        top = np.full(number, -np.inf)
        np.maximum.at(top, groups, scores)
        raised = np.exp(scores - top[groups])
        likely = raised / np.bincount(groups, raised)[groups]
        kept = raised * right
        wanted = kept / np.maximum(np.bincount(groups, kept), 1e-12)[groups]
        slope = np.bincount(columns, (likely - wanted)[rows], size) / number + PENALTY * weights / 100
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def main() -> None:
    """Print the weights as CSV."""
    cases = (case_of(row) for row in rows() if part_of(row["text"]) == "train")
    posed = [choice for case in cases for choice in choices(case)]
    weights = fit(posed)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["feature", "weight"])
    writer.writerows((name, f"{weight:.3f}") for name, weight in sorted(weights.items()) if abs(weight) >= 0.005)
    print(f"{len(posed)} choices, {len(weights)} features", file=sys.stderr)


if __name__ == "__main__":
    main()
