"""The floors of resolution on the held-out tenth of the corpus; raise them when the figures rise."""

from __future__ import annotations

from benchmarks.actors import measure

NAMES_FLOOR = 0.955
ALL_FLOOR = 0.85


def test_given_mentions_resolve_as_well_as_before() -> None:
    figures = measure("heldout")
    assert figures.share("name") >= NAMES_FLOOR
    assert figures.share() >= ALL_FLOOR
