"""Who stands on which side of an act.

Roles are judged by actor and not by mention: "Russia", "Moscow" and "it" pool their chances of being the source. A side
that nobody fills convincingly stays empty. An actor that seems to stand on both sides does so only if that is likelier
than that it stands on one, given how often such acts are done within one actor: states sever no relations with
themselves, but arrest their own citizens.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from comity.model.report import Mention

SOURCE, TARGET, AUTHORITY = 0, 1, 2
Codes = tuple[str, ...]

Roles = Mapping[int, Sequence[float]]
"""For mentions by their index in the document, the probabilities of being source, target and authority."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where probabilities become decisions, chosen on text that neither trains nor tests.

    `mention`, `name` and `trigger`: the floors of the first reading. `role`: the least pooled chance of each actor on a
    side; `lone`: the least chance of the best one where none reaches `role`; `context`: of a context, and
    `named_context`: of one that the sentence names; `emit`: the least confidence of a report that is shown at all.
    """

    mention: float
    name: float
    trigger: float
    role: float
    lone: float
    context: float
    named_context: float
    emit: float


@dataclass(frozen=True, slots=True)
class Side:
    """The mentions (indices into the document's) that fill a side, and how sure that is."""

    mentions: tuple[int, ...]
    chance: float


@dataclass(frozen=True, slots=True)
class _Actor:
    """What a mention's codes stand for in one role: the pooled chance, and the mention that speaks for it most."""

    codes: Codes
    chance: float
    mention: int


@dataclass(frozen=True, slots=True)
class _Role:
    """One side: all actors that may fill it, and those chosen of them."""

    actors: list[_Actor]
    chosen: list[_Actor]

    @property
    def most(self) -> float:
        """The chance of the likeliest."""
        return max((actor.chance for actor in self.actors), default=0.0)

    @property
    def filled(self) -> list[_Actor]:
        """Those chosen, or the likeliest if there are none."""
        return self.chosen or sorted(self.actors, key=lambda actor: actor.chance)[-1:]

    def parted(self, shared: Collection[Codes]) -> tuple[_Role, _Role]:
        """Of the shared actors only, and of the others only."""
        kept, left = (
            _Role(*([a for a in part if (a.codes in shared) == among] for part in (self.actors, self.chosen)))
            for among in (True, False)
        )
        return kept, left


def sides(
    roles: Roles, mentions: Sequence[Mention], cuts: Cuts, *, reciprocal: bool, within: float
) -> tuple[Side, Side]:
    """Source and target by the chances of each mention in `roles`.

    `reciprocal` if the act has no direction; `within` is how often, of all such acts, an actor does it to itself.
    """
    groups = _groups(roles, mentions)
    source, target = _role(groups, roles, SOURCE, cuts), _role(groups, roles, TARGET, cuts)
    first, second = source.chosen, target.chosen
    both = {actor.codes for actor in first} & {actor.codes for actor in second}
    shared = [codes for codes in both if len(codes) == 1]
    if shared:
        first, second = _apart(source, target, shared, 0.0 if _same(first, second, reciprocal) else within)
    return _side(_without(first, second), source.actors), _side(_without(second, first), target.actors)


def _role(groups: Mapping[Codes, list[int]], roles: Roles, role: int, cuts: Cuts) -> _Role:
    actors = _actors(groups, roles, role)
    return _Role(actors, _chosen(actors, cuts))


def _groups(roles: Iterable[int], mentions: Sequence[Mention]) -> dict[Codes, list[int]]:
    """The mentions by the codes that they stand for, one without codes alone."""
    groups: dict[Codes, list[int]] = {}
    for index in roles:
        groups.setdefault(mentions[index].codes or (f"#{index}",), []).append(index)
    return groups


def _actors(groups: Mapping[Codes, list[int]], roles: Roles, role: int) -> list[_Actor]:
    return [
        _Actor(
            codes,
            1 - math.prod([1 - roles[index][role] for index in members]),
            max(members, key=lambda index: (roles[index][role], index)),
        )
        for codes, members in groups.items()
    ]


def _chosen(actors: Sequence[_Actor], cuts: Cuts) -> list[_Actor]:
    """All that reach the cut, else the best one if it reaches the lower cut."""
    sure = [actor for actor in actors if actor.chance >= cuts.role]
    best = max(actors, key=lambda actor: actor.chance, default=None)
    return sure or ([best] if best and best.chance >= cuts.lone else [])


def _same(source: Sequence[_Actor], target: Sequence[_Actor], reciprocal: bool) -> bool:
    """Whether one actor alone would act on itself: by one mention, or at all if the act takes two."""
    if len(source) != 1 or len(target) != 1 or source[0].codes != target[0].codes or len(source[0].codes) > 1:
        return False
    return reciprocal or source[0].mention == target[0].mention


def _apart(source: _Role, target: _Role, shared: Collection[Codes], within: float) -> tuple[list[_Actor], list[_Actor]]:
    """The likeliest of four readings: the `shared` actors act on themselves, on others, others on them, or nobody is
    named whom they act on."""
    doers, agents = source.parted(shared)
    victims, others = target.parted(shared)
    across = 1 - within
    readings = [
        (within * doers.most * victims.most, source.chosen, target.chosen),
        (across * doers.most * others.most, source.chosen, others.filled),
        (across * victims.most * agents.most, agents.filled, target.chosen),
        (across * doers.most * (1 - victims.most) * (1 - others.most), source.chosen, others.chosen),
    ]
    _, first, second = max(readings, key=lambda reading: reading[0])
    return first, second


def _without(side: Sequence[_Actor], other: Sequence[_Actor]) -> list[_Actor]:
    """A side without the actors of the other, if it is the longer one: nobody meets itself and a guest."""
    taken = {actor.codes for actor in other}
    left = [actor for actor in side if actor.codes not in taken]
    return left if left and len(side) > len(other) else list(side)


def _side(chosen: Sequence[_Actor], actors: Sequence[_Actor]) -> Side:
    if not chosen:
        return Side((), 1 - max((actor.chance for actor in actors), default=0.0))
    return Side(tuple(sorted(actor.mention for actor in chosen)), min(actor.chance for actor in chosen))
