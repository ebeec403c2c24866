"""The first reading of passages: which characters name actors, and which may state an act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comity.find.model import Floats, Model
from comity.find.passages import Passage
from comity.find.tags import Tagged, tagged
from comity.find.wordpiece import Pieces

LONGEST = 510
"""Pieces that the encoder can take; a sentence beyond that is read up to there."""
BATCH_PIECES = 2048
"""Pieces of one batch, padding included: more is no faster on one core, and costs memory."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Characters `start` to `end` of the text, marked with probability `score`; `vector` [H] pools their meaning."""

    start: int
    end: int
    score: float
    vector: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage as read: its pieces, the branch for the second reading, and what is fresh in it."""

    passage: Passage
    pieces: Pieces
    first: list[int]
    branch: Floats
    mentions: list[Marked]
    triggers: list[Marked]


@dataclass(frozen=True, slots=True)
class Floors:
    """The least probability at which a span counts as a mention, and as a candidate for a trigger."""

    mention: float
    trigger: float


def read_passages(model: Model, texts: Sequence[tuple[str, Passage]], floors: Floors) -> list[Reading]:
    """Read passages of texts, in the order given, in batches of like length."""
    split = [_cut(model.pieces.split(text, passage.start, passage.end)) for text, passage in texts]
    readings: dict[int, Reading] = {}
    for batch in _batches([len(pieces.ids) for pieces in split]):
        longest = max(len(split[n].ids) for n in batch)
        ids = np.zeros((len(batch), longest), np.int64)
        present = np.zeros((len(batch), longest), np.bool_)
        for row, n in enumerate(batch):
            ids[row, : len(split[n].ids)] = split[n].ids
            present[row, : len(split[n].ids)] = True
        output = model.passage(ids, present)
        for row, n in enumerate(batch):
            size = len(split[n].ids)
            arrays = (output.branch[row, :size], output.top[row], output.mention[row], output.trigger[row])
            readings[n] = _reading(texts[n][1], split[n], arrays, floors)
    return [readings[n] for n in range(len(texts))]


def _cut(pieces: Pieces) -> Pieces:
    """At most as many pieces as the encoder takes, and no half word."""
    if len(pieces.ids) <= LONGEST:
        return pieces
    word_of = pieces.word_of[:LONGEST]
    whole = word_of[-1] if pieces.word_of[LONGEST] == word_of[-1] else word_of[-1] + 1
    kept = [n for n in range(LONGEST) if word_of[n] < whole]
    return Pieces([pieces.ids[n] for n in kept], [word_of[n] for n in kept], pieces.words[:whole])


def _batches(lengths: list[int]) -> list[list[int]]:
    batches: list[list[int]] = []
    for n in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batches and (len(batches[-1]) + 1) * lengths[n] <= BATCH_PIECES:
            batches[-1].append(n)
        else:
            batches.append([n])
    return batches


def _reading(
    passage: Passage, pieces: Pieces, arrays: tuple[Floats, Floats, Floats, Floats], floors: Floors
) -> Reading:
    branch, top, mention, trigger = arrays
    first = [n for n, word in enumerate(pieces.word_of) if word >= 0 and word != pieces.word_of[n - 1]]

    def fresh(tags: Floats, floor: float) -> list[Marked]:
        spans = [_marked(span, pieces, top, first) for span in tagged(tags[first], floor)]
        return [span for span in spans if span.start >= passage.fresh]

    return Reading(passage, pieces, first, branch, fresh(mention, floors.mention), fresh(trigger, floors.trigger))


def _marked(span: Tagged, pieces: Pieces, top: Floats, first: list[int]) -> Marked:
    vector = top[first[span.start : span.end]].mean(0)
    return Marked(pieces.words[span.start][0], pieces.words[span.end - 1][1], span.score, vector)
