"""Ranking targets: for "whom does this source do this act to on that day", all actors by how likely they are.

The first candidates of a cheap prior are described by features and put in order by a small network, fitted on questions
of the past, each described as of its own day; the others follow by prior.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from comity.errors import InputError
from comity.outlook.links.candidates import Candidates, Prior
from comity.outlook.links.facts import Facts, Floats, Ints, Mask
from comity.outlook.links.features import Knowledge, describe
from comity.outlook.links.metrics import filtered_ranks
from comity.outlook.links.names import Names
from comity.outlook.links.network import Lessons, Network, Training, gather, softmax
from comity.outlook.links.walk import Questions, Walk

AT_ONCE = 400
"""The questions that are answered at a time, which bounds memory."""
LEAST_QUESTIONS = 50
"""The fewest questions of the past that a ranking can be learnt from."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much a ranker learns from; chosen on the valid part of ICEWS14.

    It is fitted on the questions of the last `fit_days` days, at most about `fit_questions` of them, with about
    `fit_candidates` of the `candidates` of each, and on rules learnt from `rule_days` before. The scores of `networks`
    are averaged, which differ by where they start.
    """

    candidates: int = 150
    fit_days: int = 120
    fit_questions: int = 24_000
    fit_candidates: int = 40
    rule_days: int = 45
    networks: int = 2
    training: Training = field(default_factory=Training)


class Ranker:
    """Puts candidates in order, once fitted."""

    def __init__(self, lessons: list[Lessons], acts: int, plan: Plan) -> None:
        """Fit to `lessons`; raises InputError if there are fewer than `LEAST_QUESTIONS`."""
        if sum(len(lesson.sizes) for lesson in lessons) < LEAST_QUESTIONS:
            raise InputError("There is too little history to learn a ranking from; give a longer record.")
        learnt = gather(lessons)
        self._networks = [Network(learnt, acts, plan.training, seed) for seed in range(plan.networks)]

    def scores(self, known: Knowledge, asked: Questions, found: Candidates) -> Floats:
        """The score of each candidate, a row a question; its softmax is their probability if one of them it is."""
        features = describe(known, asked.source, asked.act, found)[1]
        act = np.repeat(asked.act, found.targets.shape[1])
        scores: Floats = np.mean([network.scores(features, act) for network in self._networks], axis=0)
        return scores.reshape(found.targets.shape)


@dataclass(frozen=True, slots=True)
class Answered:
    """Questions of a day with the candidates for each and their scores, and whether each actor was an answer."""

    day: int
    asked: Questions
    found: Candidates
    scores: Floats
    truth: Mask

    def only(self, rows: Ints) -> Answered:
        """Some of the questions."""
        asked, found = self.asked.only(rows), self.found.only(rows)
        return Answered(self.day, asked, found, self.scores[rows], self.truth[rows])

    def everyone(self) -> Floats:
        """The score of every actor: first the candidates by theirs, then the others by prior."""
        scores = self.found.everyone.astype(np.float64)
        above = scores.max() + 1 - self.scores.min()
        np.put_along_axis(scores, self.found.targets, self.scores + above, axis=1)
        return scores

    def ranks(self) -> NDArray[np.float64]:
        """The time-aware filtered rank of each answer."""
        return filtered_ranks(self.everyone(), self.truth)

    def probabilities(self) -> Floats:
        """The probability of each candidate, if one of them is the answer."""
        sizes = np.full(len(self.scores), self.scores.shape[1])
        return softmax(self.scores.ravel(), sizes).reshape(self.scores.shape)


def answer(facts: Facts, names: Names, acts: int, begins: int, plan: Plan) -> Iterator[Answered]:
    """Answer all questions of the days from `begins` on, each day from the days before it.

    `facts` are one way, with acts below `acts`; a question "who did it to this target" is asked under the act plus
    `acts`. The ranker is fitted once, on days before `begins`. Raises InputError if they hold too little.
    """
    both = facts.both_ways(acts).in_order()
    start = begins - plan.fit_days
    share = _share(both, start, begins, plan)
    rng = np.random.default_rng(0)
    lessons: list[Lessons] = []
    ranker: Ranker | None = None
    for day, known, asked in Walk(both, names, 2 * acts).days(start - plan.rule_days, start):
        prior = Prior(known.history)
        if day < begins:
            chosen = np.flatnonzero(rng.random(len(asked)) < share)
            lessons += [_lessons(known, prior, some, plan, rng) for some in _portions(asked, chosen)]
            continue
        ranker = ranker or Ranker(lessons, 2 * acts, plan)
        for some in _portions(asked, np.arange(len(asked))):
            found = prior.candidates(some.source, some.act, plan.candidates)
            scores = ranker.scores(known, some, found)
            yield Answered(day, some, found, scores, some.truth(known.history.actors))


def _share(facts: Facts, start: int, begins: int, plan: Plan) -> float:
    """Which share of the questions before `begins` to fit on, reckoning one a fact."""
    return min(1.0, plan.fit_questions / max(1, len(facts.since(start).before(begins))))


def _portions(asked: Questions, rows: Ints) -> Iterator[Questions]:
    for part in np.array_split(rows, len(rows) // AT_ONCE + 1):
        if len(part):
            yield asked.only(part)


def _lessons(known: Knowledge, prior: Prior, asked: Questions, plan: Plan, rng: np.random.Generator) -> Lessons:
    """The questions whose answer is among the candidates, with the first of these and a sample of the others."""
    found = prior.candidates(asked.source, asked.act, plan.candidates)
    right = np.take_along_axis(asked.truth(known.history.actors), found.targets, axis=1)
    first = np.arange(right.shape[1]) < plan.fit_candidates // 2
    rate = min(1.0, plan.fit_candidates / 2 / max(1, int((~first).sum())))
    sure = right | first
    kept = (sure | (rng.random(right.shape) < rate)) & right.any(axis=1, keepdims=True)
    rows = kept.ravel()
    features = describe(known, asked.source, asked.act, found)[1]
    sizes = kept.sum(axis=1)
    return Lessons(
        features[rows],
        np.repeat(asked.act, sizes),
        (right / np.maximum(right.sum(axis=1, keepdims=True), 1))[kept].astype(np.float32),
        np.where(sure, 0, -np.log(rate))[kept].astype(np.float32),
        sizes[sizes > 0],
    )
