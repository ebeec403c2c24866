"""Write the tables of docs/standing.md from the data files of the ledger.

python docs/standing.py     writes the page; tests/ledger/test_docs.py fails when it is not what this would write
"""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

PAGE = Path(__file__).with_name("standing.md")
DATA = files("comity.ledger").joinpath("data")

HEAD = """<!-- Written by docs/standing.py from src/comity/ledger/data: change it there. -->

# Standing: the rules

A standing is a state between two parties that lasts over a span of days. It is drawn from reports by the table below,
and by nothing else: `comity verify` replays it. The same reports give the same standing, whatever the order in which
they came.

## What moves a standing

- Only reports that are **asserted**, **certain** and **dated** move it. Denials, plans and hypotheses are kept beside
  it as what was said; an uncertain report waits for `comity review`; an undated one says that something happened, not
  when, and waits for `comity review` too, where it is accepted with a date.
- A date given to the month or year gives a span with imprecise ends: it can have begun on any day from `start` to
  `start_latest`. A question about a day counts the state from the first of them. A more exact date of the same act
  within those days takes its place.
- On one day, acts are taken in the order of the table, a change of government before all others.

## Where sources disagree

A denial stands against the latest act of its kind on or before its day, together with the reports that give that act
a date at most 7 days earlier. The independent sources on each side are counted: copies of one story, reports of one
publisher and reports of one document are one source.

- **More sources assert than deny**: the state is taken and shown as disputed, with the state before as the
  alternative.
- **As many or more deny**: the state before stays, shown as disputed, with the asserted state as the alternative.
  What is said later is added to the same count.
- Another disputed act leaves a dispute as it is.
- Recognising and withdrawing recognition, and establishing, restoring, downgrading and severing relations, are not done
  twice within 7 days. **Sources that give one such act different days** need no denial to disagree: those that give a
  later day stand against each earlier one. If more give the earlier day, the state is taken from it, shown as disputed,
  and the alternative is the same state «from» the later day, up to which the state itself is in doubt. If as many or
  more give the later day, the state before stays until then, shown as disputed.
- A later undisputed report of either state ends the dispute from its day on.
- A denial more than 365 days after the act says nothing against the act; it casts doubt on the state from its own day
  on.

## The table

Each rule says: this act moves the standing in this respect from one of these states to that one. `told` is what the
words of the evidence must tell (see below), empty for anything. `whose` is the side whose standing moves: the
*source*'s toward the target, the *target*'s toward the source, *both*, or the *pair*'s, which is mutual. `kinds`
matters for missions and sanctions, which stand apart by kind: *named* is the kind that the evidence names, *all*
every kind if it names none. The first rule of a respect that fits is applied.
"""

KINDS_SAID = """
## What the words tell

The kind of a mission or a sanction, and whether an agreement is a peace or was ratified, is told from the evidence by
these patterns, the first that fits counting.
"""

GOVERNMENTS_SAID = """
## Governments that were recognised as such

Recognition of these governments ends on the day on which they, or the government before them, fell. In the reference
list a movement in power stands for its state.
"""

RIVALS_SAID = """
## Rival governments

Recognising one of these, or establishing relations with it, withdraws recognition of the other.
"""


def page() -> str:
    """The page as it should be."""
    return (
        f"{HEAD}\n{table('rules.csv', {'dimension': 'respect', 'side': 'whose'})}{KINDS_SAID}\n{table('kinds.csv', {})}"
        f"{GOVERNMENTS_SAID}\n{table('governments.csv', {})}{RIVALS_SAID}\n{table('rivals.csv', {})}"
    )


def table(name: str, heads: dict[str, str]) -> str:
    """A data file as a table in Markdown, with other `heads` for some columns."""
    lines = list(csv.reader(DATA.joinpath(name).read_text(encoding="utf-8").splitlines()))
    shown = [[heads.get(head, head) for head in lines[0]], ["---"] * len(lines[0]), *lines[1:]]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in shown)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
