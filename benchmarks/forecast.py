"""How well the next targets are ranked on a benchmark's facts: time-aware filtered MRR and Hits@1, 3 and 10.

    python -m benchmarks.forecast DATASET_DIR [--part test|valid]

The directory holds train.txt, valid.txt, entity2id.txt and relation2id.txt, and test.txt if it is to be measured;
without it the part measured is valid. The ranker is fitted on what lies before the part measured; each day of it is
answered from the days before (single-step), in both directions, ties averaged.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

import numpy as np

from comity.errors import ComityError
from comity.outlook.links.dataset import Dataset, read_dataset
from comity.outlook.links.metrics import Quality, quality
from comity.outlook.links.names import parse_names
from comity.outlook.links.ranker import Plan, answer


def measure(data: Dataset, part: str, plan: Plan) -> Quality:
    """The quality of the ranking on one part, whose answers are known to nothing before their day is over."""
    begins, ends = int(data.parts[part].day.min()), int(data.parts[part].day.max())
    facts = data.facts.before(ends + 1)
    answered = answer(facts, parse_names(data.actors), len(data.acts), begins, plan)
    return quality(np.concatenate([batch.ranks() for batch in answered]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--part", choices=("valid", "test"), help="the part to measure; test if it is there")
    args = parser.parse_args()
    try:
        data = read_dataset(args.directory)
        part = args.part or ("test" if "test" in data.parts else "valid")
        if part not in data.parts:
            raise ComityError(f"{args.directory} has no test.txt; measure --part valid.")
        started, cpu = time.perf_counter(), time.process_time()
        figures = measure(data, part, Plan())
    except ComityError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_status)
    seconds, spent = time.perf_counter() - started, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{args.directory.name}, {part} part, fitted on what lies before: {figures.answers} answers")
    print(figures)
    print(f"fit and rank: {seconds:.0f} s, {spent:.0f} s of processor, {memory:.0f} MB at most")


if __name__ == "__main__":
    main()
