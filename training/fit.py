"""Train the network on the corpus.

    python -m training.fit OUT.pt [--epochs 8] [--seed 1] [--rate 2e-4]

Prints the loss and the time after each epoch; the weights kept are an exponential average over the steps.
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from pathlib import Path

import torch

from comity.find.wordpiece import WordPieces
from training.augment import swap_states
from training.batches import batches
from training.corpus import case_of, part_of, rows
from training.examples import example_of
from training.losses import loss_of
from training.network import Network
from training.weights import bare_network, read_network, save_network, vocabulary

PIECES = 768
"""Pieces in a batch of passages: some sixteen sentences."""
AVERAGE = 0.998
"""How much of the averaged weights is kept at each step."""
RATE = 2e-4
SWAP = 0.3


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=RATE, help="the highest learning rate of the encoder")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--swap", type=float, default=SWAP, help="share of cases whose states are swapped")
    parser.add_argument("--start", type=Path, help="go on from these weights instead of the bare encoder")
    train(**vars(parser.parse_args()))


def train(
    out: Path,
    *,
    epochs: int,
    seed: int = 1,
    rate: float = RATE,
    threads: int = 2,
    swap: float = SWAP,
    start: Path | None = None,
) -> None:
    """Train from MiniLM-L6, or from the weights in `start`, and write the averaged weights to `out`."""
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)  # they slow some processors tenfold
    torch.manual_seed(seed)
    network = read_network(start) if start else bare_network()
    fit(network, epochs, seed, rate, swap, out)


def fit(network: Network, epochs: int, seed: int, rate: float, swap: float, out: Path) -> None:
    """Train in place; the averaged network is written to `out` after each epoch."""
    cases = [case_of(row) for row in rows() if part_of(row["text"]) == "train"]
    pieces = WordPieces(vocabulary())
    chance = random.Random(seed)  # noqa: S311 - no secret
    plain = [example_of(case, pieces) for case in cases]
    steps = epochs * len(list(batches(plain, PIECES, chance)))
    optimiser, schedule = _optimiser(network, rate, steps)
    average = copy.deepcopy(network)
    print(f"{len(cases)} cases, {steps} steps", flush=True)
    step, begun = 0, time.monotonic()
    for epoch in range(epochs):
        network.train()
        examples = [
            example_of(swap_states(case, chance), pieces) if chance.random() < swap else example
            for case, example in zip(cases, plain, strict=True)
        ]
        total = 0.0
        for batch in batches(examples, PIECES, chance):
            loss = loss_of(network, batch, chance)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            _average(average, network, min(AVERAGE, step / (step + 10)))
            total += loss.item()
            if step % 50 == 0:
                print(f"step {step} loss {loss.item():.3f} {time.monotonic() - begun:.0f} s", flush=True)
        save_network(average, out)
        print(f"epoch {epoch + 1}: loss {total * epochs / steps:.3f}, {time.monotonic() - begun:.0f} s", flush=True)


def _optimiser(
    network: Network, rate: float, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    network.passage.words.requires_grad_(False)  # a small corpus would only blur them
    encoder = [*network.passage.parameters(), *network.reread.layers.parameters()]
    known = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if id(p) not in known]
    groups = [{"params": [p for p in encoder if p.requires_grad], "lr": rate}, {"params": heads, "lr": 4 * rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _share_of_rate(step / steps))
    return optimiser, schedule


def _share_of_rate(done: float) -> float:
    """The share of the highest rate when `done` of all steps are done: up, level for a quarter, down."""
    return min(1.0, (done + 0.002) / 0.05, max(0.02, (1 - done) / 0.75))


@torch.no_grad()
def _average(average: Network, network: Network, keep: float) -> None:
    for mean, new in zip(average.parameters(), network.parameters(), strict=True):
        if new.requires_grad:
            mean.lerp_(new, 1 - keep)


if __name__ == "__main__":
    main()
