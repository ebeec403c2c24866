"""Make a trained network's layers narrower: each keeps the inner units that its output feels most.

    python -m training.prune WIDE.pt OUT.pt [--inner 512]

A unit counts by its mean absolute activation over passages of the training part, times the norm of what it adds to the
output. Train on from OUT.pt; after that little of the loss is left, and reading takes half of the time.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn

from comity.find.wordpiece import WordPieces
from training.batches import batches
from training.corpus import case_of, part_of, rows
from training.examples import example_of
from training.losses import loss_of
from training.network import Layer, Network, Shape
from training.weights import read_network, save_network, vocabulary

SAMPLE = 600
"""Cases of the training part over which units are weighed."""
PIECES = 768


def main() -> None:
    """Prune as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wide", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--inner", type=int, default=Shape().inner)
    args = parser.parse_args()
    prune(args.wide, args.out, args.inner)


def prune(wide: Path, out: Path, inner: int) -> None:
    """Write the network in `wide` with `inner` units in each layer to `out`."""
    network = read_network(wide)
    weights = weights_of_units(network)
    narrow = Network(replace(network.shape, inner=inner))
    state = network.state_dict()
    for name, units in weights.items():
        kept = units.topk(inner).indices.sort().values
        state[f"{name}.up.weight"] = state[f"{name}.up.weight"][kept]
        state[f"{name}.up.bias"] = state[f"{name}.up.bias"][kept]
        state[f"{name}.down.weight"] = state[f"{name}.down.weight"][:, kept]
    narrow.load_state_dict(state)
    save_network(narrow, out)


@torch.no_grad()
def weights_of_units(network: Network) -> dict[str, Tensor]:
    """For each layer by name, how much each of its inner units counts."""
    layers = {name: module for name, module in network.named_modules() if isinstance(module, Layer)}
    sums: dict[str, Tensor] = defaultdict(lambda: torch.zeros(network.shape.inner))
    hooks = [layer.down.register_forward_pre_hook(_adder(sums, name)) for name, layer in layers.items()]
    network.eval()
    chance = random.Random(1)  # noqa: S311 - no secret
    pieces = WordPieces(vocabulary())
    cases = [case_of(row) for row in rows() if part_of(row["text"]) == "train"]
    examples = [example_of(case, pieces) for case in chance.sample(cases, SAMPLE)]
    for batch in batches(examples, PIECES, chance):
        loss_of(network, batch, chance)
    for hook in hooks:
        hook.remove()
    return {name: sums[name] * layer.down.weight.norm(dim=0) for name, layer in layers.items()}


def _adder(sums: dict[str, Tensor], name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
    def add(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        sums[name] += inputs[0].abs().flatten(0, 1).sum(0)

    return add


if __name__ == "__main__":
    main()
