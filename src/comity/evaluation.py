"""How well reports agree with labelled text: precision, recall and F1 over the pairs of actors that they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from comity.model.document import Document
from comity.model.report import COLLECTIVE, Report, Status
from comity.ontology.acts import acts

LEVELS = ("dyad", "event", "act", "full")
"""How much must agree: the two actors; and PLOVER's event with its direction; and the act; and the status."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What is compared: an act with its status and the codes of both sides. An `optional` one costs nothing."""

    act: str
    status: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    optional: bool = False

    @classmethod
    def of(cls, report: Report) -> Claim:
        """The claim of a report."""
        return cls(report.act, report.status.value, report.source_codes, report.target_codes)


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled text: its id in the corpus if it has one, the document, and what a careful reader finds in it."""

    id: str | None
    document: Document
    claims: tuple[Claim, ...]


@dataclass(slots=True)
class Tally:
    """Keys found rightly, found wrongly and missed."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: int, wrong: int, missed: int) -> None:
        """Count so many more of each."""
        self.found += found
        self.wrong += wrong
        self.missed += missed

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return _share(self.found, self.found + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what is right that was found."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.found, 2 * self.found + self.wrong + self.missed)


@dataclass(slots=True)
class Evaluation:
    """The figures of a set of cases.

    `levels` has a tally for each of LEVELS, and `acts` by act what the level of acts counts. `quiet` cases have no
    event; on `silent` of them nothing was asserted.
    """

    cases: int = 0
    answered: int = 0
    quiet: int = 0
    silent: int = 0
    levels: dict[str, Tally] = field(default_factory=lambda: {level: Tally() for level in LEVELS})
    acts: dict[str, Tally] = field(default_factory=dict)

    def add(self, case: Case, claims: Sequence[Claim] | None) -> None:
        """Count one case; `claims` is None where no answer was given."""
        self.cases += 1
        self.answered += claims is not None
        claims = claims or ()
        wanted, given = _keys(case.claims), _keys(claims)
        for level in LEVELS:
            self._count(level, wanted[level], set(given[level]))
        if not case.claims:
            self.quiet += 1
            self.silent += all(claim.status != Status.ASSERTED for claim in claims)

    def _count(self, level: str, wanted: Mapping[Key, bool], given: set[Key]) -> None:
        required = {key for key, optional in wanted.items() if not optional}
        found, wrong, missed = given & required, given - wanted.keys(), required - given
        self.levels[level].add(len(found), len(wrong), len(missed))
        if level == "act":
            for key in found | wrong | missed:
                self.acts.setdefault(key[-1], Tally()).add(key in found, key in wrong, key in missed)


def evaluate(cases: Iterable[Case], answers: Mapping[str, Sequence[Claim]]) -> Evaluation:
    """The figures of `answers`, which are looked up by a case's id in its corpus, else by its text."""
    evaluation = Evaluation()
    for case in cases:
        by_text = answers.get(case.document.text)
        evaluation.add(case, by_text if case.id is None else answers.get(case.id, by_text))
    return evaluation


def _keys(claims: Iterable[Claim]) -> dict[str, dict[Key, bool]]:
    """By level, the keys that `claims` stand for and whether each is only optional."""
    keys: dict[str, dict[Key, bool]] = {level: {} for level in LEVELS}
    for claim in claims:
        for source, target in _pairs(claim):
            for level, key in zip(LEVELS, _levels(claim, source, target), strict=True):
                keys[level][key] = keys[level].get(key, True) and claim.optional
    return keys


def _pairs(claim: Claim) -> Iterator[tuple[str, str]]:
    """Every source with every target; a merged mention on both sides is no pair of an actor with itself."""
    sources, targets = _named(claim.source), _named(claim.target)
    for source in sources:
        for target in targets:
            if source != target or len(sources) == 1:
                yield source, target


def _named(side: Iterable[str]) -> list[str]:
    """The codes of a side; one empty code for a side that is not named."""
    return sorted(set(side) - {COLLECTIVE}) or [""]


def _levels(claim: Claim, source: str, target: str) -> tuple[Key, Key, Key, Key]:
    act = acts()[claim.act]
    pair = (source, target)
    either = (min(pair), max(pair))
    directed = either if act.reciprocal else pair
    return either, (*directed, act.plover), (*directed, claim.act), (*directed, claim.act, claim.status)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
