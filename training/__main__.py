"""The whole way from the corpus to the packaged model: `make train`. Hours on a laptop's processor."""

from __future__ import annotations

from pathlib import Path

from comity.find.model import PACKAGED
from training.calibrate import calibrate
from training.export import export
from training.fit import train

WORK = Path(__file__).parent / "build"
EPOCHS = 8

if __name__ == "__main__":
    WORK.mkdir(exist_ok=True)
    weights = WORK / "weights.pt"
    train(weights, epochs=EPOCHS)
    export([weights], PACKAGED)
    calibrate(PACKAGED)
