"""The relation of two marked actors against labels in the PLV format (tab-separated, actors given).

    python -m benchmarks.plv FILE.tsv

Columns: `marked_sentence` with <s>…</s> around the source and <t>…</t> around the target, `gold_root` (a PLOVER event;
its YIELD is CONCEDE and RETREAT together) and `gold_penta` (the quad class). Prints macro-F1 over root codes, quad
classes and cooperation against conflict.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from comity.errors import CorpusError
from comity.find.relation import Place, Relation, classify_relation
from comity.ontology.acts import QUADS, quad

YIELD = ("CONCEDE", "RETREAT")
_MARK = re.compile(r"</?[st]>")


def unmarked(marked: str) -> tuple[str, Place, Place]:
    """A sentence without its marks, and the places of source and target; raises CorpusError if one is missing."""
    text, places, end = "", {}, 0
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        places[mark[0]] = len(text)
        end = mark.end()
    text += marked[end:]
    try:
        return text, (places["<s>"], places["</s>"]), (places["<t>"], places["</t>"])
    except KeyError as error:
        raise CorpusError(f"The sentence {marked!r} lacks the mark {error}; mark source and target.") from None


def root_of(relation: Relation) -> str:
    """The likeliest root code, CONCEDE and RETREAT taken together."""
    chances = dict(relation.plover)
    chances["YIELD"] = sum(chances.pop(name, 0.0) for name in YIELD)
    return max(chances, key=lambda name: chances[name])


def quad_of(root: str) -> str:
    """The quad class of a root code, YIELD included."""
    return quad(YIELD[0] if root == "YIELD" else root)


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean over gold classes of F1; `pairs` are (gold, given)."""
    classes = sorted({gold for gold, _ in pairs})
    return sum(_f1(pairs, name) for name in classes) / len(classes)


def _f1(pairs: Sequence[tuple[str, str]], name: str) -> float:
    right = sum(gold == given == name for gold, given in pairs)
    either = sum(gold == name for gold, _ in pairs) + sum(given == name for _, given in pairs)
    return 2 * right / either if either else 0.0


def main() -> None:
    """Score a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    with parser.parse_args().file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    pairs = [(_gold(row), root_of(classify_relation(*unmarked(row["marked_sentence"])))) for row in rows]
    quads = [(quad_of(gold), quad_of(given)) for gold, given in pairs]
    kinds = [(gold.split()[1], given.split()[1]) for gold, given in quads]
    print(f"{len(pairs)} sentences, {len({gold for gold, _ in pairs})} root codes")
    for name, found in (("root", pairs), ("quad", quads), ("binary", kinds)):
        print(f"{name:6} macro-F1 {100 * macro_f1(found):.1f}")


def _gold(row: Mapping[str, str]) -> str:
    root = row["gold_root"].strip().upper()
    known = {event for events in QUADS.values() for event in events} | {"YIELD"}
    if root not in known:
        raise CorpusError(f"{root!r} is no PLOVER root code; expected one of {', '.join(sorted(known))}.")
    return "YIELD" if root in YIELD else root


if __name__ == "__main__":
    main()
