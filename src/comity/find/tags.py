"""From tag probabilities of words to the spans that they mark."""

from __future__ import annotations

from dataclasses import dataclass

from comity.find.model import Floats

OUTSIDE, BEGIN, INSIDE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Tagged:
    """Words `start` to `end` (exclusive) marked with probability `score`, that of the likeliest word."""

    start: int
    end: int
    score: float


def tagged(probabilities: Floats, floor: float) -> list[Tagged]:
    """The spans of words [W, 3] whose probability of being marked is at least `floor`."""
    scores: list[float] = (1 - probabilities[:, OUTSIDE]).tolist()
    spans: list[Tagged] = []
    for word, score in enumerate(scores):
        if score < floor:
            continue
        joins = spans and spans[-1].end == word and probabilities[word, INSIDE] >= probabilities[word, BEGIN]
        if joins:
            spans[-1] = Tagged(spans[-1].start, word + 1, max(spans[-1].score, score))
        else:
            spans.append(Tagged(word, word + 1, score))
    return spans
