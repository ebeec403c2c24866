"""How well copies of one story are told from stories of their own: precision and recall on a labelled set.

    python -m benchmarks.wire [--half tuning|heldout] [--wrong]

The set lies in `tests/data/wire`: 60 stories with the copies that outlets would make of them, cut, credited, reordered,
merged with another, lightly reworded by a desk or written anew from it; and with texts that are none: rival agencies'
and feature writers' own, and stories of the same mould with other facts. Every pair of texts of neighbouring stories is
judged. Even stories were for tuning, odd ones are held out. Runs of three words are measured beside it, since they are
what near-duplicates are usually found by.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from comity.ledger.wire import sentences, stories_of

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "wire"
HALVES = {"tuning": 0, "heldout": 1}
KINDS = {"stories1": "base", "stories2": "base", "stories3": "base", "templates": "base", "rivals": "rival"}
MARKS = {"#": "", ">": "reworded", "<": "feature"}
CREDIT = "(Reporting by our correspondents; editing by K. Lane)\nSign up for our newsletter. All rights reserved."


@dataclass(frozen=True)
class Text:
    """A text of the set: its story's number, what was done to it, and the stories that it comes from."""

    story: int
    kind: str
    origins: frozenset[str]
    text: str


@dataclass(frozen=True)
class Figures:
    """Pairs rightly called copies, wrongly called so, and missed."""

    right: int
    wrong: tuple[tuple[Text, Text], ...]
    missed: tuple[tuple[Text, Text], ...]

    @property
    def precision(self) -> float:
        """The share of those called copies that are."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of copies that are called so."""
        return self.right / max(1, self.right + len(self.missed))


def texts(half: str) -> list[Text]:
    """The texts of one half of the set."""
    stories = {number: parts for number, parts in _stories().items() if number % 2 == HALVES[half]}
    return [text for number in stories for text in _texts(number, stories)]


def pairs(half: str) -> Iterator[tuple[Text, Text]]:
    """All pairs of texts of the same or neighbouring stories."""
    return ((one, two) for one, two in combinations(texts(half), 2) if abs(one.story - two.story) <= len(HALVES))


def measure(half: str, judge: Callable[[str, str], bool]) -> Figures:
    """What `judge`, asked whether two texts are copies of one story, makes of one half."""
    right, wrong, missed = 0, [], []
    for one, two in pairs(half):
        called, is_copy = judge(one.text, two.text), bool(one.origins & two.origins)
        right += called and is_copy
        if called and not is_copy:
            wrong.append((one, two))
        if is_copy and not called:
            missed.append((one, two))
    return Figures(right, tuple(wrong), tuple(missed))


def by_sentences(one: str, two: str) -> bool:
    """Comity's judgement, with the way in which it finds what to compare."""
    return len(stories_of([sentences(one), sentences(two)])) == 1


def by_runs(one: str, two: str) -> bool:
    """The usual judgement: half of the shorter text's runs of three words are in the longer."""
    runs = [_runs(one), _runs(two)]
    return len(runs[0] & runs[1]) >= 0.5 * min(map(len, runs))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _stories() -> dict[int, dict[str, list[str]]]:
    """The parts of each story: its lines by what they are, each with the headline first."""
    found: dict[int, dict[str, list[str]]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        parts: dict[str, list[str]] = {}
        kind = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            mark, _, rest = line.partition(" ")
            if mark == "=":
                parts = found.setdefault(int(rest), {})
            elif mark in MARKS:
                kind = MARKS[mark] or KINDS.get(path.stem, "desk")
                parts[kind] = [rest]
            else:
                parts[kind].append(line)
    return found


def _texts(number: int, stories: dict[int, dict[str, list[str]]]) -> Iterator[Text]:
    parts = stories[number]
    headline, *told = parts["base"]
    plain = [told[0].partition(" - ")[2], *told[1:]]
    copies = {
        "base": parts["base"],
        "credited": [f"{headline} - Daily Courier", *plain, CREDIT],
        "cut": plain[:2],
        "reordered": ["World in brief", plain[1], plain[0], *plain[3:], plain[2]],
        "reworded": parts.get("reworded", []),
        "reworded and cut": parts.get("reworded", [])[1:4],
        "desk": parts.get("desk", []),
    }
    for kind, lines in copies.items():
        if lines:
            yield _text(number, kind, lines, number)
    if after := stories.get(number + len(HALVES)):
        other = after["base"][1].partition(" - ")[2], *after["base"][2:4]
        merged = ["News of the day", *plain[:3], f"Separately, {other[0]}", *other[1:]]
        yield _text(number, "merged", merged, number, number + len(HALVES))
    for kind in ("rival", "feature"):
        if kind in parts:
            yield Text(number, kind, frozenset({f"{number} {kind}"}), "\n".join(parts[kind]))


def _text(number: int, kind: str, lines: list[str], *origins: int) -> Text:
    return Text(number, kind, frozenset(map(str, origins)), "\n".join(lines))


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=tuple(HALVES), default="heldout")
    parser.add_argument("--wrong", action="store_true", help="name the pairs judged wrongly")
    args = parser.parse_args()
    for name, judge in (("sentences", by_sentences), ("runs of three words", by_runs)):
        figures = measure(args.half, judge)
        print(f"{name:20} precision {figures.precision:.3f}  recall {figures.recall:.3f}  {_amounts(figures)}")
        if args.wrong and judge is by_sentences:
            for word, found in (("wrong", figures.wrong), ("missed", figures.missed)):
                for one, two in found:
                    print(f"  {word}: {one.story} {one.kind}, {two.story} {two.kind}")


def _amounts(figures: Figures) -> str:
    return f"({figures.right} copies found, {len(figures.missed)} missed, {len(figures.wrong)} wrong)"


if __name__ == "__main__":
    main()
