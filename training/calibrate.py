"""Choose where the reader's probabilities become decisions, on the part of the corpus kept for that.

    python -m training.calibrate [--model DIR]

Writes `cuts` and `confidence` into model.json and prints the figures on the calibration part. Neither the training
part nor the held-out tenth is looked at.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.evaluation import Case, Claim, Evaluation
from comity.find.decode import Decoded, Habits, confidence, decode
from comity.find.model import PACKAGED, Model
from comity.find.reader import ModelReader
from comity.find.second import Candidate
from comity.find.sides import Cuts
from comity.model.document import Document
from comity.model.report import Mention
from training.corpus import part_of, rows
from training.description import describe

START = Cuts(mention=0.5, name=0.1, trigger=0.6, role=0.5, lone=0.3, context=0.3, named_context=0.05, emit=0.0)
"""Cuts to begin from; `trigger` is low, since the second reading judges candidates better than the first."""
ROLES = (0.4, 0.5, 0.6)
LONES = (0.2, 0.3)
EMITS = tuple(np.arange(0.15, 0.5, 0.025))
SLACK = 0.005
"""How much of the best figure is given up to show more: who reads drops a wrong report
sooner than he finds a missed one."""
EVIDENCE = 10
RIDGE = 1.0
"""Pulls the weights of confidence toward nought, for the part is small."""

Found = Sequence[Sequence[tuple[Decoded, Claim]]]
"""For each sample what its triggers state, as decoded and as a claim."""


@dataclass
class Sample:
    """A labelled case and what the reader sees in it before it decides."""

    case: Case
    seen: list[tuple[Candidate, list[Mention]]]


def main() -> None:
    """Calibrate as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=PACKAGED)
    calibrate(parser.parse_args().model)


def calibrate(folder: Path) -> None:
    """Write cuts and confidence into the model's description."""
    description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    description |= {"cuts": asdict(START), "confidence": [1.0] * EVIDENCE + [0.0]}
    describe(folder, description)
    model = Model(folder, threads=2)
    reader = ModelReader(model, threshold=0.5)
    part = [case_of(row) for row in rows() if part_of(row["text"]) == "dev"]
    samples = [Sample(case, reader.candidates(case.document)) for case in part]
    cuts, weights = _best(samples, model)
    description |= {"cuts": asdict(cuts), "confidence": [round(float(w), 4) for w in weights]}
    describe(folder, description)
    _print(samples, model, cuts, weights)


def case_of(row: dict[str, Any]) -> Case:
    """A corpus row as a labelled case."""
    codes = {actor["mention"]: actor["codes"] for actor in row["actors"]}
    published = date.fromisoformat(row["published"]) if row.get("published") else None

    def side(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for name in names for code in codes[name]))

    claims = tuple(Claim(e["act"], e["status"], side(e["source"]), side(e["target"])) for e in row["events"])
    return Case(None, Document(row["text"], published=published), claims)


def _best(samples: Sequence[Sample], model: Model) -> tuple[Cuts, NDArray[np.float64]]:
    best: tuple[float, Cuts, NDArray[np.float64]] | None = None
    for role, lone in itertools.product(ROLES, LONES):
        if lone > role:
            continue
        cuts = replace(START, role=role, lone=lone)
        decoded = [_decode(sample, cuts, model) for sample in samples]
        weights = _fit(samples, decoded)
        for emit in EMITS:
            figure = _figure(samples, decoded, weights, float(emit))
            if best is None or figure > best[0]:
                best = figure, replace(cuts, emit=round(float(emit), 3)), weights
    if best is None:
        raise SystemExit("The corpus has no cases to calibrate on.")
    figure, cuts, weights = best
    decoded = [_decode(sample, cuts, model) for sample in samples]
    flat = [emit for emit in EMITS if _figure(samples, decoded, weights, float(emit)) >= figure - SLACK]
    return replace(cuts, emit=round(float(min(flat)), 3)), weights


def _decode(sample: Sample, cuts: Cuts, model: Model) -> list[tuple[Decoded, Claim]]:
    """What a case's triggers state, each claim once with its strongest evidence, as the reader reports it."""
    best: dict[Claim, Decoded] = {}
    habits = Habits(model.reciprocal, model.within)
    for candidate, mentions in sample.seen:
        decoded = decode(candidate, mentions, cuts, habits)
        if decoded:
            claim = _claim(decoded, mentions, model)
            if claim not in best or sum(decoded.evidence) > sum(best[claim].evidence):
                best[claim] = decoded
    return [(decoded, claim) for claim, decoded in best.items()]


def _claim(decoded: Decoded, mentions: Sequence[Mention], model: Model) -> Claim:
    def side(members: Sequence[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for n in members for code in mentions[n].codes))

    source, target = side(decoded.source.mentions), side(decoded.target.mentions)
    return Claim(model.acts[decoded.act], model.statuses[decoded.status], source, target)


def _fit(samples: Sequence[Sample], decoded: Found) -> NDArray[np.float64]:
    """Weights of a logistic regression from a report's evidence to whether it is right, by Newton's method."""
    pairs = [(d.evidence, right(s.case, c)) for s, ds in zip(samples, decoded, strict=True) for d, c in ds]
    x = np.array([[*evidence, 1.0] for evidence, _ in pairs])
    y = np.array([float(right) for _, right in pairs])
    weights = np.zeros(EVIDENCE + 1)
    penalty = np.diag([RIDGE] * EVIDENCE + [1e-6])

    def cost(w: NDArray[np.float64]) -> float:
        z = x @ w
        return float(np.logaddexp(0, z).sum() - y @ z + 0.5 * w @ penalty @ w)

    for _ in range(30):
        p = 1 / (1 + np.exp(-(x @ weights).clip(-30, 30)))
        slope = x.T @ (y - p) - penalty @ weights
        bend = (x * (p * (1 - p))[:, None]).T @ x + penalty
        step = np.linalg.solve(bend, slope)
        while cost(weights + step) > cost(weights) and np.abs(step).max() > 1e-9:
            step = step / 2
        weights = weights + step
    return weights


def right(case: Case, claim: Claim) -> bool:
    """Whether everything that a report says stands among the labels."""
    single = Evaluation()
    single.add(case, [claim])
    tally = single.levels["full"]
    return tally.found > 0 and tally.wrong == 0


def _score(samples: Sequence[Sample], decoded: Found, weights: Sequence[float], emit: float) -> Evaluation:
    total = Evaluation()
    for sample, found in zip(samples, decoded, strict=True):
        total.add(sample.case, [claim for d, claim in found if confidence(d.evidence, weights) >= emit])
    return total


def _figure(samples: Sequence[Sample], decoded: Found, weights: NDArray[np.float64], emit: float) -> float:
    total = _score(samples, decoded, list(weights), emit)
    quiet = total.silent / total.quiet if total.quiet else 0.0
    return total.levels["act"].f1 + total.levels["full"].f1 + 0.2 * quiet


def _print(samples: Sequence[Sample], model: Model, cuts: Cuts, weights: NDArray[np.float64]) -> None:
    decoded = [_decode(sample, cuts, model) for sample in samples]
    total = _score(samples, decoded, list(weights), cuts.emit)
    print(cuts, weights.round(2))
    for level, tally in total.levels.items():
        print(f"{level:6} P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}")
    print(f"silent on {total.silent} of {total.quiet}")


if __name__ == "__main__":
    main()
