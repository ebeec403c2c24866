"""The first reading of passages: which characters name actors, and which may state an act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from comity.find.model import Floats, Model
from comity.find.passages import Passage
from comity.find.tags import OUTSIDE, Tagged, tagged
from comity.find.wordpiece import Pieces, overlapping
from comity.model.document import Span
from comity.read.dates import find_phrases

LONGEST = 510
"""Pieces that the encoder can take; a sentence beyond that is read up to there."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Characters `start` to `end` of the text, marked with probability `score`."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage as read: its pieces, what the second reading starts from and looks at, and what is fresh in it.

    `first` is each word's first piece, `timed` the words that stand in time phrases; `branch` is [T, H], `memory`
    [1, T, ...], and `meanings` has a vector [H] for each mention.
    """

    passage: Passage
    pieces: Pieces
    first: list[int]
    branch: Floats
    memory: Floats
    mentions: list[Marked]
    meanings: list[Floats]
    triggers: list[Marked]
    timed: list[int]


@dataclass(frozen=True, slots=True)
class Floors:
    """The least probability at which a span counts as a mention, as a mention if it is a known name, as a trigger."""

    mention: float
    name: float
    trigger: float


def read_passage(
    model: Model, text: str, passage: Passage, floors: Floors, names: Sequence[tuple[int, int]] = ()
) -> Reading:
    """Read one passage of a text; `names` are characters of it that name actors by the registry.

    Passages are read one by one, since what int8 arithmetic rounds depends on all that is computed together: so a
    document reads the same alone and among others. On one core batches would be hardly faster.
    """
    pieces = _cut(model.pieces.split(text, passage.start, passage.end))
    output = model.passage(np.array([pieces.ids], np.int64))
    first = [n for n, word in enumerate(pieces.word_of) if word >= 0 and word != pieces.word_of[n - 1]]

    def fresh(spans: Iterable[Tagged]) -> list[Tagged]:
        return [span for span in spans if pieces.words[span.start][0] >= passage.fresh]

    tags = output.mention[0, first]
    mentions = tagged(tags, floors.mention)
    mentions += _known(pieces, tags, floors.name, names, mentions)
    mentions = sorted(fresh(mentions), key=lambda span: span.start)
    return Reading(
        passage=passage,
        pieces=pieces,
        first=first,
        branch=output.branch[0],
        memory=output.memory,
        mentions=[_marked(span, pieces) for span in mentions],
        meanings=[_meaning(output.top[0], first[span.start : span.end]) for span in mentions],
        triggers=[_marked(span, pieces) for span in fresh(tagged(output.trigger[0, first], floors.trigger))],
        timed=timed_words(pieces.words, find_phrases(text[passage.start : passage.end]), passage.start),
    )


def timed_words(words: Sequence[tuple[int, int]], phrases: Iterable[Span], offset: int) -> list[int]:
    """The words (given by their characters) that stand in time phrases, whose places count from `offset`."""
    return [word for p in phrases for word in overlapping(words, p.start + offset, p.end + offset)]


def _known(
    pieces: Pieces, tags: Floats, floor: float, names: Sequence[tuple[int, int]], taken: Sequence[Tagged]
) -> list[Tagged]:
    """The names that the model alone would not mark though it gives them a chance, and that overlap no mention."""
    used = {word for span in taken for word in range(span.start, span.end)}
    found = []
    for start, end in names:
        words = pieces.overlapping(start, end)
        score = max((float(1 - tags[word, OUTSIDE]) for word in words), default=0.0)
        if score >= floor and not used.intersection(words):
            found.append(Tagged(words[0], words[-1] + 1, score))
    return found


def _cut(pieces: Pieces) -> Pieces:
    """At most as many pieces as the encoder takes, and no half word."""
    if len(pieces.ids) <= LONGEST:
        return pieces
    word_of = pieces.word_of[:LONGEST]
    whole = word_of[-1] if pieces.word_of[LONGEST] == word_of[-1] else word_of[-1] + 1
    kept = [n for n in range(LONGEST) if word_of[n] < whole]
    return Pieces([pieces.ids[n] for n in kept], [word_of[n] for n in kept], pieces.words[:whole])


def _marked(span: Tagged, pieces: Pieces) -> Marked:
    return Marked(pieces.words[span.start][0], pieces.words[span.end - 1][1], span.score)


def _meaning(top: Floats, pieces: list[int]) -> Floats:
    """The mean of the states [T, H] of some pieces."""
    mean: Floats = top[pieces[0]] if len(pieces) == 1 else top[pieces].mean(0)
    return mean
