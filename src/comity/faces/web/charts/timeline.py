"""The timeline of a pair: a bar for each state that lasted, and a mark for each event at its day and warmth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from comity.actors.registry import registry
from comity.faces.web.charts.axis import Axis, Tick
from comity.faces.web.charts.tones import Tone, tone
from comity.faces.web.charts.window import Window
from comity.faces.wording import since
from comity.model.event import Event
from comity.model.report import Status
from comity.model.standing import MUTUAL, NONE, Standing
from comity.ontology.acts import act

WIDTH = 960
MARGIN, RIGHT = 44, 946
"""Where the days begin and end."""
LANE = 36
"""The height of a lane: its title and its bars."""
FIELD = 170
"""The height of the field of events, from Goldstein's 10 at its top to -10."""
NARROW = 6.5
"""The units that a letter in a bar takes."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A state from `x` on, `width` units long; `text` is empty where it would not fit."""

    id: str
    x: float
    width: float
    tone: Tone
    disputed: bool
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """The states of one respect in one direction, with its title, at `y`."""

    title: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """An event at (`x`, `y`); `label` says it in words."""

    id: str
    x: float
    y: float
    status: Status
    uncertain: bool
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole chart. `field` is where the field of events begins and `zero` where Goldstein's 0 lies in it."""

    window: Window
    height: int
    field: int
    zero: float
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    day: float | None


def timeline(standings: Iterable[Standing], events: Sequence[Event], window: Window, day: date) -> Timeline:
    """What of `standings` and `events` falls into `window`; `day` is the one that is asked about."""
    axis = Axis(window.start, window.end, MARGIN, RIGHT)
    lanes = tuple(_lanes([one for one in standings if _shows(one, window)], axis))
    field = 14 + LANE * len(lanes)
    return Timeline(
        window=window,
        height=field + FIELD + 30,
        field=field,
        zero=field + FIELD / 2,
        ticks=axis.ticks(),
        lanes=lanes,
        marks=tuple(_mark(event, axis, field) for event in events if in_window(event, window)),
        day=axis.place(day) if axis.holds(day) else None,
    )


def in_window(event: Event, window: Window) -> bool:
    """Whether an event is dated and may lie in `window`."""
    if event.first is None or event.last is None:
        return False
    return event.first <= window.end and event.last >= window.start


def event_label(event: Event) -> str:
    """An event in words, for a mark's title."""
    sides = f"{event.source or 'somebody'} {event.act} {event.target or 'somebody'}"
    return f"{event.date or 'undated'}: {sides}, {event.status.value}, {len(event.reports)} reports"


def is_uncertain(event: Event) -> bool:
    """Whether no report of an event is sure enough to count."""
    return all(one.report.uncertain for one in event.reports)


def _shows(one: Standing, window: Window) -> bool:
    return one.state != NONE and one.start <= window.end and (one.end is None or one.end > window.start)


def _lanes(standings: Sequence[Standing], axis: Axis) -> Iterable[Lane]:
    ordered = sorted(standings, key=lambda one: (*_lane(one), one.start))
    for place, (_, group) in enumerate(groupby(ordered, key=_lane)):
        states = list(group)
        yield Lane(respect(states[0]), 14 + place * LANE, tuple(_bar(one, axis) for one in states))


def _lane(one: Standing) -> tuple[str, ...]:
    return one.dimension.value, one.kind, one.source, one.target


def respect(one: Standing) -> str:
    """The respect of a standing in words: “mission (embassy), Russia → Afghanistan”."""
    kind = f" ({one.kind})" if one.kind else ""
    arrow = " – " if one.dimension in MUTUAL else " → "
    return f"{one.dimension.value}{kind}, {registry().title(one.source)}{arrow}{registry().title(one.target)}"


def _bar(one: Standing, axis: Axis) -> Bar:
    x = axis.place(one.start)
    width = round(max((axis.place(one.end) if one.end else axis.right) - x, 3), 1)
    text = f"{one.state} ?" if one.disputed else one.state
    until = f"until {one.end}" if one.end else "still so"
    label = f"{respect(one)}: {one.state} since {since(one)}, {until}, {one.how}"
    return Bar(one.id, x, width, tone(one), one.disputed, text if len(text) * NARROW < width - 8 else "", label)


def _mark(event: Event, axis: Axis, field: int) -> Mark:
    first = event.first or event.last or axis.start
    last = event.last or first
    middle = date.fromordinal((first.toordinal() + last.toordinal()) // 2)
    y = field + FIELD / 2 - act(event.act).goldstein * (FIELD / 2 - 10) / 10
    return Mark(event.id, axis.place(middle), round(y, 1), event.status, is_uncertain(event), event_label(event))
