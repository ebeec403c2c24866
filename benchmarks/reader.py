"""How well and how fast the packaged reader reads the held-out tenth of the corpus, end to end.

    python -m benchmarks.reader [--part heldout|dev] [--files NAME...] [--json]

Prints precision, recall and F1 by level, by act, the share of eventless cases on which nothing was asserted, the
expected calibration error of confidence (ten equal bins), and sentences a second on one core.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

from comity.evaluation import Case, Claim, Evaluation
from comity.find.reader import load_reader
from comity.model.report import Report
from comity.read.split import sentences
from training.calibrate import case_of, right
from training.corpus import CORPUS, Part, digest, part_of, rows

BINS = 10


@dataclass(frozen=True)
class Figures:
    """What one run measured. `bins` holds for each bin of confidence its count, mean confidence and share right."""

    evaluation: Evaluation
    bins: tuple[tuple[int, float, float], ...]
    sentences: int
    seconds: float

    @property
    def calibration_error(self) -> float:
        """The mean gap between confidence and share right, weighted by count."""
        total = sum(count for count, _, _ in self.bins)
        return sum(count * abs(sure - share) for count, sure, share in self.bins) / max(1, total)


def measure(part: Part = "heldout", files: Sequence[str] = ()) -> Figures:
    """Read one part of the corpus (of the named files, without suffix, or all) and compare with its labels."""
    paths = [CORPUS / f"{name}.jsonl" for name in files] or None
    cases = [case_of(row) for row in rows(paths) if part_of(row["text"]) == part]
    reader = load_reader()
    reader.read(cases[0].document)
    begun = time.perf_counter()
    answers = list(reader.read_many(case.document for case in cases))
    seconds = time.perf_counter() - begun
    evaluation = Evaluation()
    for case, reports in zip(cases, answers, strict=True):
        evaluation.add(case, [Claim.of(report) for report in reports])
    count = sum(len(sentences(case.document.text)) for case in cases)
    return Figures(evaluation, _bins(cases, answers), count, seconds)


def _bins(cases: Sequence[Case], answers: Sequence[Sequence[Report]]) -> tuple[tuple[int, float, float], ...]:
    pairs = [(r.confidence, right(case, Claim.of(r))) for case, rs in zip(cases, answers, strict=True) for r in rs]
    bins = []
    for number in range(BINS):
        inside = [(p, ok) for p, ok in pairs if number <= p * BINS < number + 1]
        if inside:
            bins.append(
                (len(inside), sum(p for p, _ in inside) / len(inside), sum(ok for _, ok in inside) / len(inside))
            )
    return tuple(bins)


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("heldout", "dev"), default="heldout")
    parser.add_argument("--files", nargs="*", default=[], help="corpus files by name, without suffix")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--acts", action="store_true", help="the figures of each act too")
    args = parser.parse_args()
    figures = measure(args.part, args.files)
    print(json.dumps(_record(figures)) if args.json else _text(figures, args.acts))


def _record(figures: Figures) -> dict[str, object]:
    levels = figures.evaluation.levels
    return {
        "corpus": digest(),
        "cases": figures.evaluation.cases,
        **{name: {"p": t.precision, "r": t.recall, "f1": t.f1} for name, t in levels.items()},
        "quiet": figures.evaluation.silent / max(1, figures.evaluation.quiet),
        "calibration_error": figures.calibration_error,
        "sentences_per_second": figures.sentences / figures.seconds,
    }


def _text(figures: Figures, acts: bool) -> str:
    evaluation = figures.evaluation
    lines = [f"corpus {digest()}, {evaluation.cases} cases"]
    lines += [f"{n:6} P {t.precision:.3f}  R {t.recall:.3f}  F1 {t.f1:.3f}" for n, t in evaluation.levels.items()]
    lines.append(f"nothing asserted on {evaluation.silent} of {evaluation.quiet} cases without events")
    lines.append(f"expected calibration error {figures.calibration_error:.3f}")
    lines += [f"  confidence {sure:.2f}: {share:.2f} right of {count}" for count, sure, share in figures.bins]
    lines.append(f"{figures.sentences / figures.seconds:.0f} sentences a second on one core")
    if acts:
        by_f1 = sorted(evaluation.acts.items(), key=lambda item: item[1].f1)
        lines += [f"  {n:22} F1 {t.f1:.2f} (found {t.found}, wrong {t.wrong}, missed {t.missed})" for n, t in by_f1]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
