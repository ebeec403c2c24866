"""Which mentions of a run of sentences name the same actors, as the model sees it."""

from __future__ import annotations

import numpy as np

from comity.actors.resolution import Links
from comity.find.model import Floats, Ints, Model

LINK_WORDS = 200
"""Words beyond which one mention is not taken to refer to another."""

AT_ONCE = 256
"""Mentions that are compared with one another at once; what that takes grows with the square of their number."""

ROWS = 128
"""Of more mentions, so many at a time are compared with all that are near enough to them."""


def find_links(model: Model, meanings: Floats, order: Ints) -> Links:
    """The links between mentions [N, H], which stand at the words `order` [N], in that order."""
    count = len(order)
    same = np.zeros((count, count), np.float32)
    collective = np.zeros(count, np.float32)
    step = count if count <= AT_ONCE else ROWS
    for start in range(0, count, step):
        stop = min(start + step, count)
        low, high = (0, count) if step == count else _near(order, start, stop)
        block, unnamed, _ = model.links(meanings[low:high], order[low:high])
        same[start:stop, low:high] = block[start - low : stop - low]
        collective[start:stop] = unnamed[start - low : stop - low]
    same[np.abs(order[:, None] - order[None, :]) > LINK_WORDS] = 0
    np.fill_diagonal(same, 0)
    return Links(same, collective)


def _near(order: Ints, start: int, stop: int) -> tuple[int, int]:
    """The mentions near enough to any of those from `start` to `stop` to be linked with it."""
    low = np.searchsorted(order, order[start] - LINK_WORDS)
    return int(low), int(np.searchsorted(order, order[stop - 1] + LINK_WORDS, side="right"))
