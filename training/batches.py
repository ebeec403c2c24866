"""Batches: passages padded together, and the rows of the second reading made from them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from training.examples import Example, Trigger
from training.labels import CONTEXTS, NO_ACT, ROLES

WINDOW = 96
"""Pieces around a trigger whose mentions and time phrases the second reading asks about."""
NO_MARK, TRIGGER, FIRST_WORD, LAST_WORD = range(4)
"""Marks on the pieces that the second reading asks about."""
UNMARKED, CLIPPED = 0.1, 0.15
"""How often a mention goes unmarked, and a trigger of several words loses one: the first reading errs so too."""


@dataclass
class Batch:
    """Passages side by side. `first` [B, W] are first pieces of words (0 where padded, see `words`)."""

    examples: list[Example]
    ids: Tensor
    present: Tensor
    first: Tensor
    words: Tensor
    mention_tags: Tensor
    trigger_tags: Tensor


def batches(examples: list[Example], pieces: int, chance: random.Random | None) -> Iterator[Batch]:
    """Batches of about `pieces` pieces of passages of like length; shuffled if `chance` is given."""
    jitter = {id(e): chance.random() * 8 if chance else 0.0 for e in examples}
    order = sorted(examples, key=lambda e: len(e.ids) + jitter[id(e)])
    groups: list[list[Example]] = [[]]
    for example in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(example.ids) > pieces:
            groups.append([])
        groups[-1].append(example)
    if chance:
        chance.shuffle(groups)
    yield from map(collate, groups)


def collate(examples: list[Example]) -> Batch:
    """Passages padded to the longest."""
    pad = torch.nn.utils.rnn.pad_sequence
    ids = [torch.tensor(e.ids) for e in examples]
    first = [torch.tensor(e.first) for e in examples]
    triggers = [e.tags([t.words for t in e.triggers]) for e in examples]
    return Batch(
        examples=examples,
        ids=pad(ids, batch_first=True),
        present=pad([torch.ones(len(i), dtype=torch.bool) for i in ids], batch_first=True),
        first=pad(first, batch_first=True),
        words=pad([torch.ones(len(f), dtype=torch.bool) for f in first], batch_first=True),
        mention_tags=pad([e.tags(e.mentions) for e in examples], batch_first=True),
        trigger_tags=pad(triggers, batch_first=True),
    )


@dataclass
class Rows:
    """The second reading's rows, each one trigger of one passage with the pieces asked about (K, see `present`)."""

    passage: Tensor
    wanted: Tensor
    present: Tensor
    marks: Tensor
    trigger: Tensor
    mentions: Tensor
    kept: Tensor
    act: Tensor
    status: Tensor
    contexts: Tensor
    roles: Tensor
    timed: Tensor
    when: Tensor


def rows_of(batch: Batch, false: list[tuple[int, tuple[int, int]]], chance: random.Random | None) -> Rows:
    """Rows for all labelled triggers and for `false` ones (passage, words), whose act is none."""
    triggers = [(n, t) for n, e in enumerate(batch.examples) for t in e.triggers]
    nothing = (frozenset[int](),) * len(ROLES)
    triggers += [(n, Trigger(words, NO_ACT, -1, nothing, None, frozenset())) for n, words in false]
    asked = [_Asked.of(batch.examples[n], trigger, chance) for n, trigger in triggers]
    length = max([len(row.words) + 1 for row in asked] + [1])
    most = max([len(batch.examples[n].mentions) for n, _ in triggers] + [1])
    size = len(triggers)
    rows = Rows(
        passage=torch.tensor([n for n, _ in triggers]),
        wanted=torch.zeros(size, length, dtype=torch.long),
        present=torch.zeros(size, length, dtype=torch.bool),
        marks=torch.zeros(size, length, dtype=torch.long),
        trigger=torch.zeros(size, length),
        mentions=torch.zeros(size, most, length),
        kept=torch.zeros(size, most, dtype=torch.bool),
        act=torch.tensor([t.act for _, t in triggers]),
        status=torch.tensor([t.status for _, t in triggers]),
        contexts=torch.zeros(size, len(CONTEXTS)),
        roles=torch.zeros(size, most, len(ROLES)),
        timed=torch.zeros(size, length, dtype=torch.bool),
        when=torch.zeros(size, length),
    )
    for number, (row, (passage, trigger)) in enumerate(zip(asked, triggers, strict=True)):
        _fill(rows, number, batch.examples[passage], trigger, row)
    return rows


@dataclass
class _Asked:
    """The words that one row asks about, in order and beside the passage's first piece; how each is marked."""

    words: list[int]
    trigger: tuple[int, int]
    mentions: list[int]
    marks: dict[int, int]

    @classmethod
    def of(cls, example: Example, trigger: Trigger, chance: random.Random | None) -> _Asked:
        first, window = [*example.first, len(example.ids) - 1], min(WINDOW, len(example.ids))
        begin, end = trigger.words
        middle = (first[begin] + first[end]) // 2
        start = max(0, min(middle - window // 2, len(example.ids) - window))
        stop = start + window
        mentions = [n for n, (a, b) in enumerate(example.mentions) if first[a] >= start and first[b] <= stop]
        marks = {w: NO_MARK for w in example.timed if start <= first[w] < stop}
        for a, b in (example.mentions[n] for n in mentions):
            seen = chance is None or chance.random() > UNMARKED
            marks |= {b - 1: LAST_WORD if seen else NO_MARK}
            marks |= {a: FIRST_WORD if seen else NO_MARK}
        if chance and chance.random() < CLIPPED and end - begin > 1:
            begin, end = (begin + 1, end) if chance.random() < 0.5 else (begin, end - 1)
        marks |= dict.fromkeys(range(begin, end), TRIGGER)
        return cls(sorted(marks), (begin, end), mentions, marks)


def _fill(rows: Rows, number: int, example: Example, trigger: Trigger, asked: _Asked) -> None:
    place = {word: n for n, word in enumerate(asked.words, start=1)}
    count = len(asked.words) + 1
    rows.wanted[number, 1:count] = torch.tensor([example.first[w] for w in asked.words])
    rows.present[number, :count] = True
    rows.marks[number, 1:count] = torch.tensor([asked.marks[w] for w in asked.words])
    inside = [place[w] for w in range(*asked.trigger)]
    rows.trigger[number, inside] = 1 / len(inside)
    for n in asked.mentions:
        a, b = example.mentions[n]
        ends = {place[a], place[b - 1]}
        rows.kept[number, n] = True
        rows.mentions[number, n, list(ends)] = 1 / len(ends)
    rows.contexts[number, list(trigger.contexts)] = 1
    for role, members in enumerate(trigger.roles):
        rows.roles[number, list(members), role] = 1
    rows.timed[number, [place[w] for w in example.timed if w in place]] = True
    if trigger.when:
        rows.when[number, [place[w] for w in range(*trigger.when) if w in place]] = 1
