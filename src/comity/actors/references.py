"""The weighing of what a mention without a name refers to; the weights are `data/antecedents.csv`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from comity.actors.candidates import Candidate, candidates
from comity.actors.mentions import Item
from comity.actors.tables import table

Evidence = Callable[[Item, Candidate], float]
"""What else speaks for a candidate, in logits: a model's links between mentions."""


def no_evidence(item: Item, candidate: Candidate) -> float:
    """Nothing else speaks for any candidate."""
    return 0.0


def choose(item: Item, items: Sequence[Item], text: str, evidence: Evidence = no_evidence) -> tuple[Candidate, float]:
    """The likeliest candidate for `item` and its probability among all."""
    found = candidates(item, items, text)
    scores = [weigh(item, candidate) + evidence(item, candidate) for candidate in found]
    best = max(range(len(found)), key=scores.__getitem__)
    total = sum(math.exp(score - scores[best]) for score in scores)
    return found[best], 1 / total


def weigh(item: Item, candidate: Candidate) -> float:
    """The sum of the weights of a candidate's features for a mention of this form."""
    weights = _weights()
    return sum(weights.get(feature, 0.0) for feature in features(item, candidate))


def features(item: Item, candidate: Candidate) -> Iterator[str]:
    """Each feature alone, with the family of the mention's form, and with the form."""
    family = item.form.partition("+")[0] + "+" if "+" in item.form else item.form
    for feature in candidate.features:
        yield feature
        yield f"{feature} | {family}"
        if family != item.form:
            yield f"{feature} | {item.form}"


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in table("antecedents.csv")}
