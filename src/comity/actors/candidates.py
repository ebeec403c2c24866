"""What a mention without a name may refer to: the actors named around it, alone or together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from comity.actors.mentions import Item
from comity.actors.registry import Kind, registry
from comity.actors.traits import has_trait
from comity.model.report import COLLECTIVE

_FAR = 6
_AFTER = re.compile(r",?\s*\(?\b(in|at|of|from|near|for|with)?\b\s*(?:the|an?|then|who is|whose)?\s*")
"""What stands between a mention and the name that says who or where it is."""
_BEFORE = re.compile(r"(?:['’]s?)?\s+(?:[a-z-]+\s+){0,4}|(?:['’]s?)?\s+(?:[a-z-]+\s+){0,4}[a-z-]+,\s+")
"""What stands between a name and the mention that it introduces ("Chinese ambassador", "Iran's envoy,")."""


@dataclass(slots=True)
class Candidate:
    """Actors that a mention may stand for, and the mentions that name them."""

    codes: tuple[str, ...]
    items: tuple[Item, ...]
    features: list[str] = field(default_factory=list)


def candidates(item: Item, items: Sequence[Item], text: str) -> list[Candidate]:
    """The candidates for `item` among the resolved `items` (in the order of the text), each with its features."""
    resolved = [other for other in items if other.codes and other is not item]
    found = [Candidate(codes, tuple(group)) for codes, group in _groups(resolved).items()]
    found += _unions(item, resolved, {candidate.codes for candidate in found})
    found.append(Candidate((COLLECTIVE,), ()))
    for candidate in found:
        candidate.features.extend(_features(item, candidate, text))
    return found


def _groups(resolved: Sequence[Item]) -> dict[tuple[str, ...], list[Item]]:
    groups: dict[tuple[str, ...], list[Item]] = {}
    for other in resolved:
        if other.codes != (COLLECTIVE,):
            groups.setdefault(other.codes, []).append(other)
    return groups


def _unions(item: Item, resolved: Sequence[Item], known: set[tuple[str, ...]]) -> list[Candidate]:
    """Several actors together: those last named, those first named, and those of the sentence."""
    before = [other for other in resolved if other.start < item.start and other.listed]
    after = [
        other for other in resolved if other.start > item.start and other.sentence == item.sentence and other.listed
    ]
    size = item.number or 2
    recent = _distinct(reversed(before), size)
    first = _distinct(iter(before), size)
    here = _distinct(iter([other for other in before if other.sentence == item.sentence]), 9)
    previous = _distinct(iter([other for other in before if other.sentence == item.sentence - 1]), 9)
    around = _distinct(iter(after), size)
    found: dict[tuple[str, ...], Candidate] = {}
    for label, group in (
        ("recent", recent),
        ("first", first),
        ("here", here),
        ("previous", previous),
        ("around", around),
    ):
        codes = tuple(dict.fromkeys(code for other in group for code in other.codes))
        key = tuple(sorted(codes))
        if len(group) < 2 or len(codes) < 2:
            continue
        candidate = found.setdefault(key, Candidate(codes, tuple(group)))
        candidate.features.append(f"union {label}")
    return [candidate for candidate in found.values() if candidate.codes not in known]


def _distinct(items: Iterator[Item], size: int) -> list[Item]:
    """The first `size` items that name different single actors."""
    found: list[Item] = []
    seen: set[str] = set()
    for other in items:
        if len(other.codes) == 1 and other.codes[0] not in seen and other.codes[0] != COLLECTIVE:
            seen.add(other.codes[0])
            found.append(other)
        if len(found) == size:
            break
    return sorted(found, key=lambda other: other.start)


def _features(item: Item, candidate: Candidate, text: str) -> Iterator[str]:
    """How a candidate stands to a mention, in words."""
    if not candidate.items:
        yield "collective"
        if item.vague:
            yield "collective vague"
        return
    yield "several" if len(candidate.codes) > 1 else "single"
    if item.number:
        yield "number fits" if len(candidate.codes) == item.number else "number differs"
    yield f"kind {_kind(candidate)}"
    if any(other.form == item.form and other.start < item.start for other in candidate.items):
        yield "same form"
    yield from _agreement(item, candidate)
    if "union recent" not in candidate.features and not any(name.startswith("union") for name in candidate.features):
        yield from _place(item, candidate, text)


def _place(item: Item, candidate: Candidate, text: str) -> Iterator[str]:
    """Where a single candidate stands: how near, in which sentence, in which position."""
    before = [other for other in candidate.items if other.start < item.start]
    yield from _apposition(item, candidate, text)
    if not before:
        later = min(candidate.items, key=lambda other: other.start)
        yield "after here" if later.sentence == item.sentence else "after"
        yield f"as {_surface(later)}"
        return
    last = before[-1]
    gap = item.sentence - last.sentence
    yield f"sentence -{min(gap, 3)}"
    yield f"rank {min(item.index - last.index, _FAR)}"
    yield f"times {min(len(before), 3)}"
    yield f"as {_surface(last)}"
    if last.index == 0 or before[0].index == 0:
        yield "opens text"
    if gap == 0:
        yield from _same_sentence(item, last, text)
    elif _opens(last, text):
        yield f"subject -{min(gap, 2)}"


def _apposition(item: Item, candidate: Candidate, text: str) -> Iterator[str]:
    """Whether a name stands beside the mention and says who it is ("Li Daoyu, the Chinese ambassador")."""
    for other in candidate.items:
        if item.end <= other.start < item.end + 40 and (joint := _AFTER.fullmatch(text[item.end : other.start])):
            yield f"beside {(joint[1] or 'comma').lower()}"
        elif other.end <= item.start < other.end + 60 and _BEFORE.fullmatch(text[other.end : item.start]):
            yield "beside title"


def _same_sentence(item: Item, last: Item, text: str) -> Iterator[str]:
    between = text[last.end : item.start]
    if last.end >= item.start:
        yield "within"
        return
    if _opens(last, text):
        yield "subject here"
    if re.search(r"[,;:—–]|\b(?:and|but|that|which|who|said|says|after|when|while|if|as|because|to)\b", between):
        yield "clause between"
    else:
        yield "same clause"
    if len(between) < 4:
        yield "adjacent"


def _opens(item: Item, text: str) -> bool:
    """Whether a mention opens its sentence, and so is likely its subject."""
    lead = re.split(r"[.!?\n]\s", text[max(0, item.start - 60) : item.start])[-1]
    return len(lead.strip()) == 0


def _surface(item: Item) -> str:
    if not item.listed:
        return "unlisted"
    if item.people:
        return "person"
    if item.acting.names:
        return "name"
    return "reference"


def _kind(candidate: Candidate) -> str:
    rows = registry().rows(candidate.codes[0])
    if not rows:
        return "unknown"
    row = rows[0]
    if row.is_state or row.kind is Kind.ORGAN:
        return "state"
    return {Kind.ORGANISATION: "organisation", Kind.AGENCY: "organisation", Kind.BLOC: "bloc"}.get(row.kind, "group")


def _agreement(item: Item, candidate: Candidate) -> Iterator[str]:
    """Whether the noun's sector and traits fit the candidate's."""
    if item.noun is None:
        return
    sectors = {other.sector for other in candidate.items}
    if item.noun.sector and item.noun.sector in sectors:
        yield f"sector fits {item.noun.sector}"
    if item.noun.sort in ("kingdom", "island"):
        yield "trait fits" if all(has_trait(code, item.noun.sort) for code in candidate.codes) else "trait differs"
    if any(item.noun.text in other.text.lower() for other in candidate.items):
        yield "same noun"
