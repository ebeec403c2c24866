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
"""The most pieces of a passage that the second reading sees around a trigger."""


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
    """The second reading's rows, each one trigger of one passage within its window of pieces."""

    passage: Tensor
    start: Tensor
    present: Tensor
    marks: Tensor
    trigger: Tensor
    mentions: Tensor
    kept: Tensor
    act: Tensor
    status: Tensor
    contexts: Tensor
    roles: Tensor
    first: Tensor
    when: Tensor


def rows_of(batch: Batch, false: list[tuple[int, tuple[int, int]]], chance: random.Random | None) -> Rows:
    """Rows for all labelled triggers and for `false` ones (passage, words), whose act is none."""
    wanted = [(n, t) for n, e in enumerate(batch.examples) for t in e.triggers]
    nothing = (frozenset[int](),) * len(ROLES)
    wanted += [(n, Trigger(words, NO_ACT, -1, nothing, None, frozenset())) for n, words in false]
    length = min(WINDOW, batch.ids.shape[1])
    most = max([len(batch.examples[n].mentions) for n, _ in wanted] + [1])
    size = len(wanted)
    rows = Rows(
        passage=torch.tensor([n for n, _ in wanted]),
        start=torch.zeros(size, dtype=torch.long),
        present=torch.zeros(size, length, dtype=torch.bool),
        marks=torch.zeros(size, length, dtype=torch.long),
        trigger=torch.zeros(size, length),
        mentions=torch.zeros(size, most, length),
        kept=torch.zeros(size, most, dtype=torch.bool),
        act=torch.tensor([t.act for _, t in wanted]),
        status=torch.tensor([t.status for _, t in wanted]),
        contexts=torch.zeros(size, len(CONTEXTS)),
        roles=torch.zeros(size, most, len(ROLES)),
        first=torch.zeros(size, length, dtype=torch.bool),
        when=torch.zeros(size, length),
    )
    for number, (passage, trigger) in enumerate(wanted):
        _fill(rows, number, batch.examples[passage], trigger, length, chance)
    return rows


def _fill(
    rows: Rows, number: int, example: Example, trigger: Trigger, length: int, chance: random.Random | None
) -> None:
    first = [*example.first, len(example.ids) - 1]
    begin, end = trigger.words
    middle = (first[begin] + first[end]) // 2
    start = max(0, min(middle - length // 2, len(example.ids) - length))
    stop = min(start + length, len(example.ids))
    rows.start[number] = start
    rows.present[number, : stop - start] = True
    for n, (a, b) in enumerate(example.mentions):
        if first[a] < start or first[b] > stop:
            continue
        rows.kept[number, n] = True
        rows.mentions[number, n, [first[w] - start for w in range(a, b)]] = 1 / (b - a)
        if chance is None or chance.random() > 0.1:
            rows.marks[number, first[a] - start : first[b] - start] = 3
            rows.marks[number, first[a] - start] = 2
    if chance and chance.random() < 0.15 and end - begin > 1:
        begin, end = (begin + 1, end) if chance.random() < 0.5 else (begin, end - 1)
    low, high = max(first[begin] - start, 0), min(first[end] - start, length)
    rows.marks[number, low:high] = 1
    inside = [first[w] - start for w in range(begin, end) if 0 <= first[w] - start < length]
    rows.trigger[number, inside] = 1 / max(len(inside), 1)
    rows.contexts[number, list(trigger.contexts)] = 1
    for role, members in enumerate(trigger.roles):
        rows.roles[number, list(members), role] = 1
    words = [f - start for f in example.first if start <= f < stop]
    rows.first[number, words] = True
    if trigger.when:
        places = [first[w] - start for w in range(*trigger.when)]
        rows.when[number, [p for p in places if 0 <= p < length]] = 1
