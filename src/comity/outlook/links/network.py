"""A small network that scores candidates: one hidden layer over their features, shifted by the act that is asked about.

It is fitted so that the softmax of the scores of a question's candidates gives the answers their probability (the
listwise loss of ListNet, Cao and others 2007), by Adam (Kingma and Ba 2015) with dropout. Written with numpy alone: it
has some thousand weights, and fits in seconds on one core.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from comity.outlook.links.facts import Floats, Ints

FAR = 4.0
"""The standard deviations from the mean beyond which a feature is cut off."""
_WARM_STEPS = 50
_LEAST_STEPS = 400
_FEWEST = 16
_MOMENTUM, _SCALE, _LEAST = 0.9, 0.99, 1e-8


@dataclass(frozen=True, slots=True)
class Training:
    """How a network is fitted; chosen on the valid part of ICEWS14.

    It sees all lessons `rounds` times, `questions` at a time; where these are few, more often and fewer at a time.
    """

    hidden: int = 64
    rounds: int = 8
    questions: int = 256
    rate: float = 0.003
    decay: float = 0.002
    dropout: float = 0.1

    def paced(self, lessons: int) -> Training:
        """As many rounds and questions at a time as suit so many lessons."""
        questions = min(self.questions, max(_FEWEST, lessons // _FEWEST))
        rounds = max(self.rounds, _LEAST_STEPS // (lessons // questions + 1))
        return replace(self, questions=questions, rounds=rounds)


@dataclass(frozen=True, slots=True)
class Lessons:
    """Questions to fit on, candidate by candidate, those of a question together.

    `features` has a row a candidate, `act` the act that is asked about, `answer` the share of the question's answers
    that the candidate is, and `offset` the log of how many candidates it stands for. `sizes` are candidates a question.
    """

    features: Floats
    act: Ints
    answer: Floats
    offset: Floats
    sizes: Ints

    def batches(self, rng: np.random.Generator, questions: int) -> Iterator[Lessons]:
        """All questions in random order, about `questions` at a time."""
        starts = np.cumsum(self.sizes) - self.sizes
        order = rng.permutation(len(self.sizes))
        for chosen in np.array_split(order, len(order) // questions + 1):
            sizes = self.sizes[chosen]
            shift = starts[chosen] - (np.cumsum(sizes) - sizes)
            rows = np.arange(sizes.sum()) + np.repeat(shift, sizes)
            yield Lessons(self.features[rows], self.act[rows], self.answer[rows], self.offset[rows], sizes)


def gather(parts: list[Lessons]) -> Lessons:
    """The lessons of several days."""
    columns = ("features", "act", "answer", "offset", "sizes")
    return Lessons(*(np.concatenate([getattr(part, column) for part in parts]) for column in columns))


class Network:
    """Scores candidates, once fitted."""

    def __init__(self, lessons: Lessons, acts: int, training: Training, seed: int = 0) -> None:
        """Fit to `lessons`, whose acts lie below `acts`; the same lessons and seed give the same network."""
        self._training = training.paced(len(lessons.sizes))
        self._rng = np.random.default_rng(seed)
        self._mean = lessons.features.mean(axis=0)
        self._spread = lessons.features.std(axis=0) + 1e-3
        width = lessons.features.shape[1]
        self._weights = {
            "in": self._random((width, training.hidden), 1.5 / width),
            "act": np.zeros((acts, training.hidden), np.float32),
            "out": self._random((training.hidden,), 1 / training.hidden),
            "straight": np.zeros(width, np.float32),
        }
        self._fit(lessons)

    def scores(self, features: Floats, act: Ints) -> Floats:
        """The score of each candidate; exp(score) is in proportion to its probability among those of its question."""
        inputs = self._scaled(features)
        scores: Floats = self._hidden(inputs, act) @ self._weights["out"] + inputs @ self._weights["straight"]
        return scores

    def _random(self, shape: tuple[int, ...], variance: float) -> Floats:
        weights: Floats = self._rng.standard_normal(shape, dtype=np.float32) * np.float32(np.sqrt(variance))
        return weights

    def _scaled(self, features: Floats) -> Floats:
        inputs: Floats = np.clip((features - self._mean) / self._spread, -FAR, FAR)
        return inputs

    def _hidden(self, inputs: Floats, act: Ints) -> Floats:
        hidden: Floats = np.maximum(inputs @ self._weights["in"] + self._weights["act"][act], 0)
        return hidden

    def _fit(self, lessons: Lessons) -> None:
        training = self._training
        momentum = {name: np.zeros_like(weight) for name, weight in self._weights.items()}
        scale = {name: np.zeros_like(weight) for name, weight in self._weights.items()}
        steps = training.rounds * (len(lessons.sizes) // training.questions + 1)
        step = 0
        for _ in range(training.rounds):
            for batch in lessons.batches(self._rng, training.questions):
                rate = training.rate * min(1, (step + 1) / _WARM_STEPS) * (1 + np.cos(np.pi * step / steps)) / 2
                step += 1
                for name, slope in self._slopes(batch).items():
                    momentum[name] += (1 - _MOMENTUM) * (slope - momentum[name])
                    scale[name] += (1 - _SCALE) * (slope**2 - scale[name])
                    root = np.sqrt(scale[name] / (1 - _SCALE**step)) + _LEAST
                    change = momentum[name] / (1 - _MOMENTUM**step) / root + training.decay * self._weights[name]
                    self._weights[name] -= np.float32(rate) * change

    def _slopes(self, batch: Lessons) -> dict[str, Floats]:
        """The gradient of the mean loss of the questions of a batch."""
        inputs, dropout = self._scaled(batch.features), self._training.dropout
        hidden = self._hidden(inputs, batch.act)
        kept = (self._rng.random(hidden.shape, dtype=np.float32) > dropout) / np.float32(1 - dropout)
        scores = (hidden * kept) @ self._weights["out"] + inputs @ self._weights["straight"]
        error = (softmax(scores + batch.offset, batch.sizes) - batch.answer) / np.float32(len(batch.sizes))
        inner = error[:, None] * self._weights["out"] * kept * (hidden > 0)
        return {
            "in": inputs.T @ inner,
            "act": _sums(inner, batch.act, len(self._weights["act"])),
            "out": (hidden * kept).T @ error,
            "straight": inputs.T @ error,
        }


def softmax(scores: Floats, sizes: Ints) -> Floats:
    """The softmax of the scores of each group, groups being `sizes` long and one after the other."""
    starts = np.cumsum(sizes) - sizes
    powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
    shares: Floats = powers / np.repeat(np.add.reduceat(powers, starts), sizes)
    return shares


def _sums(rows: Floats, group: Ints, groups: int) -> Floats:
    """The sum of the rows of each group."""
    table = np.zeros((groups, rows.shape[1]), np.float32)
    order = np.argsort(group, kind="stable")
    there, starts = np.unique(group[order], return_index=True)
    table[there] = np.add.reduceat(rows[order], starts, axis=0)
    return table
