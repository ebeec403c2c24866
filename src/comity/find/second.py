"""The second reading: for each trigger, which act it states, with what status, and who stands in which role."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from comity.find.first import Marked, Reading
from comity.find.model import Asked, Floats, Ints, Model

WINDOW = 96
"""Pieces around a trigger whose mentions and time phrases are asked about, as in training."""
LINE = 192
"""Pieces of one passage that are asked about at once, but for a longer row: attention grows with their square."""
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
    roles: Mapping[int, Sequence[float]]
    when: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Row:
    """What one trigger asks about: the first pieces of some words, each with its mark, and spans of them.

    `pieces` begins with the passage's first, which stands for all of it; `words` are the characters of the others.
    Places among the pieces are those of the `trigger`, of the `mentions` in the window, each as (index in the document,
    first word, last word), and of the words that are `timed`.
    """

    marked: Marked
    pieces: list[int]
    words: list[tuple[int, int]]
    marks: list[int]
    trigger: list[int]
    mentions: list[tuple[int, int, int]]
    timed: list[int]


def read_triggers(model: Model, reading: Reading, mentions: Sequence[Marked]) -> Iterator[Candidate]:
    """Read every candidate trigger of a passage again; `mentions` are all of the document, in order."""
    spans = list(_spans(reading, mentions))
    first = [*reading.first, len(reading.pieces.ids) - 1]
    rows = [_row(reading, first, trigger, spans) for trigger in reading.triggers]
    for line in _lines(rows):
        yield from _read(model, reading, line)


def _lines(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Runs of rows that are read at once."""
    line: list[_Row] = []
    for row in rows:
        if line and sum(len(other.pieces) for other in line) + len(row.pieces) > LINE:
            yield line
            line = []
        line.append(row)
    if line:
        yield line


def _spans(reading: Reading, mentions: Sequence[Marked]) -> Iterator[tuple[int, int, int]]:
    """The mentions in a reading: index in the document, first word, last word."""
    begin = bisect_left(mentions, reading.passage.start, key=lambda mention: mention.start)
    for index in range(begin, len(mentions)):
        if mentions[index].end > reading.pieces.words[-1][1]:
            return
        words = reading.pieces.overlapping(mentions[index].start, mentions[index].end)
        yield index, words[0], words[-1]


def _row(reading: Reading, first: list[int], trigger: Marked, spans: Sequence[tuple[int, int, int]]) -> _Row:
    """The row of a trigger; `first` are the first pieces of words, and the last mark of the passage."""
    own = reading.pieces.overlapping(trigger.start, trigger.end)
    start = max(0, min((first[own.start] + first[own.stop]) // 2 - WINDOW // 2, first[-1] + 1 - WINDOW))
    stop = min(start + WINDOW, first[-1] + 1)
    inside = [span for span in spans if first[span[1]] >= start and first[span[2] + 1] <= stop]
    timed = [word for word in reading.timed if start <= first[word] < stop]
    marks = dict.fromkeys(timed, NO_MARK)
    marks |= {last: LAST_WORD for _, _, last in inside}
    marks |= {word: FIRST_WORD for _, word, _ in inside}
    marks |= dict.fromkeys(own, TRIGGER)
    words = sorted(marks)
    place = {word: number for number, word in enumerate(words, start=1)}
    return _Row(
        marked=trigger,
        pieces=[0, *(first[word] for word in words)],
        words=[reading.pieces.words[word] for word in words],
        marks=[NO_MARK, *(marks[word] for word in words)],
        trigger=[place[word] for word in own],
        mentions=[(index, place[begin], place[last]) for index, begin, last in inside],
        timed=[place[word] for word in timed],
    )


def _read(model: Model, reading: Reading, rows: list[_Row]) -> Iterator[Candidate]:
    output = model.reread(reading.memory, _asked(reading, rows))
    roles: list[list[float]] = output.roles.tolist()
    when: list[float] = output.when.tolist()
    for n, row in enumerate(rows):
        own, roles = roles[: len(row.mentions)], roles[len(row.mentions) :]
        dates, when = when[: len(row.pieces)], when[len(row.pieces) :]
        yield Candidate(
            trigger=row.marked,
            acts=output.acts[n],
            statuses=output.statuses[n],
            contexts=output.contexts[n],
            roles={index: chances for (index, _, _), chances in zip(row.mentions, own, strict=True)},
            when=_when(row, dates),
        )


def _asked(reading: Reading, rows: list[_Row]) -> Asked:
    sizes = [len(row.pieces) for row in rows]
    starts = [0, *accumulate(sizes)][:-1]
    trigger: Floats = np.zeros((len(rows), sum(sizes)), np.float32)
    mentions: Floats = np.zeros((max(1, sum(len(row.mentions) for row in rows)), sum(sizes)), np.float32)
    askers: list[int] = []
    for n, (row, start) in enumerate(zip(rows, starts, strict=True)):
        trigger[n, [start + place for place in row.trigger]] = 1 / len(row.trigger)
        for _, first, last in row.mentions:
            weights = mentions[len(askers)]
            weights[start + first] = weights[start + last] = 1 if first == last else 0.5
            askers.append(n)
    return Asked(
        states=reading.branch[[piece for row in rows for piece in row.pieces]],
        rows=np.repeat(np.arange(len(rows)), sizes),
        marks=_numbers([mark for row in rows for mark in row.marks]),
        starts=_numbers(starts),
        trigger=trigger,
        mentions=mentions,
        askers=_numbers(askers or [0]),
    )


def _numbers(values: list[int]) -> Ints:
    return np.array(values, np.int64)


def _when(row: _Row, probabilities: Sequence[float]) -> tuple[int, int] | None:
    """The likeliest dating word in a time phrase, if it is likelier to date the act than not."""
    best, place = max(((probabilities[place], place) for place in row.timed), default=(0.0, 0))
    return row.words[place - 1] if best >= 0.5 else None
