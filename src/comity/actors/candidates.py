"""What a mention without a name may refer to: the actors named around it, alone or together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from comity.actors.mentions import Item
from comity.model.report import COLLECTIVE

_BEFORE, _AFTER = 100, 30
"""How many names and mentions before and after it a mention may refer to."""
_MOST = 9
"""How many actors at most are taken together from one sentence."""
_JOINT = re.compile(r"(?:['’]s?)?\s*(?:,|,?\s+(?:and|or|nor|as well as|but not)\b)\s*(?:the\s+)?")
"""What stands between mentions that are joined."""


@dataclass(slots=True)
class Candidate:
    """Actors that a mention may stand for, the mentions that name them, and what is to be weighed of them.

    `unions` says how the actors come together where the text names them apart, such as "joined here".
    """

    codes: tuple[str, ...]
    items: list[Item]
    unions: list[str] = field(default_factory=list)
    clues: list[str] = field(default_factory=list)


def candidates(item: Item, items: Sequence[Item], text: str) -> list[Candidate]:
    """The candidates for `item` among the resolved `items` (in the order of the text)."""
    around = items[max(0, item.index - _BEFORE) : item.index + _AFTER]
    resolved = [other for other in around if other.codes and other is not item and other.codes != (COLLECTIVE,)]
    found: dict[frozenset[str], Candidate] = {}
    for other in resolved:
        codes = frozenset(other.codes)
        if codes not in found:
            found[codes] = Candidate(other.codes, [])
        found[codes].items.append(other)
    for label, group in _unions(item, resolved, text):
        union = tuple(dict.fromkeys(code for other in group for code in other.codes))
        if len(union) > 1:
            found.setdefault(frozenset(union), Candidate(union, group)).unions.append(label)
    return [*found.values(), Candidate((COLLECTIVE,), [])]


def _unions(item: Item, resolved: Sequence[Item], text: str) -> Iterator[tuple[str, list[Item]]]:
    """Groups of mentions that name actors together: last, first, in one sentence, or joined by "and"."""
    listed = [other for other in resolved if other.listed]
    before = [other for other in listed if other.start < item.start]
    size = item.number or 2
    yield "recent", _distinct(reversed(before), size)
    yield "first", _distinct(before, size)
    yield "here", _distinct((other for other in before if other.sentence == item.sentence), _MOST)
    yield "previous", _distinct((other for other in before if other.sentence == item.sentence - 1), _MOST)
    yield "after", _distinct((o for o in listed if o.start > item.start and o.sentence == item.sentence), size)
    groups = list(_joined(before, text))
    for place, group in enumerate(reversed(groups)):
        yield f"joined {_nearness(item, group[-1])}", group
        if place == 0:
            yield "joined last", group


def _nearness(item: Item, other: Item) -> str:
    return ("here", "previous")[item.sentence - other.sentence] if item.sentence - other.sentence < 2 else "earlier"


def _joined(items: Sequence[Item], text: str) -> Iterator[list[Item]]:
    """Runs of two mentions or more with nothing between them but commas and "and"."""
    run: list[Item] = []
    for other in items:
        if run and not _JOINT.fullmatch(text[run[-1].end : other.start]):
            if len(run) > 1:
                yield run
            run = []
        run.append(other)
    if len(run) > 1:
        yield run


def _distinct(items: Iterable[Item], size: int) -> list[Item]:
    """The first `size` items that name different single actors, in the order of the text."""
    found: dict[str, Item] = {}
    for other in items:
        if len(other.codes) == 1:
            found.setdefault(other.codes[0], other)
        if len(found) == size:
            break
    return sorted(found.values(), key=lambda other: other.start)
