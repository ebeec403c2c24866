"""From the mentions of a text to the actors that they name, as of a date."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

import numpy as np
import numpy.typing as npt

from comity.actors.candidates import Candidate
from comity.actors.mentions import Item
from comity.actors.reading import Reading
from comity.actors.references import choose
from comity.model.document import Span
from comity.model.report import COLLECTIVE, Mention

_SURE = 1e-3
"""How far a model's probabilities are kept from 0 and 1, so that no link alone decides."""


@dataclass(frozen=True)
class Links:
    """What a model thinks of the mentions, n in number and in the order of the spans.

    `same[i, j]` is the probability that mention j's actors are among mention i's; `collective[i]` that mention i is
    an unnamed collective such as "most countries".
    """

    same: npt.NDArray[np.floating]
    collective: npt.NDArray[np.floating] | None = None

    @cached_property
    def _linked(self) -> list[list[float]]:
        return cast(list[list[float]], self.same.tolist())

    def evidence(self, item: Item, candidate: Candidate) -> float:
        """How strongly the links speak for a candidate, in logits: each of its actors by its best-linked mention."""
        if candidate.codes == (COLLECTIVE,):
            return 0.0 if self.collective is None else _logit(float(self.collective[item.order]))
        linked = self._linked[item.order]
        best: dict[str, float] = {}
        for other in candidate.items:
            for code in other.codes if other.listed else ():
                best[code] = max(best.get(code, 0.0), linked[other.order])
        return sum(map(_logit, best.values())) if best else _logit(0.0)


def resolve(text: str, spans: Sequence[tuple[int, int]], on: date | None, links: Links | None = None) -> list[Mention]:
    """The actors that each span of `text` names, in the order of `spans`.

    `on` is the date of the text; today's date is never assumed. A span that resolves to nothing has no codes, score 0
    and a reason.
    """
    reading = Reading(text, spans, on)
    reading.name()
    for item in reading.open_items():
        chosen, sure = choose(item, reading.items, text, links.evidence) if links else choose(item, reading.items, text)
        reading.refer(item, chosen, sure)
    listed = [item for item in reading.items if item.listed]
    return [_mention(item) for item in sorted(listed, key=lambda item: item.order)]


def _mention(item: Item) -> Mention:
    span = Span(item.start, item.end, item.text)
    if not item.codes:
        return Mention(span, (), item.sector, 0.0, "names no actor, and no mention around it can be meant")
    return Mention(span, item.codes, item.sector, round(item.score, 3), item.reason)


def _logit(probability: float) -> float:
    kept = min(max(probability, _SURE), 1 - _SURE)
    return math.log(kept / (1 - kept))
