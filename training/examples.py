"""Cases as numbers: pieces, words and the labels on them."""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import Tensor

from comity.find.first import timed_words
from comity.find.wordpiece import WordPieces
from comity.read.dates import find_phrases
from training.corpus import Case, Place
from training.labels import ACTS, CONTEXTS, SECTORS, STATUSES

OUTSIDE, BEGIN, INSIDE = 0, 1, 2
LONGEST = 510


@dataclass
class Trigger:
    """One trigger's labels; roles, in the order of ROLES, are sets of mention indices, `when` a range of words."""

    words: tuple[int, int]
    act: int
    status: int
    roles: tuple[frozenset[int], ...]
    when: tuple[int, int] | None
    contexts: frozenset[int]


@dataclass
class Example:
    """A case in pieces. `first` is each word's first piece; spans are ranges of words (end exclusive).

    `timed` are the words that stand in time phrases.
    """

    ids: list[int]
    first: list[int]
    timed: list[int]
    mentions: list[tuple[int, int]]
    codes: list[frozenset[str]]
    sectors: list[int]
    triggers: list[Trigger] = field(default_factory=list)

    def tags(self, spans: list[tuple[int, int]]) -> Tensor:
        """Begin, inside, outside for each word."""
        tags = torch.zeros(len(self.first), dtype=torch.long)
        for start, end in spans:
            tags[start] = BEGIN
            tags[start + 1 : end] = INSIDE
        return tags


def example_of(case: Case, pieces: WordPieces) -> Example:
    """A case in pieces; labels past the encoder's length are dropped."""
    split = pieces.split(case.text)
    ids, words = split.ids[:LONGEST], split.words
    first = _first_pieces(split.word_of[:LONGEST])
    kept = [(n, _words_of(actor.place, words)) for n, actor in enumerate(case.actors)]
    kept = [(n, span) for n, span in kept if span[1] <= len(first)]
    place = {n: index for index, (n, _) in enumerate(kept)}
    example = Example(
        ids=ids,
        first=first,
        timed=[w for w in timed_words(words, find_phrases(case.text), 0) if w < len(first)],
        mentions=[span for _, span in kept],
        codes=[case.actors[n].codes for n, _ in kept],
        sectors=[_sector(case.actors[n].sector) for n, _ in kept],
    )
    for event in case.events:
        span = _words_of(event.trigger, words)
        if span[1] > len(first):
            continue
        attribution = () if event.according_to is None else (event.according_to,)
        sides = (event.source, event.target, attribution)
        example.triggers.append(
            Trigger(
                words=span,
                act=ACTS.index(event.act),
                status=STATUSES.index(event.status),
                roles=tuple(frozenset(place[n] for n in side if n in place) for side in sides),
                when=_words_of(event.when, words) if event.when else None,
                contexts=frozenset(CONTEXTS.index(c) for c in event.contexts if c in CONTEXTS),
            )
        )
    return example


def _sector(name: str | None) -> int:
    return SECTORS.index(name) if name in SECTORS else 0


def _first_pieces(word_of: list[int]) -> list[int]:
    return [n for n, word in enumerate(word_of) if word >= 0 and word != word_of[n - 1]]


def _words_of(place: Place, words: list[tuple[int, int]]) -> tuple[int, int]:
    """The range of words that overlap a place."""
    inside = [n for n, (start, end) in enumerate(words) if start < place.end and end > place.start]
    return inside[0], inside[-1] + 1
