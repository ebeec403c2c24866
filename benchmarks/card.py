"""Write the reader's figures into docs/model-card.md, and its reliability plot beside it.

    python -m benchmarks.card

Measures the held-out tenth as `benchmarks.reader` does, and actors as `benchmarks.actors` does. Needs the extra
`benchmarks` for the plot.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from benchmarks.actors import Figures as ActorFigures
from benchmarks.actors import measure as measure_actors
from benchmarks.memory import measure as measure_memory
from benchmarks.reader import Figures, measure
from comity.find.model import PACKAGED
from training.corpus import digest, part_of, rows

DOCS = Path(__file__).parent.parent / "docs"
PLOT = DOCS / "reliability.svg"
BLOCK = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.S)
LEVELS = {
    "dyad": "the two actors",
    "event": "and PLOVER's event, with direction",
    "act": "and the act",
    "full": "and the status",
}


def main() -> None:
    """Measure, then write the page and the plot."""
    figures = measure()
    page = DOCS / "model-card.md"
    text = BLOCK.sub(lambda _: block(figures, measure_actors("heldout")), page.read_text(encoding="utf-8"))
    page.write_text(text, encoding="utf-8")
    plot(figures, PLOT)


def block(figures: Figures, actors: ActorFigures) -> str:
    """The figures as the page shows them."""
    version = json.loads((PACKAGED / "model.json").read_text(encoding="utf-8"))["version"]
    evaluation = figures.evaluation
    parts = [part_of(row["text"]) for row in rows()]
    lines = [
        "## Figures",
        "",
        f"Version `{version}`, corpus `{digest()}` ({len(parts)} cases, {parts.count('train')} of them to train),",
        f"on its held-out tenth ({evaluation.cases} cases), end to end: mentions found, not given. Micro-averaged",
        "over pairs of actors; `python -m benchmarks.card` measures anew.",
        "",
        "| what must agree | precision | recall | F1 |",
        "| --- | --: | --: | --: |",
    ]
    for name, tally in evaluation.levels.items():
        lines.append(f"| {name}: {LEVELS[name]} | {tally.precision:.2f} | {tally.recall:.2f} | {tally.f1:.2f} |")
    quiet = evaluation.silent / max(1, evaluation.quiet)
    model = sum(path.stat().st_size for path in PACKAGED.iterdir())
    lines += [
        "",
        f"* Nothing asserted on {quiet:.0%} of the {evaluation.quiet} cases without events.",
        f"* Expected calibration error of confidence: {figures.calibration_error:.3f} (ten bins).",
        f"* Actors of given mentions right: {actors.share():.1%} of all, {actors.share('name'):.1%} of those that",
        f"  hold a name, {actors.share('person'):.1%} of persons, {actors.share('reference'):.1%} of references.",
        f"* The model's files together: {model / 1e6:.0f} MB; `comity code`",
        f"  in one process over these cases: {measure_memory() / 1e6:.0f} MB of memory at the most.",
        "",
        "![Confidence against the share of reports that are right](reliability.svg)",
        "",
    ]
    return "\n".join(lines)


def plot(figures: Figures, path: Path) -> None:
    """Confidence against the share of reports that are right, a dot a bin, its area the number of reports."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "comity"  # the same figures give the same file
    from matplotlib import pyplot as plt

    counts, sure, right = zip(*figures.bins, strict=True)
    axes = plt.figure(figsize=(4, 4)).add_subplot()
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1)
    axes.scatter(sure, right, s=counts)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share right", aspect="equal")
    plt.tight_layout()
    plt.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
