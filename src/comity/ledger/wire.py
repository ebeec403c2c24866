"""Whether two texts are one story of an agency, however an outlet has cut, reordered, merged or reworded it.

Texts are compared by sentences. A desk that rewrites agency copy turns sentences around and swaps some words, but
keeps most of what carries meaning in each; reporters who write on their own of the same happening share names and
figures with one another, and seldom two thirds of a sentence. The limits are tuned on one half of a labelled set and
measured on the other by `benchmarks/wire.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from random import Random
from zlib import crc32

Words = frozenset[str]
"""The words of a sentence that carry meaning, cut to their stems."""

Passage = tuple[Words, ...]
"""What a text or a part of one says, sentence by sentence."""

SAME_SENTENCE = 0.65
"""From this share of the shorter one's words on, one sentence is made from the other."""

COPY = 0.35
"""From this share of words in such sentences on, counted in the shorter text, two texts are one story."""

LEAST_WORDS = 5
"""Shorter sentences say too little to be told apart; a text of only such ones counts as one sentence."""

BANDS = 8
"""Keys of a sentence. Two that share half of all their words have one in common nine times in ten, and a story has
several sentences."""

COMPARED = 8
"""Of how many passages that have a key each further one with that key is compared with: a story may have a thousand
copies, and what is a copy of one is a copy of others."""

STEM = 6
"""Characters of a word that are compared, so that its endings do not count."""

_FACTORS = tuple(2 * number + 1 for number in Random(2026).sample(range(1 << 31), 2 * BANDS))  # noqa: S311  no secret
_MASK = (1 << 32) - 1
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"""(?<=[.!?])["”’']?\s+(?=["“‘']?[A-Z0-9])|\n+""")
_LITTLE = frozenset(
    ["a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "he",
     "her", "his", "in", "into", "is", "it", "its", "of", "on", "or", "said", "say", "says", "she", "that", "the",
     "their", "them", "they", "this", "to", "was", "we", "were", "which", "who", "will", "with", "would"]
)  # fmt: skip


@lru_cache(maxsize=4_096)
def sentences(text: str) -> Passage:
    """What `text` says, sentence by sentence, as far as its sentences are long enough to be told apart."""
    found = [_words(part) for part in _SENTENCE_END.split(text)]
    return tuple(words for words in found if len(words) >= LEAST_WORDS) or (_words(text),)


def copied(one: Passage, two: Passage) -> float:
    """The share of the shorter text, counted in words, that stands in sentences made from the other's, from 0 to 1."""
    shorter, longer = sorted((one, two), key=_length)
    return sum(len(shorter[place]) for place in taken(shorter, longer)) / max(1, _length(shorter))


def taken(one: Passage, two: Passage) -> frozenset[int]:
    """Which sentences of `one`, by their places, are made from sentences of `two`, or the other way round."""
    return frozenset(place for place, words in enumerate(one) if any(same_sentence(words, other) for other in two))


def stories_of(passages: Iterable[Passage]) -> list[set[int]]:
    """The passages brought together by the story that they tell, each by its place among those given.

    One that merges stories, so that what it has of the one is apart from what it has of the other, is in each of them.
    Only passages with a sentence of like words are compared (a MinHash of them, banded), so that many cost little.
    """
    same: dict[Passage, set[int]] = {}
    for place, passage in enumerate(passages):
        same.setdefault(passage, set()).add(place)
    copies = list(same.values())
    return [{place for one in story for place in copies[one]} for story in _stories(list(same))]


def _stories(given: list[Passage]) -> list[set[int]]:
    copies: dict[int, list[int]] = {place: [] for place in range(len(given))}
    for one, two in sorted(_candidates(given)):
        if copied(given[one], given[two]) >= COPY:
            copies[one].append(two)
            copies[two].append(one)
    merging = {place for place, others in copies.items() if _merges(given, place, others)}
    stories = _connected({place: others for place, others in copies.items() if place not in merging})
    for place in merging:
        told = [story for story in stories if story & set(copies[place])]
        stories += [] if told else [{place}]
        for story in told:
            story.add(place)
    return stories


def _merges(given: list[Passage], place: int, others: list[int]) -> bool:
    """Whether what the passage at `place` shares with the `others` falls into parts that have nothing in common."""
    parts: list[frozenset[int]] = []
    for other in others:
        part = taken(given[place], given[other])
        apart = [known for known in parts if not known & part]
        parts = [*apart, part.union(*(known for known in parts if known & part))]
    return len(parts) > 1


def _connected(neighbours: dict[int, list[int]]) -> list[set[int]]:
    """The places that can be reached from one another."""
    found: list[set[int]] = []
    seen: set[int] = set()
    for start in neighbours:
        if start in seen:
            continue
        reached, waiting = {start}, [start]
        while waiting:
            new = {other for other in neighbours[waiting.pop()] if other in neighbours} - reached
            reached |= new
            waiting += new
        seen |= reached
        found.append(reached)
    return found


def same_sentence(one: Words, two: Words) -> bool:
    """Whether one sentence is made from the other."""
    return len(one & two) >= SAME_SENTENCE * min(len(one), len(two)) > 0


def keys(words: Words) -> Iterator[int]:
    """What a sentence can be found by: sentences that share most of their words share a key, unlike ones seldom do.

    Each key is made of the least of the words' hashes under each of two functions.
    """
    hashes = [crc32(word.encode()) for word in words]
    for band in range(BANDS):
        lows = [min(value * factor + band & _MASK for value in hashes) for factor in _FACTORS[2 * band : 2 * band + 2]]
        yield hash((band, *lows))


def _candidates(given: list[Passage]) -> set[tuple[int, int]]:
    """Pairs of passages that have a key in common; of many with the same key, each with the first few."""
    places: dict[int, list[int]] = {}
    found = set()
    for place, passage in enumerate(given):
        for key in {key for words in passage for key in keys(words)}:
            others = places.setdefault(key, [])
            found |= {(other, place) for other in others}
            if len(others) < COMPARED:
                others.append(place)
    return found


def _words(part: str) -> Words:
    return frozenset(word[:STEM] for word in _WORD.findall(part.lower()) if word not in _LITTLE)


def _length(sentences: Passage) -> int:
    return sum(map(len, sentences))
