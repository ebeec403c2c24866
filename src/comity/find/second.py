"""The second reading: for each trigger, which act it states, with what status, and who stands in which role."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from comity.find.first import Marked, Reading
from comity.find.model import Booleans, Floats, Ints, Model

WINDOW = 96
"""Pieces around a trigger whose mentions and time phrases are asked about, as in training."""
BATCH_ROWS = 32
"""Triggers of one passage that are read at once."""
NO_MARK, TRIGGER, FIRST_WORD, LAST_WORD = range(4)
"""Marks on the pieces asked about, as in training."""


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
    """What one trigger asks about: words of a reading in order, each with its mark, and spans of words.

    `mentions` are those in the window, each as (index in the document, first word, last word). The passage's first
    piece, which stands for all of it, is asked about before the words.
    """

    reading: Reading
    trigger: Marked
    span: tuple[int, int]
    mentions: list[tuple[int, int, int]]
    marks: dict[int, int]

    @property
    def words(self) -> list[int]:
        """The words asked about, in order."""
        return sorted(self.marks)

    @property
    def pieces(self) -> list[int]:
        """The pieces asked about: the passage's first, then each word's first."""
        return [0, *(self.reading.first[word] for word in self.words)]


def read_triggers(model: Model, reading: Reading, mentions: Sequence[Marked]) -> Iterator[Candidate]:
    """Read every candidate trigger of a passage again; `mentions` are all of the document, in order."""
    spans = list(_spans(reading, mentions))
    rows = [_row(reading, trigger, spans) for trigger in reading.triggers]
    for start in range(0, len(rows), BATCH_ROWS):
        yield from _read(model, rows[start : start + BATCH_ROWS])


def _spans(reading: Reading, mentions: Sequence[Marked]) -> Iterator[tuple[int, int, int]]:
    """The mentions in a reading: index in the document, first word, last word."""
    begin = bisect_left(mentions, reading.passage.start, key=lambda mention: mention.start)
    for index in range(begin, len(mentions)):
        if mentions[index].end > reading.pieces.words[-1][1]:
            return
        first, end = _words(reading, mentions[index])
        yield index, first, end - 1


def _words(reading: Reading, span: Marked) -> tuple[int, int]:
    """The range of words that overlap a span."""
    words = reading.pieces.words
    low = bisect_left(words, span.start, key=lambda word: word[1] - 1)
    return low, bisect_left(words, span.end, key=lambda word: word[0])


def _row(reading: Reading, trigger: Marked, spans: Sequence[tuple[int, int, int]]) -> _Row:
    first, size = [*reading.first, len(reading.pieces.ids) - 1], len(reading.pieces.ids)
    low, high = _words(reading, trigger)
    start = max(0, min((first[low] + first[high]) // 2 - WINDOW // 2, size - WINDOW))
    stop = min(start + WINDOW, size)
    inside = [span for span in spans if first[span[1]] >= start and first[span[2] + 1] <= stop]
    marks = {word: NO_MARK for word in reading.timed if start <= first[word] < stop}
    marks |= {last: LAST_WORD for _, _, last in inside}
    marks |= {word: FIRST_WORD for _, word, _ in inside}
    marks |= dict.fromkeys(range(low, high), TRIGGER)
    return _Row(reading, trigger, (low, high), inside, marks)


def _read(model: Model, rows: list[_Row]) -> Iterator[Candidate]:
    length = max(len(row.marks) for row in rows) + 1
    most = max(1, max(len(row.mentions) for row in rows))
    pieces: Ints = np.zeros((len(rows), length), np.int64)
    marks: Ints = np.zeros((len(rows), length), np.int64)
    present: Booleans = np.zeros((len(rows), length), np.bool_)
    trigger: Floats = np.zeros((len(rows), length), np.float32)
    spans: Floats = np.zeros((len(rows), most, length), np.float32)
    for n, row in enumerate(rows):
        words, count = row.words, len(row.marks) + 1
        pieces[n, :count] = row.pieces
        marks[n, 1:count] = [row.marks[word] for word in words]
        present[n, :count] = True
        place = {word: k for k, word in enumerate(words, start=1)}
        trigger[n, [place[word] for word in range(*row.span)]] = 1 / (row.span[1] - row.span[0])
        for m, (_, first, last) in enumerate(row.mentions):
            ends = list({place[first], place[last]})
            spans[n, m, ends] = 1 / len(ends)
    reading = rows[0].reading
    output = model.reread(reading.branch[pieces], reading.memory, present, marks, trigger, spans)
    for n, row in enumerate(rows):
        yield Candidate(
            trigger=row.trigger,
            acts=output.acts[n],
            statuses=output.statuses[n],
            contexts=output.contexts[n],
            roles={index: output.roles[n, m] for m, (index, _, _) in enumerate(row.mentions)},
            when=_when(row, output.when[n]),
        )


def _when(row: _Row, probabilities: Floats) -> tuple[int, int] | None:
    """The likeliest dating word in a time phrase, if it is likelier to date the act than not."""
    words, timed = row.words, set(row.reading.timed)
    scores = [(float(probabilities[k]), word) for k, word in enumerate(words, start=1) if word in timed]
    best, word = max(scores, default=(0.0, -1))
    return row.reading.pieces.words[word] if best >= 0.5 else None
