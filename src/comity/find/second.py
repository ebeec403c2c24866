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
    """One trigger's window: pieces `start` to `stop` of a reading, and the mentions inside as (index, first, end)."""

    reading: Reading
    trigger: Marked
    start: int
    stop: int
    mentions: list[tuple[int, int, int]]


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
    inside = []
    begin = bisect_left(mentions, reading.passage.start, key=lambda mention: mention.start)
    for index in range(begin, len(mentions)):
        mention = mentions[index]
        if mention.end > reading.pieces.words[-1][1]:
            break
        first, end = _pieces(reading, mention.start, mention.end)
        if first >= start and end <= stop:
            inside.append((index, first, end))
    return _Row(reading, trigger, start, stop, inside)


def _pieces(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The range of pieces of the words that overlap characters `start` to `end`."""
    words = reading.pieces.words
    low = bisect_left(words, start, key=lambda word: word[1] - 1)
    high = bisect_left(words, end, key=lambda word: word[0])
    after = reading.first[high] if high < len(reading.first) else len(reading.pieces.ids) - 1
    return reading.first[low], after


def _read(model: Model, rows: list[_Row]) -> Iterator[Candidate]:
    length = rows[0].stop - rows[0].start
    most = max(1, max(len(row.mentions) for row in rows))
    branch = np.stack([row.reading.branch[row.start : row.stop] for row in rows])
    marks: Ints = np.zeros((len(rows), length), np.int64)
    trigger: Floats = np.zeros((len(rows), length), np.float32)
    spans: Floats = np.zeros((len(rows), most, length), np.float32)
    for n, row in enumerate(rows):
        for place, (_, first, end) in enumerate(row.mentions):
            marks[n, first - row.start : end - row.start] = OTHER_PIECE
            marks[n, first - row.start] = FIRST_PIECE
            _weigh(spans[n, place], row, first, end)
        first, end = _pieces(row.reading, row.trigger.start, row.trigger.end)
        marks[n, max(first - row.start, 0) : end - row.start] = TRIGGER
        _weigh(trigger[n], row, first, end)
    present = np.ones_like(marks, np.bool_)
    output = model.reread(branch, present, marks, trigger, spans)
    for n, row in enumerate(rows):
        yield Candidate(
            trigger=row.trigger,
            acts=output.acts[n],
            statuses=output.statuses[n],
            contexts=output.contexts[n],
            roles={index: output.roles[n, place] for place, (index, _, _) in enumerate(row.mentions)},
            when=_when(row, output.when[n]),
        )


def _weigh(weights: Floats, row: _Row, first: int, end: int) -> None:
    """Equal weights on the first pieces of the words from piece `first` to `end`, summing to one."""
    low, high = (
        bisect_left(row.reading.first, max(first, row.start)),
        bisect_left(row.reading.first, min(end, row.stop)),
    )
    places = np.array(row.reading.first[low:high]) - row.start
    weights[places] = 1 / max(len(places), 1)


def _when(row: _Row, probabilities: Floats) -> tuple[int, int] | None:
    """The run of words about the likeliest dating one, if that is likelier than not."""
    first = row.reading.first
    low, high = bisect_left(first, row.start), bisect_left(first, row.stop)
    scores = [probabilities[first[word] - row.start] for word in range(low, high)]
    best = int(np.argmax(scores)) if scores else 0
    if not scores or scores[best] < 0.5:
        return None
    start, end = best, best + 1
    while start > 0 and scores[start - 1] >= 0.5:
        start -= 1
    while end < len(scores) and scores[end] >= 0.5:
        end += 1
    words = row.reading.pieces.words
    return words[low + start][0], words[low + end - 1][1]
