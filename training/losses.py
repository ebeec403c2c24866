"""What the network is trained to lower."""

from __future__ import annotations

import random

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - torch's own convention

from comity.model.report import COLLECTIVE
from training.batches import Batch, Rows, rows_of
from training.examples import Example
from training.labels import NO_ACT, PLOVER, PLOVER_OF_ACT, ROLES
from training.network import Network, padding_bias

FALSE_TRIGGERS = 0.4
"""How many false triggers a passage adds to the second reading; each costs as much time as a true one."""
TRIGGER_WEIGHT = 2.0
"""How much more a word of a trigger counts than a word outside: missing one costs a report."""
_GROUPS = F.one_hot(torch.tensor([*PLOVER_OF_ACT, len(PLOVER)])).bool()


def loss_of(network: Network, batch: Batch, chance: random.Random) -> Tensor:
    """The sum of all losses on a batch."""
    bias = padding_bias(batch.present)
    branch, top, mention, trigger = network.passage(batch.ids, bias)
    total = _tag_loss(mention, batch.mention_tags, batch, 1.0)
    total = total + _tag_loss(trigger, batch.trigger_tags, batch, TRIGGER_WEIGHT)
    total = total + _links_loss(network, top, batch)
    rows = rows_of(batch, false_triggers(trigger.detach(), batch, chance), chance)
    if len(rows.act):
        total = total + _reread_loss(rows, *reread(network, branch, top, batch.present, rows))
    return total


def reread(
    network: Network, branch: Tensor, top: Tensor, present: Tensor, rows: Rows
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """The second reading of the rows, given the first's states and which of its pieces are `present`."""
    asked = branch[rows.passage[:, None], rows.wanted]
    memory = network.reread.memory(branch, top)[rows.passage]
    bias = padding_bias(torch.cat([present[rows.passage], rows.present], 1))
    result: tuple[Tensor, Tensor, Tensor, Tensor, Tensor] = network.reread(
        asked, memory, bias, rows.marks, rows.trigger, rows.mentions
    )
    return result


def _at_words(logits: Tensor, batch: Batch) -> Tensor:
    return logits.gather(1, batch.first[..., None].expand(-1, -1, logits.shape[-1]))


def _tag_loss(logits: Tensor, tags: Tensor, batch: Batch, weight: float) -> Tensor:
    weights = torch.tensor([1.0, weight, weight])
    return F.cross_entropy(_at_words(logits, batch)[batch.words], tags[batch.words], weights)


def false_triggers(logits: Tensor, batch: Batch, chance: random.Random) -> list[tuple[int, tuple[int, int]]]:
    """Words that the network takes for triggers though they are none, now and then one of a passage."""
    likely = 1 - _at_words(logits, batch).softmax(-1)[..., 0]
    found = []
    for n, example in enumerate(batch.examples):
        taken = {w for t in example.triggers for w in range(*t.words)}
        free = [w for w in range(len(example.first)) if w not in taken]
        tempting = [w for w in free if likely[n, w] > 0.15]
        tempting = chance.sample(tempting, min(len(tempting), int(chance.random() < FALSE_TRIGGERS)))
        found += [(n, (w, w + 1)) for w in tempting]
    return found


def _reread_loss(rows: Rows, acts: Tensor, status: Tensor, contexts: Tensor, roles: Tensor, when: Tensor) -> Tensor:
    real = rows.act != NO_ACT
    loss = F.cross_entropy(acts, rows.act, label_smoothing=0.05) + 0.5 * _plover_loss(acts, rows.act)
    if not real.any():
        return loss
    loss = loss + F.cross_entropy(status[real], rows.status[real], label_smoothing=0.02)
    loss = loss + 2 * F.binary_cross_entropy_with_logits(contexts[real], rows.contexts[real])
    kept = rows.kept & real[:, None]
    if kept.any():
        weights = torch.tensor([1.0, 1.0, 0.5][: len(ROLES)])
        loss = loss + 4 * F.binary_cross_entropy_with_logits(roles[kept], rows.roles[kept], weight=weights)
    words = rows.timed & real[:, None]
    if not words.any():
        return loss
    return loss + F.binary_cross_entropy_with_logits(when[words], rows.when[words])


def _plover_loss(acts: Tensor, wanted: Tensor) -> Tensor:
    groups = torch.stack([acts.masked_fill(~_GROUPS[:, g], -1e4).logsumexp(-1) for g in range(_GROUPS.shape[1])], -1)
    return F.cross_entropy(groups, torch.tensor([*PLOVER_OF_ACT, len(PLOVER)])[wanted])


def _links_loss(network: Network, top: Tensor, batch: Batch) -> Tensor:
    losses = []
    for n, example in enumerate(batch.examples):
        if not example.mentions:
            continue
        scores, collective, sector = network.links(pooled(top[n], example), order_of(example))
        named = torch.tensor([float(codes == {COLLECTIVE}) for codes in example.codes])
        loss = F.binary_cross_entropy_with_logits(collective, named)
        loss = loss + 0.3 * F.cross_entropy(sector, torch.tensor(example.sectors))
        others = ~torch.eye(len(named), dtype=torch.bool)
        if others.any():
            same = torch.tensor([[float(b <= a) for b in example.codes] for a in example.codes])
            loss = loss + F.binary_cross_entropy_with_logits(scores[others], same[others])
        losses.append(loss)
    return torch.stack(losses).mean() if losses else top.new_zeros(())


def pooled(hidden: Tensor, example: Example) -> Tensor:
    """The mean of each mention's words [N, H]."""
    return torch.stack([hidden[example.first[a:b]].mean(0) for a, b in example.mentions])


def order_of(example: Example) -> Tensor:
    """Where each mention begins, in words."""
    return torch.tensor([a for a, _ in example.mentions])


__all__ = ["false_triggers", "loss_of", "order_of", "pooled", "reread"]
