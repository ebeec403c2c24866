"""From the mentions of a text to the actors that they name, as of a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from comity.actors.names import NameHit, find_names
from comity.actors.phrases import acting
from comity.model.document import Span
from comity.model.report import Mention


@dataclass(frozen=True)
class Links:
    """What a model thinks of the mentions, n in number and in the order of the spans.

    `same[i, j]` is the probability that mention j's actors are among mention i's; `collective[i]` that mention i is
    an unnamed collective such as "most countries".
    """

    same: npt.NDArray[np.floating]
    collective: npt.NDArray[np.floating] | None = None


def resolve(text: str, spans: Sequence[tuple[int, int]], on: date | None, links: Links | None = None) -> list[Mention]:
    """The actors that each span of `text` names, in the order of `spans`.

    `on` is the date of the text; today's date is never assumed. A span that resolves to nothing has no codes, score 0
    and a reason.
    """
    hits = find_names(text, on)
    return [_named(text, span, hits) for span in spans]


def _named(text: str, span: tuple[int, int], hits: list[NameHit]) -> Mention:
    start, end = span
    found = acting(text, start, end, [hit for hit in hits if start <= hit.start and hit.end <= end + 1])
    codes = tuple(dict.fromkeys(hit.actor.code for hit in found.hits))
    if not codes:
        return Mention(Span.of(text, start, end), (), None, 0.0, "names no actor of the registry")
    return Mention(Span.of(text, start, end), codes, found.hits[0].actor.sector, found.sure, "named in the registry")
