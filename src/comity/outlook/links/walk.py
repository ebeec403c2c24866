"""Going through the record day by day: what may be asked on a day is answered from the days before, then learnt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from comity.outlook.links.facts import Facts, Ints, Mask
from comity.outlook.links.features import Knowledge
from comity.outlook.links.history import History
from comity.outlook.links.likeness import Likeness
from comity.outlook.links.names import Names
from comity.outlook.links.rules import Rules

RULE_QUESTIONS = 600
"""The most questions of a day that rules are learnt from."""


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of a day, "whom does `source` do `act` to", each once, and their answers.

    `row` is the question of each answer, in rising order, `target` the answer.
    """

    source: Ints
    act: Ints
    row: Ints
    target: Ints

    def __len__(self) -> int:
        """The number of questions."""
        return len(self.source)

    def only(self, rows: Ints) -> Questions:
        """Some of the questions, given in rising order, with their answers."""
        place = np.full(len(self), -1)
        place[rows] = np.arange(len(rows))
        kept = place[self.row] >= 0
        return Questions(self.source[rows], self.act[rows], place[self.row[kept]], self.target[kept])

    def truth(self, actors: int) -> Mask:
        """Which actors are answers, a row a question and a column an actor."""
        table = np.zeros((len(self), actors), dtype=bool)
        table[self.row, self.target] = True
        return table


def questions(facts: Facts, acts: int) -> Questions:
    """What can be asked of facts both ways; a fact told twice is one answer."""
    asked, row = np.unique(facts.source * acts + facts.act, return_inverse=True)
    width = int(facts.target.max()) + 1
    answers = np.unique(row * width + facts.target)
    return Questions(asked // acts, asked % acts, answers // width, answers % width)


class Walk:
    """A record walked through once, from its beginning to its end."""

    def __init__(self, facts: Facts, names: Names, acts: int) -> None:
        """Walk through `facts`, which are both ways and by day, their acts below `acts`."""
        self.facts = facts
        self.history = History(facts, names, acts)
        self.rules = Rules(acts)
        self._rng = np.random.default_rng(0)

    def days(self, learn: int, start: int) -> Iterator[tuple[int, Knowledge, Questions]]:
        """Each day from `start` on, with what was known by its morning and what can be asked of it.

        Rules are learnt from the day `learn` on.
        """
        past = self.facts.before(learn)
        self.history.move(learn)
        self.history.add(past)
        home = self.history.names.homes(self.facts.before(start))
        vectors = None
        for day in np.unique(self.facts.since(learn).day):
            self.history.move(int(day))
            today = self.facts.only(self.facts.day == day)
            asked = questions(today, self.history.acts)
            if day >= start:
                vectors = vectors if vectors and not vectors.stale(int(day)) else Likeness(self.history)
                yield int(day), Knowledge(self.history, vectors, self.rules, self.rules.base(), home), asked
            self._learn(asked)
            self.history.add(today)

    def _learn(self, asked: Questions) -> None:
        """Count, for each question, which of the source's partners by any earlier act were the answer."""
        chosen = np.arange(len(asked))
        if len(asked) > RULE_QUESTIONS:
            chosen = np.sort(self._rng.choice(len(asked), RULE_QUESTIONS, replace=False))
        some, history = asked.only(chosen), self.history
        tally, width = history.tallies["source target act"], history.actors * history.acts
        owners, places = tally.under(some.source, width)
        target = tally.keys[places] // history.acts % history.actors
        held = np.isin(owners * history.actors + target, some.row * history.actors + some.target)
        days = history.day - tally.last[places]
        self.rules.learn(some.act[owners], tally.keys[places] % history.acts, days, held)
