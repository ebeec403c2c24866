"""Time phrases: where they stand in a text and what they mean."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from comity.model.document import Span
from comity.model.report import When
from comity.read import named, offsets, relative
from comity.read.period import VAGUE, Period, Reading, Rule

_RULES: tuple[Rule, ...] = (*offsets.RULES, *relative.RULES, *named.RULES)

_HINTS = {kind.hints: kind.hints.split("|") for kind in _RULES}
"""The words of which a text must hold one to be worth searching by some rules: most sentences hold few."""

_DIGIT = re.compile(r"\d")

_JOINED = re.compile(r",? (?:and|to|through|until|till|or) |[-–]")
"""What makes one phrase of two of a kind: "between 28 May and 9 June"."""


def find_phrases(text: str) -> list[Span]:
    """The time phrases of `text`, in order and apart from one another.

    A phrase is the words that tell a date, with "early", "late on" and the like, but without "on", "in" or "since".
    """
    return list(_found(text))


@lru_cache(maxsize=512)
def _found(text: str) -> tuple[Span, ...]:
    # Kept for a while, as each report of a sentence asks for that sentence's phrases.
    places = {place for kind in _hinted(text) for place in _places(kind, text)}
    kept: list[tuple[int, int]] = []
    taken = bytearray(len(text))
    # The longest of those that overlap, and of equals the first.
    for start, end in sorted(places, key=lambda place: (place[0] - place[1], place[0])):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end))
    return tuple(Span.of(text, start, end) for start, end in _merged(text, sorted(kept)))


def _hinted(text: str) -> list[Rule]:
    """The rules of which `text` may hold a phrase, in their order."""
    plain = _DIGIT.sub("0", text)
    both = plain + plain.lower()
    held = {hints for hints, words in _HINTS.items() if any(map(both.__contains__, words))}
    return [kind for kind in _RULES if kind.hints in held]


def _places(kind: Rule, text: str) -> list[tuple[int, int]]:
    return [match.span("phrase") for match in kind.search.finditer(text)]


def _merged(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in places:
        if merged and _JOINED.fullmatch(text, merged[-1][1], start) and _alike(text, merged[-1], (start, end)):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _alike(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    first, second = _kind(text[slice(*one)]), _kind(text[slice(*other)])
    return first is not None and first is second


@lru_cache(maxsize=512)
def _kind(words: str) -> Rule | None:
    return next((kind for kind in _hinted(words) if kind.core.fullmatch(words)), None)


def resolve_phrase(phrase: Span, published: date | None, *, future: bool = False) -> When:
    """The date that `phrase` means in a text published on `published`.

    "Monday" is the last one up to that day, or with `future` the next; likewise a day or month without a year. Without
    `published` such a phrase stays unresolved, and the note says so. A phrase that covers several days ("last
    week") gets the month or year that covers them all, or none.
    """
    reading = _read(phrase.text, published, future)
    return reading.when(phrase) if isinstance(reading, Period) else When(phrase=phrase, note=reading)


def _read(words: str, published: date | None, future: bool) -> Reading:
    kind = _kind(words)
    if kind is not None:
        return _apply(kind, words, published, future)
    parts = [part for part in _JOINED.split(words) if _kind(part)]
    if len(parts) > 1:
        return _joined(parts, published, future)
    inner = _found(words)
    if len(inner) == 1 and inner[0].text != words:
        return _read(inner[0].text, published, future)
    return VAGUE


def _apply(kind: Rule, words: str, published: date | None, future: bool) -> Reading:
    match = kind.core.fullmatch(words)
    try:
        return kind.read(match, published, future) if match else VAGUE
    except (ValueError, OverflowError):
        return "The phrase leads out of the calendar."


def _joined(parts: list[str], published: date | None, future: bool) -> Reading:
    last = _read(parts[-1], published, future)
    if isinstance(last, str):
        return last
    first = _read(parts[0], published, future)
    if isinstance(first, str):
        return first
    return Period(min(first.first, last.first), max(first.last, last.last))
