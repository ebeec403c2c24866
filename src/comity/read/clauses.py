"""The rough build of a sentence: which words stand in a clause of their own, and which share one.

No grammar is parsed here. Words that open a clause, commas and coordination are enough to keep the date of "after
the invasion in 1979" away from the main verb, and the date of the main verb away from the invasion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from comity.model.document import Span

_OPENER = re.compile(
    r"\b(?:(?P<relative>which|who|whom|whose|where)|(?P<temporal>when)"
    r"|(?P<content>(?<!\b(?:to|of|in|by|at|on) )that(?! (?:day|night|morning|afternoon|evening)\b))"
    r"|(?P<adverbial>(?:after|before)(?! (?:dawn|noon|midnight|dusk|sun)\w*)|since|following|until|while|because"
    r"|although|though|if|unless|whereas|(?<!at )once)"
    r"|(?P<beside>(?<=, )as(?! well| soon| part)|as(?= (?:he|she|it|they))))\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[,;]|:(?!\d)| [—–-]+ |$")
_HARD_STOP = re.compile(
    r";|: | [—–-]+ |, (?:and|but|so|then|while|yet)\b(?: then\b)?| (?P<bare>and|but)(?= )", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Clause:
    """The characters of a clause inside another, and what kind of word opens it."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Break:
    """Where one of two coordinate parts ends and the other begins; `bare` is "and" without a comma."""

    start: int
    end: int
    bare: bool


class Sentence:
    """The clauses and coordinate parts of `text`, whose time phrases stand at `phrases`."""

    def __init__(self, text: str, phrases: Sequence[Span]) -> None:
        """Find the build of `text`; the places of `phrases` count from its beginning."""
        self.text = text
        self.phrases = phrases
        self.clauses = [self._clause(match) for match in _OPENER.finditer(text) if self._opens(match)]
        self.breaks = [
            Break(match.start(), match.end(), match["bare"] is not None)
            for match in _HARD_STOP.finditer(text)
            if not self._in_phrase(match.start())
        ]

    def clause_at(self, place: int) -> Clause | None:
        """The innermost clause around `place`; None for the main one."""
        around = [clause for clause in self.clauses if clause.start <= place < clause.end]
        return max(around, key=lambda clause: clause.start, default=None)

    def breaks_between(self, one: int, other: int) -> list[Break]:
        """The coordination of the clause at `one` that lies between two places of that clause."""
        low, high = min(one, other), max(one, other)
        level = self.clause_at(one)
        return [here for here in self.breaks if low <= here.start < high and self.clause_at(here.start) == level]

    def part_at(self, place: int) -> str:
        """The words of the coordinate part around `place`."""
        level = self.clause_at(place)
        borders = [here for here in self.breaks if self.clause_at(here.start) == level]
        start = max((here.end for here in borders if here.end <= place), default=level.start if level else 0)
        end = min(
            (here.start for here in borders if here.start >= place), default=level.end if level else len(self.text)
        )
        return self.text[start:end]

    def _in_phrase(self, place: int) -> bool:
        return any(phrase.start <= place < phrase.end for phrase in self.phrases)

    def _opens(self, match: re.Match[str]) -> bool:
        """Whether the word at `match` opens a clause, rather than "since 1979", in which a phrase follows at once."""
        if self._in_phrase(match.start()) and not self._ends_phrase(match.end()):
            return False
        if not match["adverbial"]:
            return True
        following = next((phrase for phrase in self.phrases if phrase.start == match.end() + 1), None)
        return following is None or self.text[following.end : following.end + 2] in ("'s", "’s")

    def _ends_phrase(self, place: int) -> bool:
        """Whether a phrase ends at `place`: "a day after" opens a clause by its last word."""
        return any(phrase.end == place for phrase in self.phrases)

    def _clause(self, match: re.Match[str]) -> Clause:
        return Clause(match.start(), self._end(match.end()), str(match.lastgroup))

    def _end(self, place: int) -> int:
        """The next stop after `place` that is not part of a date."""
        stops = (match.start() for match in _STOP.finditer(self.text, place))
        return next((stop for stop in stops if not self._in_phrase(stop)), len(self.text))
