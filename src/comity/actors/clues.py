"""What speaks for or against a candidate: how it stands to the mention, in short phrases that bear weights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from comity.actors.candidates import Candidate
from comity.actors.mentions import Item
from comity.actors.registry import Kind, registry
from comity.actors.traits import trait_fits

_FAR = 6
_AFTER = re.compile(r",?\s*\(?\b(in|at|of|from|near|for|with)?\b\s*(?:the|an?|then|who is|whose)?\s*")
"""What stands between a mention and the name that says who or where it is."""
_BEFORE = re.compile(r"(?:['’]s?)?\s+(?:[a-z-]+\s+){0,4}|(?:['’]s?)?\s+(?:[a-z-]+\s+){0,4}[a-z-]+,\s+")
"""What stands between a name and the mention that it introduces ("Chinese ambassador", "Iran's envoy,")."""
_CLAUSE = re.compile(r"[,;:—–]|\b(?:and|but|that|which|who|said|says|after|when|while|if|as|because|to)\b")
"""What starts another clause."""
_SAID = re.compile(
    r"\b(?:said|says|say|denied|denies|admitted|announced|insisted|told|promised|agreed|threatened|claimed)\b"
)
"""Verbs whose subject mostly speaks of itself."""
_STOP = re.compile(r"[.!?\n]\s")


def note_clues(item: Item, found: Sequence[Candidate], text: str) -> None:
    """Write on each candidate for `item` what is to be weighed."""
    latest = _latest(item, found)
    for candidate in found:
        candidate.clues.extend(_clues(item, candidate, text))
        candidate.clues.extend(f"latest {kind}" for kind, codes in latest.items() if codes == candidate.codes)


def _latest(item: Item, found: Sequence[Candidate]) -> dict[str, tuple[str, ...]]:
    """Of each kind of actor and each way to name one, the candidate that was last named before the mention."""
    named: dict[str, tuple[int, tuple[str, ...]]] = {}
    for candidate in found:
        for other in candidate.items if not candidate.unions else ():
            if other.start < item.start and other.listed:
                for kind in (_kind(candidate.codes[0]), other.surface, "plural" if other.plural else "singular"):
                    if kind not in named or named[kind][0] < other.start:
                        named[kind] = other.start, candidate.codes
    return {kind: codes for kind, (_, codes) in named.items()}


def _clues(item: Item, candidate: Candidate, text: str) -> Iterator[str]:
    if not candidate.items:
        yield "collective"
        if item.vague:
            yield "collective vague"
            yield f"collective {item.vague if item.vague.isalpha() else 'number'}"
        return
    yield "several" if len(candidate.codes) > 1 else "single"
    if item.number:
        yield "number fits" if len(candidate.codes) == item.number else "number differs"
    yield f"kind {_kind(candidate.codes[0])}"
    if any(other.form == item.form and other.start < item.start for other in candidate.items):
        yield "same form"
    yield from _agreement(item, candidate)
    yield from (f"union {label}" for label in candidate.unions)
    if not candidate.unions or any(len(other.codes) > 1 for other in candidate.items):
        yield from _place(item, candidate, text)


def _place(item: Item, candidate: Candidate, text: str) -> Iterator[str]:
    """Where a candidate stands: how near, in which sentence, in which position."""
    yield from _apposition(item, candidate, text)
    before = [other for other in candidate.items if other.start < item.start]
    if not before:
        later = min(candidate.items, key=lambda other: other.start)
        yield "after here" if later.sentence == item.sentence else "after"
        yield f"as {later.surface}"
        return
    last = before[-1]
    gap = item.sentence - last.sentence
    yield f"sentence -{min(gap, 3)}"
    yield f"rank {min(item.index - last.index, _FAR)}"
    yield f"times {min(len(before), 3)}"
    yield f"as {last.surface}"
    yield "plural" if last.plural else "singular"
    if last.index == 0 or before[0].index == 0:
        yield "opens text"
    if any(other.surface == "person" for other in before):
        yield "has person"
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
    opens = _opens(last, text)
    if opens:
        yield "subject here"
    clause = "clause between" if _CLAUSE.search(between) else "same clause"
    yield clause
    words = len(between.split())
    yield f"words {min(words, 9) // 3}"
    if _SAID.search(between):
        yield "speaks near" if words < 5 else "speaks"
    if opens and clause == "same clause":
        yield "subject of clause"


def _opens(item: Item, text: str) -> bool:
    """Whether a mention opens its sentence, and so is likely its subject."""
    return not _STOP.split(text[max(0, item.start - 60) : item.start])[-1].strip()


@cache
def _kind(code: str) -> str:
    """What sort of actor a code is, as clues tell them apart."""
    rows = registry().rows(code)
    if not rows:
        return "unknown"
    if rows[0].is_state or rows[0].kind is Kind.ORGAN:
        return "state"
    if rows[0].kind in (Kind.ORGANISATION, Kind.AGENCY):
        return "court" if rows[0].sector == "JUD" else "organisation"
    return {Kind.BLOC: "bloc", Kind.ARMED: "armed"}.get(rows[0].kind, "party")


def _agreement(item: Item, candidate: Candidate) -> Iterator[str]:
    """Whether the noun's sector and nature fit the candidate's."""
    if item.noun is None:
        return
    sectors = {other.sector for other in candidate.items}
    if item.noun.sector and item.noun.sector in sectors:
        yield f"sector fits {item.noun.sector}"
    fits = trait_fits(item.noun.text, candidate.codes)
    if fits is not None:
        yield "nature fits" if fits else "nature differs"
    if any(item.noun.text in other.text.lower() for other in candidate.items):
        yield "same noun"
