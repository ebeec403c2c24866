"""The whole way from the corpus to the packaged model: `make train`. Hours on a laptop's processor."""

from __future__ import annotations

from pathlib import Path

from comity.find.model import PACKAGED
from training.calibrate import calibrate
from training.export import export
from training.fit import train
from training.network import Shape
from training.prune import prune

WORK = Path(__file__).parent / "build"
WIDE_EPOCHS, EPOCHS = 8, 5

if __name__ == "__main__":
    WORK.mkdir(exist_ok=True)
    wide, pruned, weights = WORK / "wide.pt", WORK / "pruned.pt", WORK / "weights.pt"
    train(wide, epochs=WIDE_EPOCHS)
    prune(wide, pruned, Shape().inner)
    train(weights, epochs=EPOCHS, start=pruned)
    export([weights], PACKAGED)
    calibrate(PACKAGED)
