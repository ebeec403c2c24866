"""Time phrases that count from another event of the text: "a day later", "two days after", "the same day"."""

from __future__ import annotations

import re
from datetime import date

from comity.read.period import OTHER_EVENT, Reading, Rule, rule
from comity.read.words import NUMBER, UNIT, number


def _elsewhere(match: re.Match[str], published: date | None, future: bool) -> Reading:
    return OTHER_EVENT


_COUNTED = rf"(?P<number>(?i:{NUMBER})) (?P<unit>(?i:{UNIT})) (?P<way>(?i:later|earlier|before|after|afterwards))"
_NEXT = r"(?i:the (?P<next>same|next|following|very next|previous|preceding) (?:day|morning|afternoon|evening|night))"
_THAT = r"(?i:that (?:same |very )?(?:day|morning|afternoon|evening|night))"
_BEFORE = r"(?i:the (?:day|night) (?P<side>before|after))"
_CORE = re.compile(rf"{_COUNTED}|{_NEXT}|{_THAT}|{_BEFORE}")

RULES: tuple[Rule, ...] = (
    rule("later|earlier|before|after", _COUNTED, _elsewhere),
    rule("same |next |following |previous |preceding ", _NEXT, _elsewhere),
    rule("that same|that very|that day|that morning|that afternoon|that evening|that night", _THAT, _elsewhere),
    rule(
        "day before|day after|night before|night after", _BEFORE, _elsewhere, after=r"(?! (?:yesterday|tomorrow))(?!\w)"
    ),
)


def days_off(phrase: str) -> int | None:
    """How many days after the other event (before it where negative) `phrase` puts this one.

    None where the phrase does not count from another event, or not in days.
    """
    match = _CORE.fullmatch(phrase)
    if match is None:
        return None
    if match["number"]:
        return _counted_days(match)
    if match["side"]:
        return 1 if match["side"].lower() == "after" else -1
    return {"same": 0, "previous": -1, "preceding": -1}.get((match["next"] or "same").lower(), 1)


def _counted_days(match: re.Match[str]) -> int | None:
    # "A week later" may be six days or eight; only days are counted to the day.
    if not match["unit"].lower().startswith("day"):
        return None
    sign = -1 if match["way"].lower() in ("earlier", "before") else 1
    return sign * number(match["number"])


def is_offset(phrase: str) -> bool:
    """Whether `phrase` counts from another event of the text."""
    return _CORE.fullmatch(phrase) is not None
