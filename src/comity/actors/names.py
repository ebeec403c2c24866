"""Names of the registry in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import ahocorasick  # type: ignore[import-not-found]

from comity.actors.folding import Folded, fold, folded
from comity.actors.registry import Actor, registry
from comity.actors.spans import nearest
from comity.actors.tables import table

_ACRONYM = re.compile(r"[A-Z][A-Z0-9&+]{1,5}")


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name of the registry at characters `start` to `end` of a text.

    `actor` is the row that the name most likely means on the date; `others` are the codes that it may also mean.
    """

    start: int
    end: int
    actor: Actor
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Contextual:
    """A name that means `code` where one of `needs` is named."""

    pattern: re.Pattern[str]
    code: str
    needs: list[str]


@dataclass(frozen=True, slots=True)
class _Names:
    """The automaton over match forms, what each form stands for, forms that name nobody, and names in context."""

    automaton: Any
    rows: dict[str, list[tuple[str, Actor]]]
    silent: frozenset[str]
    contextual: tuple[_Contextual, ...]


def find_names(text: str, on: date | None) -> list[NameHit]:
    """The names in `text`, longest first where they overlap, with the rows valid on `on`.

    Without a date the rows valid latest are taken; today's date is never assumed.
    """
    return names_in(fold(text), on)


def names_in(text: Folded, on: date | None) -> list[NameHit]:
    """The names in a text that is folded already; offsets are those of the original."""
    hits = []
    for start, end, form in _longest(_matches(text)):
        hits.append(_hit(text.span(start, end), form, _bearers(form, text, start, end), on))
    return sorted([*hits, *_in_context(text, hits, on)], key=lambda hit: hit.start)


def _in_context(text: Folded, hits: list[NameHit], on: date | None) -> Iterator[NameHit]:
    """The names that mean somebody only where another is named, such as "the North" beside South Korea."""
    named = {hit.actor.code for hit in hits}
    for name in _names().contextual:
        if not named.intersection(name.needs):
            continue
        for match in name.pattern.finditer(text.cased):
            start, end = text.span(*match.span(1))
            if not any(hit.start < end and start < hit.end for hit in hits):
                yield NameHit(start, end, nearest(registry().rows(name.code), on)[0])


def _hit(span: tuple[int, int], form: str, rows: list[Actor], on: date | None) -> NameHit:
    if len(rows) == 1:
        return NameHit(*span, rows[0])
    actor = registry().preferred(form, rows, on)[0]
    others = dict.fromkeys(row.code for row in nearest(rows, on) if row.code != actor.code)
    return NameHit(*span, actor, tuple(others))


def _matches(text: Folded) -> Iterator[tuple[int, int, str]]:
    """Whole words of `text` that some row of the registry bears."""
    names = _names()
    haystack = text.lower.replace("-", " ")
    for last, form in names.automaton.iter(haystack):
        start, end = last + 1 - len(form), last + 1
        if (start and haystack[start - 1].isalnum()) or (end < len(haystack) and haystack[end].isalnum()):
            continue
        if form in names.silent or _bearers(form, text, start, end):
            yield start, end, form


def _bearers(form: str, text: Folded, start: int, end: int) -> list[Actor]:
    """The rows with a spelling that fits the words at `start` to `end`."""
    words, before = text.cased[start:end], text.lower[max(0, start - 4) : start]
    return [row for spelling, row in _names().rows[form] if _fits(spelling, words, before)]


def _fits(spelling: str, words: str, before: str) -> bool:
    """Whether `words` may be the name spelled so: acronyms keep their case, names their first capital and "the"."""
    if spelling.startswith("the "):
        return before == "the " and _fits(spelling[4:], words, "")
    if _ACRONYM.fullmatch(spelling):
        return words == spelling
    return words[0].isupper() or not spelling[0].isupper()


def _longest(matches: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The matches that remain when longer ones, then earlier ones, displace what they overlap."""
    silent = _names().silent
    for cluster in _clusters(sorted(matches)):
        taken: list[tuple[int, int, str]] = []
        for match in sorted(cluster, key=lambda match: (match[0] - match[1], match[0])):
            if all(match[1] <= start or end <= match[0] for start, end, _ in taken):
                taken.append(match)
        yield from sorted(match for match in taken if match[2] not in silent)


def _clusters(matches: Iterable[tuple[int, int, str]]) -> Iterator[list[tuple[int, int, str]]]:
    """Matches in the order of the text, together as long as each overlaps one before it."""
    cluster: list[tuple[int, int, str]] = []
    reach = 0
    for match in matches:
        if cluster and match[0] >= reach:
            yield cluster
            cluster = []
        cluster.append(match)
        reach = max(reach, match[1])
    if cluster:
        yield cluster


@cache
def _names() -> _Names:
    rows: dict[str, list[tuple[str, Actor]]] = {}
    for actor in registry().actors:
        for alias in dict.fromkeys((actor.name, *actor.aliases)):
            spelling = _spelling(alias)
            rows.setdefault(_form(spelling), []).append((spelling, actor))
    automaton = ahocorasick.Automaton()
    silent = frozenset(_form(folded(row["name"])) for row in table("not_names.csv"))
    for form in {*rows, *silent}:
        automaton.add_word(form, form)
    automaton.make_automaton()
    return _Names(automaton, rows, silent, _contextual())


def _spelling(alias: str) -> str:
    """A name without accents; a "the" that it cannot do without stays ("the West", not "The Bahamas")."""
    words = folded(alias)
    return words[4:] if words.startswith("The ") or (words.startswith("the ") and " " in words[4:]) else words


def _form(spelling: str) -> str:
    """What of a name is matched: no case, hyphens or leading "the"."""
    return spelling.lower().removeprefix("the ").replace("-", " ")


def _contextual() -> tuple[_Contextual, ...]:
    return tuple(
        _Contextual(
            re.compile(rf"\b[Tt]he ({row['name'].removeprefix('the ')})\b(?! [A-Z])"), row["code"], row["needs"].split()
        )
        for row in table("context_names.csv")
    )
