"""Which of the names within a mention is the one that acts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from comity.actors.names import NameHit

_BREAK = re.compile(
    r"\s(?:to|in|at|from|with|against|for|on|near|over|about|after|who|whom|whose|which|that|under|inside|around|outside|"
    r"between|towards?|into|by|before|during|accredited|loyal|fighting|wounded|killed|detained|held|across|along|aboard)\s"
)
"""Where the head of a noun phrase ends: what follows says where, against whom or by whom, not who."""
_JOIN = re.compile(r"(?:'s?)?\s*(?:,|,?\s*(?:and|or|&|nor)|-|–|/)\s*(?:then\s+)?(?:the\s+|from\s+|both\s+)?")
"""What stands between names that act together."""
_WEAK_BEFORE = re.compile(r"(?:\b(?:pro|anti|ex|non|un)-)$", re.I)
_WEAK_AFTER = re.compile(r"-(?!led\b)[a-z]+(?:ed|d|n|held|made|born|run|language)\b")
_HOME = re.compile(
    r"\s(?:in|at|from|inside|across|near|of|around|outside)\s$|\s(?:in|at|from|inside|across|of)\sthe\s$"
)


@dataclass(frozen=True, slots=True)
class Acting:
    """The names that act in a mention; `sure` is how plainly they do, from 0 to 1."""

    hits: tuple[NameHit, ...]
    sure: float


def acting(text: str, start: int, end: int, hits: Sequence[NameHit]) -> Acting:
    """The names that act among `hits`, all within `start` to `end` of `text`."""
    if not hits:
        return Acting((), 0.0)
    strong = [hit for hit in hits if not _weak(text, hit)]
    cut = _BREAK.search(text, start, end)
    limit = cut.start() if cut else end
    head = [hit for hit in strong if hit.start < limit]
    if head:
        return Acting(_head(text, head, limit), 0.97)
    if strong:
        home = bool(_HOME.search(text[max(start - 1, 0) : strong[0].start]))
        return Acting(_chain(text, strong), 0.8 if home else 0.5)
    return Acting((hits[0],), 0.6)


def _head(text: str, hits: list[NameHit], limit: int) -> tuple[NameHit, ...]:
    """The acting names of a head: a chain of joined names, or the group that a state's name introduces."""
    chain = _chain(text, hits)
    last = hits[-1]
    if len(chain) == len(hits):
        return chain
    belongs = last.actor.state and last.actor.state in {hit.actor.code for hit in chain}
    ends = not re.search(r"\w", text[last.end : limit].removeprefix("'s").removeprefix("’s"))
    if not last.actor.is_state and (belongs or ends):
        return (last,)
    return chain


def _chain(text: str, hits: list[NameHit]) -> tuple[NameHit, ...]:
    """The first name and those joined to it by commas and "and"."""
    chain = [hits[0]]
    for hit in hits[1:]:
        if not _JOIN.fullmatch(text[chain[-1].end : hit.start].replace("’", "'")):
            break
        chain.append(hit)
    return tuple(chain)


def _weak(text: str, hit: NameHit) -> bool:
    """Whether a name only qualifies another actor ("Iran-backed", "pro-Russian")."""
    return bool(_WEAK_BEFORE.search(text[max(0, hit.start - 5) : hit.start]) or _WEAK_AFTER.match(text, hit.end))
