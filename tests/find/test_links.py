"""Links between many mentions are found a few at a time, and are those that are found between all at once."""

from __future__ import annotations

import numpy as np

from comity.find.links import AT_ONCE, LINK_WORDS, ROWS, find_links
from comity.find.model import Model

COUNT = AT_ONCE + ROWS
EVERY = 5
"""Words from one mention to the next."""


def test_many_mentions_are_linked_as_all_at_once_would_be() -> None:
    model = Model()
    meanings = np.random.default_rng(2026).normal(size=(COUNT, model.description["width"])).astype(np.float32)
    order = np.arange(COUNT, dtype=np.int64) * EVERY
    found = find_links(model, meanings, order)
    same, collective, _ = model.links(meanings, order)
    near = np.abs(order[:, None] - order[None, :]) <= LINK_WORDS
    np.fill_diagonal(near, val=False)
    assert not found.same[~near].any()
    # What int8 arithmetic rounds depends on all that is computed together.
    assert np.abs(found.same - same)[near].mean() < 0.01
    assert found.collective is not None and np.abs(found.collective - collective).max() < 0.02
