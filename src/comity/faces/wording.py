"""Words that every face shows a person: names, spans and counts."""

from __future__ import annotations

import re

from comity.actors.registry import registry
from comity.model.standing import Standing

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """`text` with a space for each character that steers a terminal or turns the direction of writing."""
    return _UNSAFE.sub(" ", text)


def counted(number: int, thing: str) -> str:
    """How many of a `thing`, in words: 1 report, 2 reports."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def percent(share: float) -> str:
    """A probability as people say it: 34%, 2.3%, under 0.1%."""
    if 0 < share < 0.001:
        return "under 0.1%"
    return f"{share:.0%}" if share >= 0.1 or share == 0 else f"{share:.1%}"


def named(code: str) -> str:
    """The actor's name with its code: “Russia (RUS)”."""
    title = registry().title(code)
    return code if title == code else f"{title} ({code})"


def since(row: Standing) -> str:
    """The first day, cut to the month or year where no more is known."""
    if row.start == row.start_latest:
        return row.start.isoformat()
    return f"{row.start:%Y-%m}" if row.start.month == row.start_latest.month else f"{row.start:%Y}"
