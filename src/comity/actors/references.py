"""The weighing of what a mention without a name refers to; the weights are `data/antecedents.csv`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from comity.actors.candidates import Candidate, candidates
from comity.actors.clues import note_clues
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
    note_clues(item, found, text)
    scores = [weigh(item, candidate) + evidence(item, candidate) for candidate in found]
    best = max(range(len(found)), key=scores.__getitem__)
    total = sum(math.exp(score - scores[best]) for score in scores)
    return found[best], 1 / total


def weigh(item: Item, candidate: Candidate) -> float:
    """The sum of the weights of a candidate's features for a mention of this form."""
    weights = _weights_for(item.form)
    return sum(weights.get(feature, 0.0) for feature in candidate.clues)


def features(item: Item, candidate: Candidate) -> Iterator[str]:
    """Each feature alone, with the family of the mention's form, and with the form: what weights are fitted for."""
    for feature in candidate.clues:
        yield feature
        for form in _forms(item.form):
            yield f"{feature} | {form}"


def _forms(form: str) -> tuple[str, ...]:
    """A form, after its family if it has one ("it+force" belongs to "it+")."""
    family, plus, _ = form.partition("+")
    return (f"{family}+", form) if plus else (form,)


@cache
def _weights_for(form: str) -> dict[str, float]:
    """The weight of each feature for mentions of a form: its own, its family's and the form's together."""
    found: dict[str, float] = {}
    for narrower in ("", *_forms(form)):
        for feature, weight in _weights().get(narrower, ()):
            found[feature] = found.get(feature, 0.0) + weight
    return found


@cache
def _weights() -> dict[str, list[tuple[str, float]]]:
    """Each feature with its weight, by the form that it holds for; those of the empty form hold for all."""
    found: dict[str, list[tuple[str, float]]] = {}
    for row in table("antecedents.csv"):
        feature, _, form = row["feature"].partition(" | ")
        found.setdefault(form, []).append((feature, float(row["weight"])))
    return found
