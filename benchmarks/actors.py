"""How often given mentions of the corpus resolve to exactly the labelled actors, and how fast.

    python -m benchmarks.actors [--part train|dev|heldout]

A mention holds a name if the registry finds one in it; of the others, one with a capital letter is a person (or a name
that the registry lacks), and the rest are references.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from dataclasses import dataclass

from comity.actors.names import find_names
from comity.actors.resolution import resolve
from comity.actors.spans import first_day
from training.corpus import Case, case_of, part_of, rows

SORTS = ("name", "person", "reference")
_CAPITAL = re.compile(r"(?<!^)[A-Z]|^(?!The |He\b|She\b|It\b|They\b|Both\b|His |Her |Its |Their |A |An )[A-Z]")


@dataclass(frozen=True)
class Figures:
    """The mentions of each sort, how many resolve rightly, and the seconds that resolving took."""

    mentions: Counter[str]
    right: Counter[str]
    cases: int
    seconds: float

    def share(self, sort: str | None = None) -> float:
        """The share of mentions of one sort, or of all, whose codes are exactly right."""
        sorts = SORTS if sort is None else (sort,)
        return sum(self.right[s] for s in sorts) / max(1, sum(self.mentions[s] for s in sorts))


def measure(part: str) -> Figures:
    """The figures on one part of the corpus, with the mentions given."""
    cases = [case_of(row) for row in rows() if part_of(row["text"]) == part]
    mentions: Counter[str] = Counter()
    right: Counter[str] = Counter()
    seconds = 0.0
    resolve("Russia recognised it.", [(0, 6)], None)
    for case in cases:
        on = first_day(case.published or "")
        spans = [(actor.place.start, actor.place.end) for actor in case.actors]
        begun = time.process_time()
        resolved = resolve(case.text, spans, on)
        seconds += time.process_time() - begun
        for sort, actor, mention in zip(sorts(case), case.actors, resolved, strict=True):
            mentions[sort] += 1
            right[sort] += actor.codes == set(mention.codes)
    return Figures(mentions, right, len(cases), seconds)


def sorts(case: Case) -> list[str]:
    """The sort of each mention of a case."""
    hits = find_names(case.text, first_day(case.published or ""))
    found = []
    for actor in case.actors:
        start, end = actor.place.start, actor.place.end
        if any(start <= hit.start and hit.end <= end + 1 for hit in hits):
            found.append("name")
        else:
            found.append("person" if _CAPITAL.search(case.text[start:end]) else "reference")
    return found


def main() -> None:
    """Print the figures as a table."""
    parser = argparse.ArgumentParser(description="Share of given mentions whose codes are exactly right.")
    parser.add_argument("--part", choices=("train", "dev", "heldout"), default="heldout")
    part = parser.parse_args().part
    figures = measure(part)
    print(f"{part}: {figures.cases} cases, {1000 * figures.seconds / max(1, figures.cases):.1f} ms of processor a case")
    for sort in SORTS:
        print(f"{sort:<10}{figures.mentions[sort]:>7}{figures.share(sort):>8.1%}")
    print(f"{'all':<10}{figures.mentions.total():>7}{figures.share():>8.1%}")


if __name__ == "__main__":
    main()
