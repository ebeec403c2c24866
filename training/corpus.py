"""The labelled cases, their split, and where their labels stand in the text."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

CORPUS = Path(__file__).parent / "corpus"
Part = Literal["train", "dev", "heldout"]


@dataclass(frozen=True)
class Place:
    """Characters of a case's text."""

    start: int
    end: int


@dataclass(frozen=True)
class Actor:
    """A labelled mention: where it stands and whom it names."""

    place: Place
    codes: frozenset[str]
    sector: str | None


@dataclass(frozen=True)
class Event:
    """A labelled event; sides and attribution are indices into the case's actors."""

    act: str
    status: str
    source: tuple[int, ...]
    target: tuple[int, ...]
    trigger: Place
    when: Place | None
    contexts: tuple[str, ...]
    according_to: int | None


@dataclass(frozen=True)
class Case:
    """A labelled passage."""

    text: str
    published: str | None
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]


def part_of(text: str) -> Part:
    """Which part a text belongs to, by its hash: a tenth is held out for good, a twentieth serves to calibrate."""
    number = int(hashlib.sha256(text.encode()).hexdigest(), 16)
    if number % 10 == 0:
        return "heldout"
    return "dev" if number % 20 == 1 else "train"


def rows(paths: Iterable[Path] | None = None) -> list[dict[str, Any]]:
    """All rows of the corpus as they stand in its files."""
    files = sorted(CORPUS.glob("*.jsonl")) if paths is None else paths
    return [json.loads(line) for path in files for line in path.open(encoding="utf-8") if line.strip()]


def digest() -> str:
    """The hash of the corpus, for models and floors to say what they were made from."""
    whole = hashlib.sha256()
    for path in sorted(CORPUS.glob("*.jsonl")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:16]


def case_of(row: dict[str, Any]) -> Case:
    """A row with its labels as places in the text."""
    text = row["text"]
    names = [actor["mention"] for actor in row["actors"]]
    actors = tuple(Actor(place_of(a["mention"], text), frozenset(a["codes"]), a.get("sector")) for a in row["actors"])
    events = tuple(_event(event, text, names) for event in row["events"])
    return Case(text, row.get("published"), actors, events)


def place_of(words: str, text: str) -> Place:
    """Where `words` (or `words#N`, their N-th occurrence as whole words) stand in `text`."""
    plain, number = split_number(words)
    found = list(re.finditer(rf"(?<!\w){re.escape(plain)}(?!\w)", text))
    hit = found[number - 1]
    return Place(hit.start(), hit.end())


def split_number(words: str) -> tuple[str, int]:
    """`Russia#2` as ("Russia", 2); the number is 1 where none is given."""
    plain, mark, number = words.rpartition("#")
    return (plain, int(number)) if mark and number.isdigit() else (words, 1)


def _event(event: dict[str, Any], text: str, names: list[str]) -> Event:
    according_to = event.get("according_to")
    return Event(
        act=event["act"],
        status=event["status"],
        source=tuple(names.index(name) for name in event["source"]),
        target=tuple(names.index(name) for name in event["target"]),
        trigger=_nearest(event["trigger"], text, event, names),
        when=place_of(event["when"], text) if event.get("when") else None,
        contexts=tuple(event.get("contexts") or ()),
        according_to=names.index(according_to) if according_to in names else None,
    )


def _nearest(trigger: str, text: str, event: dict[str, Any], names: list[str]) -> Place:
    """The occurrence of a trigger that stands nearest to the event's sides (labels give only its words)."""
    sides = [place_of(name, text).start for name in event["source"] + event["target"]]
    if "#" in trigger or not sides:
        return place_of(trigger, text)
    found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(trigger)}(?!\w)", text)]
    start, end = min(found, key=lambda span: sum(abs(span[0] - side) for side in sides))
    return Place(start, end)
