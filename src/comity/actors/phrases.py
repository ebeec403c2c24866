"""Which of the names within a mention is the one that acts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BREAK = re.compile(
    r"\s(?:to|in|at|from|with|against|for|on|near|over|about|after|who|whom|whose|which|that|under|inside|around|"
    r"outside|between|towards?|into|by|before|during|accredited|loyal|fighting|wounded|killed|detained|held|across|"
    r"along|aboard)\s"
)
"""Where the head of a noun phrase ends: what follows says where, against whom or by whom, not who."""
_JOIN = re.compile(
    r"(?:'s?)?\s*(?:,|,?\s*(?:and|or|&|nor)\b|-|–|/)\s*(?:then\s+)?(?:the\s+|from\s+|both\s+)?(?:[A-Za-z]+-(?:led|run|backed|held)\s+)?"
    r"(?:[A-Z]\w+ (?:Minister|of State) )?"
)
"""What stands between names that act together."""
_WEAK_BEFORE = re.compile(r"(?:\b(?:pro|anti|ex|non|un)-)$", re.I)
_WEAK_AFTER = re.compile(r"-(?:[a-z]+(?:ed|d|n)|led|held|made|born|run|language)\b")
_HOME = frozenset({"in", "at", "for", "from", "inside", "across", "near", "around", "outside"})
"""The prepositions that say where or to whom somebody belongs."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name that stands for actors, at `start` to `end` of a text: of the registry, or of a person.

    `state` is the state that a group belongs to; `group` tells it from a state or organ.
    """

    start: int
    end: int
    codes: tuple[str, ...]
    sector: str
    reason: str
    state: str = ""
    group: bool = False
    person: bool = False


@dataclass(frozen=True, slots=True)
class Acting:
    """The names that act in a mention; `sure` is how plainly they do, from 0 to 1."""

    names: tuple[Name, ...]
    sure: float

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the names, each once."""
        return tuple(dict.fromkeys(code for name in self.names for code in name.codes))


NOBODY = Acting((), 0.0)
"""No name acts."""
PLAIN, HOME, AWAY, WEAK = 0.97, 0.8, 0.4, 0.6
"""How sure a name is that heads its mention, says where it is from, says where it is, or only qualifies."""


def acting(text: str, start: int, end: int, names: Sequence[Name]) -> Acting:
    """The names that act among `names`, all within `start` to `end` of `text`."""
    if not names:
        return NOBODY
    strong = [name for name in names if not _weak(text, name)]
    cut = _BREAK.search(text, start, end)
    limit = cut.start() if cut else end
    head = [name for name in strong if name.start < limit]
    if head:
        return Acting(_head(text, head, limit), PLAIN)
    if strong:
        *_, last = [cut.group().strip() for cut in _BREAK.finditer(text, start, strong[0].start)] or [""]
        home = last in _HOME
        return Acting(_head(text, strong, end), HOME if home else AWAY)
    mild = [name for name in names if not _WEAK_BEFORE.search(text[max(0, name.start - 5) : name.start])]
    return Acting((mild[0],), WEAK) if mild else NOBODY


def _head(text: str, names: list[Name], limit: int) -> tuple[Name, ...]:
    """The acting names of a head: a chain of joined names, or the group or person that another name introduces."""
    chain = _chain(text, names)
    last = names[-1]
    if len(chain) == len(names):
        return chain
    belongs = bool(last.state) and any(last.state in name.codes for name in chain)
    ends = not re.search(r"\w", re.sub(r"^['’]s\b", "", text[last.end : limit]))
    if (last.group and (belongs or ends)) or (last.person and ends and chain[0].person):
        return (last,)
    return chain


def _chain(text: str, names: list[Name]) -> tuple[Name, ...]:
    """The first name and those joined to it by commas and "and"."""
    chain = [names[0]]
    for name in names[1:]:
        if not _JOIN.fullmatch(text[chain[-1].end : name.start].replace("’", "'")):
            break
        chain.append(name)
    return tuple(chain)


def _weak(text: str, name: Name) -> bool:
    """Whether a name only qualifies another actor ("Iran-backed", "pro-Russian")."""
    return bool(_WEAK_BEFORE.search(text[max(0, name.start - 5) : name.start]) or _WEAK_AFTER.match(text, name.end))
