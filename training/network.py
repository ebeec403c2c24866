"""The network: an encoder read twice, once for the passage and once more, from its upper layers, for each trigger.

The first reading tags mentions and triggers and links mentions that name the same actors. The second starts from the
hidden states two layers below the top, marks one trigger and the mentions, and reads which act the trigger states, its
status, who stands in which role, and which words date it. Marking what is asked about follows Zhong and Chen (2021,
"A frustratingly easy approach for entity and relation extraction"); the rest is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - torch's own convention

from training.labels import ACTS, CONTEXTS, ROLES, SECTORS, STATUSES


@dataclass(frozen=True)
class Shape:
    """The sizes of the network; defaults are those of MiniLM-L6."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    heads: int = 12
    inner: int = 1536
    layers: int = 6
    reread: int = 2
    link: int = 64


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, hidden: Tensor, bias: Tensor, wanted: Tensor | None = None) -> Tensor:
        """`hidden` [B, T, H]; `bias` [B, 1, 1, T] is 0 for pieces and very negative for padding.

        Returns the next states of all pieces, or of the `wanted` ones [B, K] alone, which costs the less.
        """
        width = hidden.shape[-1]
        query, key, value = self.qkv(hidden).split(width, -1)
        asked = hidden
        if wanted is not None:
            places = wanted[..., None].expand(-1, -1, width)
            asked, query = hidden.gather(1, places), query.gather(1, places)
        query, key, value = self._split(query), self._split(key), self._split(value)
        scores = query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5 + bias
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).flatten(2)
        asked = self.norm1(asked + self.out(mixed))
        inner: Tensor = self.norm2(asked + self.down(F.gelu(self.up(asked))))
        return inner

    def _split(self, states: Tensor) -> Tensor:
        """States [B, T, H] by head [B, A, T, H / A]."""
        return states.unflatten(-1, (self.heads, -1)).transpose(1, 2)


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

    def forward(self, ids: Tensor, bias: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Hidden states at the branch and at the top [B, T, H]; mention and trigger tags of pieces [B, T, 3]."""
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.dropout(self.norm(self.words(ids) + self.places(places)))
        branch = hidden
        for number, layer in enumerate(self.layers):
            if number == len(self.layers) - self.shape.reread:
                branch = hidden
            hidden = layer(hidden, bias)
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
    """The second reading: one row a trigger, from the branch's hidden states with the trigger marked."""

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

    def forward(
        self, branch: Tensor, bias: Tensor, marks: Tensor, wanted: Tensor, trigger: Tensor, mentions: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """`branch` [R, T, H]; `marks` [R, T] 0 none, 1 trigger, 2 mention's first piece, 3 its others; `wanted` [R, K]
        pieces that the last layer is asked about, the window's first before all; `trigger` [R, K] and `mentions`
        [R, M, K] are weights over them that average a span's pieces.

        Returns logits of acts [R, A + 1], statuses [R, 4], contexts [R, C], roles [R, M, 3] and dating pieces [R, K].
        """
        hidden = branch + self.marks(marks)
        for layer in self.layers[:-1]:
            hidden = layer(hidden, bias)
        hidden = self.dropout(self.layers[-1](hidden, bias, wanted))
        about = (trigger[:, None, :] @ hidden)[:, 0, :]
        start = hidden[:, 0, :]
        spans = mentions @ hidden
        roles = self.role(F.gelu(self.role_of(spans) + self.role_for(about)[:, None, :]))
        acts = self.act(torch.cat([about, start], -1))
        return acts, self.status(about), self.contexts(about), roles, self.when(hidden)[..., 0]


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
