"""The second reading: for each trigger, which act it states, with what status, and who stands in which role."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from comity.find.first import Marked, Reading
from comity.find.model import Floats, Ints, Model

WINDOW = 96
"""Pieces around a trigger that are read again, as in training."""
BATCH_ROWS = 32
"""Triggers read at once, all of one passage and so with windows of one length."""
TRIGGER, FIRST_PIECE, OTHER_PIECE = 1, 2, 3
"""Marks on pieces, as in training."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One trigger as read again.

    `acts` [A + 1] (the last: no event), `statuses` [4] and `contexts` [C] are probabilities; `roles` gives for each
    mention in the window, by its index in the document, the probabilities of being source, target and authority;
    `when` the characters that date the act, if any.
    """

    trigger: Marked
    acts: Floats
    statuses: Floats
    contexts: Floats
    roles: dict[int, Floats]
    when: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Row:
    """One trigger's window: pieces `start` to `stop` of a reading, and the mentions inside as (index, first, end).

    `wanted` are the pieces that the last layer is asked about, in order: the window's first piece, and the first pieces
    of words in the trigger, in mentions and in time phrases.
    """

    reading: Reading
    trigger: Marked
    start: int
    stop: int
    mentions: list[tuple[int, int, int]]
    wanted: list[int]

    def weights(self, first: int, end: int, size: int) -> Floats:
        """Equal weights [size], summing to one, on the wanted pieces from `first` to `end`."""
        weights: Floats = np.zeros(size, np.float32)
        low, high = bisect_left(self.wanted, first, lo=1), bisect_left(self.wanted, end, lo=1)
        weights[low:high] = 1 / max(high - low, 1)
        return weights


def read_triggers(model: Model, reading: Reading, mentions: Sequence[Marked]) -> Iterator[Candidate]:
    """Read every candidate trigger of a passage again; `mentions` are all of the document, in order."""
    rows = [_row(reading, trigger, mentions) for trigger in reading.triggers]
    for start in range(0, len(rows), BATCH_ROWS):
        yield from _read(model, rows[start : start + BATCH_ROWS])


def _row(reading: Reading, trigger: Marked, mentions: Sequence[Marked]) -> _Row:
    low, high = _pieces(reading, trigger.start, trigger.end)
    size = len(reading.pieces.ids)
    start = max(0, min((low + high) // 2 - WINDOW // 2, size - WINDOW))
    stop = min(start + WINDOW, size)
    inside = [(n, *span) for n, span in _spans(reading, mentions) if span[0] >= start and span[1] <= stop]
    asked = {piece for _, first, end in [*inside, (-1, low, high)] for piece in range(first, end)}
    asked |= {reading.first[word] for word in reading.timed}
    wanted = [start, *(piece for piece in reading.first if piece in asked and start <= piece < stop)]
    return _Row(reading, trigger, start, stop, inside, wanted)


def _spans(reading: Reading, mentions: Sequence[Marked]) -> Iterator[tuple[int, tuple[int, int]]]:
    """The mentions in a reading, each with its range of pieces."""
    begin = bisect_left(mentions, reading.passage.start, key=lambda mention: mention.start)
    for index in range(begin, len(mentions)):
        if mentions[index].end > reading.pieces.words[-1][1]:
            return
        yield index, _pieces(reading, mentions[index].start, mentions[index].end)


def _pieces(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The range of pieces of the words that overlap characters `start` to `end`."""
    words = reading.pieces.words
    low = bisect_left(words, start, key=lambda word: word[1] - 1)
    high = bisect_left(words, end, key=lambda word: word[0])
    after = reading.first[high] if high < len(reading.first) else len(reading.pieces.ids) - 1
    return reading.first[low], after


def _read(model: Model, rows: list[_Row]) -> Iterator[Candidate]:
    length, size = rows[0].stop - rows[0].start, max(len(row.wanted) for row in rows)
    most = max(1, max(len(row.mentions) for row in rows))
    branch = np.stack([row.reading.branch[row.start : row.stop] for row in rows])
    marks: Ints = np.zeros((len(rows), length), np.int64)
    wanted: Ints = np.zeros((len(rows), size), np.int64)
    trigger: Floats = np.zeros((len(rows), size), np.float32)
    spans: Floats = np.zeros((len(rows), most, size), np.float32)
    for n, row in enumerate(rows):
        wanted[n, : len(row.wanted)] = np.array(row.wanted) - row.start
        for place, (_, first, end) in enumerate(row.mentions):
            marks[n, first - row.start : end - row.start] = OTHER_PIECE
            marks[n, first - row.start] = FIRST_PIECE
            spans[n, place] = row.weights(first, end, size)
        first, end = _pieces(row.reading, row.trigger.start, row.trigger.end)
        marks[n, max(first - row.start, 0) : end - row.start] = TRIGGER
        trigger[n] = row.weights(first, end, size)
    output = model.reread(branch, marks, wanted, trigger, spans)
    for n, row in enumerate(rows):
        yield Candidate(
            trigger=row.trigger,
            acts=output.acts[n],
            statuses=output.statuses[n],
            contexts=output.contexts[n],
            roles={index: output.roles[n, place] for place, (index, _, _) in enumerate(row.mentions)},
            when=_when(row, output.when[n]),
        )


def _when(row: _Row, probabilities: Floats) -> tuple[int, int] | None:
    """The likeliest dating word in a time phrase, if it is likelier to date the act than not."""
    first = row.reading.first
    scores = [(float(probabilities[bisect_left(row.wanted, first[w], lo=1)]), w) for w in _timed(row)]
    best, word = max(scores, default=(0.0, -1))
    return row.reading.pieces.words[word] if best >= 0.5 else None


def _timed(row: _Row) -> list[int]:
    return [word for word in row.reading.timed if row.start <= row.reading.first[word] < row.stop]
