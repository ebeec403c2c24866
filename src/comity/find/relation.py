"""What a text says one marked actor does to another: probabilities, for checking event records that exist already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from comity.errors import InputError
from comity.find.first import Floors, Marked, Reading, read_passage
from comity.find.model import Model
from comity.find.passages import Passage
from comity.find.second import Candidate, read_triggers
from comity.find.sides import SOURCE, TARGET
from comity.ontology.acts import Act, act, quad

FLOORS = Floors(mention=0.5, name=0.1, trigger=0.02)
"""Every word that might be a trigger is asked, for here some relation is wanted in any case."""
LEAST = 1e-3
"""What a trigger counts for although the pair does not stand in its roles, so that there always is an answer."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Relation:
    """Probabilities that sum to one within each scheme, likeliest first.

    `acts` by act, `plover` by PLOVER event, `quads` by quad class (verbal or material, cooperation or conflict),
    `statuses` by status.
    """

    acts: Mapping[str, float]
    plover: Mapping[str, float]
    quads: Mapping[str, float]
    statuses: Mapping[str, float]


@cache
def _packaged() -> Model:
    return Model()


def classify_relation(text: str, source: Place, target: Place, *, model: Model | None = None) -> Relation:
    """What `source` does to `target` (characters, start and end, of `text`) as the text states it.

    Raises InputError if a place lies outside the text, is empty, or the two overlap.
    """
    _check(text, source, target)
    model = model or _packaged()
    reading = read_passage(model, text, Passage(0, 0, len(text)), FLOORS)
    mentions, pair = _mentions(reading, source, target)
    candidates = list(read_triggers(model, reading, mentions))
    known = [act(name) for name in model.acts]
    weights = [np.array([_weight(c, pair, one) for one in known]) * c.acts[:-1] for c in candidates]
    acts = np.sum(weights, axis=0) if weights else np.ones(len(known))
    statuses = sum((w.sum() * c.statuses for w, c in zip(weights, candidates, strict=True)), np.zeros(4)) + 1e-9
    chances = dict(zip(known, (acts / acts.sum()).tolist(), strict=True))
    return Relation(
        acts=_ranked((one.name, p) for one, p in chances.items()),
        plover=_ranked((one.plover, p) for one, p in chances.items()),
        quads=_ranked((quad(one.plover), p) for one, p in chances.items()),
        statuses=_ranked(zip(model.statuses, (statuses / statuses.sum()).tolist(), strict=True)),
    )


def _check(text: str, source: Place, target: Place) -> None:
    for name, (start, end) in (("source", source), ("target", target)):
        if not 0 <= start < end <= len(text):
            raise InputError(
                f"The {name} stands at characters {start} to {end}, which is no part of a text of {len(text)}; "
                "give the start and end of words in the text."
            )
    if source[0] < target[1] and target[0] < source[1]:
        raise InputError("The source and the target share characters; mark two places that lie apart.")


def _mentions(reading: Reading, source: Place, target: Place) -> tuple[list[Marked], tuple[int, int]]:
    """The mentions found, with the given pair in place of what overlaps it, and where the pair stands among them."""
    given = [Marked(*source, 1.0), Marked(*target, 1.0)]
    others = [m for m in reading.mentions if all(m.end <= g.start or g.end <= m.start for g in given)]
    mentions = sorted([*others, *given], key=lambda mention: mention.start)
    starts = [mention.start for mention in mentions]
    return mentions, (starts.index(source[0]), starts.index(target[0]))


def _weight(candidate: Candidate, pair: tuple[int, int], one: Act) -> float:
    """How much a trigger speaks for this act between the pair; a reciprocal act may stand in either order."""
    source, target = (candidate.roles.get(index) for index in pair)
    if source is None or target is None:
        return LEAST * candidate.trigger.score
    chance = source[SOURCE] * target[TARGET]
    if one.reciprocal:
        chance = max(chance, source[TARGET] * target[SOURCE])
    return candidate.trigger.score * (chance + LEAST)


def _ranked(chances: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Chances added up by name, likeliest first."""
    total: dict[str, float] = {}
    for name, chance in chances:
        total[name] = total.get(name, 0.0) + chance
    return dict(sorted(total.items(), key=lambda item: -item[1]))
