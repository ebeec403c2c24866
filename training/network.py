"""The network: an encoder reads the passage once; for each trigger a few of its words look at that reading once more.

The first reading tags mentions and triggers and links mentions that name the same actors. The second takes, for each
trigger, the states of its words, of the mentions and of the time phrases from the branch below the top, marks which is
which, and lets just these look at the whole passage through two more layers: which act the trigger states, its status,
who stands in which role, and which words date it. What they look at is computed once a passage, whatever the number of
triggers. Marking what is asked about follows Zhong and Chen (2021, "A frustratingly easy approach for entity and
relation extraction"); the rest is ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - torch's own convention

from training.labels import ACTS, CONTEXTS, ROLES, SECTORS, STATUSES

Attend = Callable[[Tensor, Tensor, Tensor, Tensor | None], Tensor]
"""See `attend`; the export puts an operator of onnxruntime in its place."""


@dataclass(frozen=True)
class Shape:
    """The sizes of the network; widths are those of MiniLM-L6 but for the inner units, of which two thirds are pruned.

    `layers` counts those of the first reading; the second, of `reread` layers, begins at the states that leave the
    first's layer number `branch`.
    """

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    heads: int = 12
    inner: int = 512
    layers: int = 5
    branch: int = 4
    reread: int = 2
    link: int = 64


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attend: Attend = partial(attend, heads=shape.heads)
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, hidden: Tensor, bias: Tensor | None) -> Tensor:
        """The next states for `hidden` [B, T, H], which look at one another; see `attend` for `bias`."""
        return self.finish(hidden, self.attend(*self.qkv(hidden).split(hidden.shape[-1], -1), bias))

    def look(self, asked: Tensor, memory: Tensor, bias: Tensor) -> Tensor:
        """The next states for `asked` [R, K, H], which look at one another and at what `remember` gave [R, T, 2H]."""
        query, key, value = self.qkv(asked).split(asked.shape[-1], -1)
        keys, values = memory.split(asked.shape[-1], -1)
        mixed = self.attend(query, torch.cat([keys, key], 1), torch.cat([values, value], 1), bias)
        return self.finish(asked, mixed)

    def remember(self, hidden: Tensor) -> Tensor:
        """The keys and values [B, T, 2H] by which `look` sees the states `hidden` [B, T, H]."""
        return F.linear(hidden, *self.keys_and_values())

    def keys_and_values(self) -> tuple[Tensor, Tensor]:
        """The weight and bias of the part of `qkv` that makes keys and values."""
        width = self.qkv.in_features
        return self.qkv.weight[width:], self.qkv.bias[width:]

    def finish(self, hidden: Tensor, mixed: Tensor) -> Tensor:
        """What follows attention in a layer."""
        hidden = self.norm1(hidden + self.out(mixed))
        done: Tensor = self.norm2(hidden + self.down(F.gelu(self.up(hidden))))
        return done


def attend(query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None, *, heads: int) -> Tensor:
    """What queries [B, Q, H] take from values [B, T, H], in `heads` heads.

    `bias` [B, 1, 1 or Q, T] is 0 for what may be seen and very negative for padding; None stands for no padding.
    """
    query, key, value = (states.unflatten(-1, (heads, -1)).transpose(1, 2) for states in (query, key, value))
    return F.scaled_dot_product_attention(query, key, value, bias).transpose(1, 2).flatten(2)


class Passage(nn.Module):
    """The first reading: piece ids to hidden states, word tags and what links mentions."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.mention = nn.Linear(shape.width, 3)
        self.trigger = nn.Linear(shape.width, 3)

    def forward(self, ids: Tensor, bias: Tensor | None) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Hidden states at the branch and at the top [B, T, H]; mention and trigger tags of pieces [B, T, 3]."""
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.dropout(self.norm(self.words(ids) + self.places(places)))
        branch = hidden
        for number, layer in enumerate(self.layers, start=1):
            hidden = layer(hidden, bias)
            if number == self.shape.branch:
                branch = hidden
        top = self.dropout(hidden)
        return branch, hidden, self.mention(top), self.trigger(top)


class Links(nn.Module):
    """For each ordered pair of mentions: are the second's actors among the first's?"""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.query = nn.Linear(shape.width, shape.link)
        self.key = nn.Linear(shape.width, shape.link)
        self.pair = nn.Linear(2 * shape.link + 2, shape.link)
        self.score = nn.Linear(shape.link, 1)
        self.collective = nn.Linear(shape.width, 1)
        self.sector = nn.Linear(shape.width, len(SECTORS))

    def forward(self, mentions: Tensor, order: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`mentions` [N, H] pooled, `order` [N] their place in the text in words.

        Returns logits of links [N, N], of being an unnamed collective [N], and of sectors [N, S].
        """
        query, key = self.query(mentions)[:, None, :], self.key(mentions)[None, :, :]
        gap = (order[None, :] - order[:, None]).float()
        features = torch.stack([gap.sign(), (gap.abs() + 1).log() / 4], -1)
        both = torch.cat([query * key, (query + key), features.expand(*gap.shape, 2)], -1)
        scores = self.score(F.gelu(self.pair(both)))[..., 0] + (query * key).sum(-1) * self.query.out_features**-0.5
        return scores, self.collective(mentions)[:, 0], self.sector(mentions)


class Reread(nn.Module):
    """The second reading: one row a trigger, of the pieces that matter to it, each marked for what it is."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.marks = nn.Embedding(4, shape.width)
        nn.init.normal_(self.marks.weight, std=0.02)
        with torch.no_grad():
            self.marks.weight[0] = 0
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.reread))
        self.dropout = nn.Dropout(dropout)
        self.act = nn.Sequential(
            nn.Linear(2 * shape.width, shape.width), nn.GELU(), nn.Linear(shape.width, len(ACTS) + 1)
        )
        self.status = nn.Linear(shape.width, len(STATUSES))
        self.contexts = nn.Linear(shape.width, len(CONTEXTS))
        self.role_of = nn.Linear(shape.width, shape.width)
        self.role_for = nn.Linear(shape.width, shape.width)
        self.role = nn.Linear(shape.width, len(ROLES))
        self.when = nn.Linear(shape.width, 1)

    def memory(self, branch: Tensor, top: Tensor) -> Tensor:
        """What the second reading sees of the first [B, T, 2H a layer]: its first layer the branch, others the top."""
        states = [branch, *[top] * (len(self.layers) - 1)]
        return torch.cat([layer.remember(seen) for layer, seen in zip(self.layers, states, strict=True)], -1)

    def forward(
        self, asked: Tensor, memory: Tensor, bias: Tensor, marks: Tensor, trigger: Tensor, mentions: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """`asked` [R, K, H] the branch at the wanted pieces, the passage's first before all; `memory` [R, T, 2H a
        layer]; `bias` [R, 1, 1, T + K]; `marks` [R, K] 0 none, 1 trigger, 2 mention's first word, 3 its last;
        `trigger` [R, K] and `mentions` [R, M, K] are weights over the pieces that average a span's.

        Returns logits of acts [R, A + 1], statuses [R, 4], contexts [R, C], roles [R, M, 3] and dating pieces [R, K].
        """
        hidden = self.states(asked, memory, bias, marks)
        about = (trigger[:, None, :] @ hidden)[:, 0, :]
        acts, status, contexts = self.judge(about, hidden[:, 0, :])
        return acts, status, contexts, self.roles(mentions @ hidden, about[:, None, :]), self.when(hidden)[..., 0]

    def states(self, asked: Tensor, memory: Tensor, bias: Tensor, marks: Tensor) -> Tensor:
        """The states of the pieces asked about [R, K, H], once they have looked at the passage."""
        hidden = asked + self.marks(marks)
        for layer, seen in zip(self.layers, memory.split(2 * asked.shape[-1], -1), strict=True):
            hidden = layer.look(hidden, seen, bias)
        done: Tensor = self.dropout(hidden)
        return done

    def judge(self, about: Tensor, start: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of acts, statuses and contexts for the states of triggers and of the passage's first piece [R, H]."""
        return self.act(torch.cat([about, start], -1)), self.status(about), self.contexts(about)

    def roles(self, spans: Tensor, about: Tensor) -> Tensor:
        """Logits of roles [.., M, 3] for the states of mentions [.., M, H] toward those of triggers."""
        logits: Tensor = self.role(F.gelu(self.role_of(spans) + self.role_for(about)))
        return logits


class Network(nn.Module):
    """Both readings and the links between mentions."""

    def __init__(self, shape: Shape = Shape(), dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.passage = Passage(shape, dropout)
        self.links = Links(shape)
        self.reread = Reread(shape, dropout)


def padding_bias(present: Tensor) -> Tensor:
    """What a layer adds to attention scores: `present` [B, T] is True for pieces, False for padding."""
    return torch.where(present, 0.0, -1e4)[:, None, None, :]
