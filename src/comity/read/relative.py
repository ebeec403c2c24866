"""Time phrases that count from the day of publication: "on Monday", "last week", "two days ago"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from comity.read.period import VAGUE, Period, Reading, Rule, counted, rule
from comity.read.words import NUMBER, UNIT, UNIT_HINTS, WEEKDAY, WEEKDAY_HINTS, WEEKDAYS, number

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_HOUR = r"(?:dawn|noon|midday|dusk|midnight|sunrise|sunset|lunchtime)"
_EARLY = rf"(?:(?i:(?:late|early)(?: on)?|(?:the )?(?:early |small )hours of|(?:before |just after )?{_HOUR} on) )"
_PART = r"(?: (?:early )?(?:morning|afternoon|evening|night|noon|lunchtime))"
_FEW = 4
"""What "a few" is taken to be at most."""


def _weekday(match: re.Match[str], published: date, future: bool) -> Reading:
    wanted = WEEKDAYS.index(match["weekday"].lower())
    which = (match["which"] or "").lower()
    if which in ("next", "this coming", "the coming", "the following"):
        return Period.of_day(_next_weekday(wanted, published + _DAY))
    if which in ("last", "the previous", "the past"):
        return Period.of_day(_last_weekday(wanted, published))
    if which == "this":
        return Period.of_day(Period.of_week(published).first + wanted * _DAY)
    if future:
        return Period.of_day(_next_weekday(wanted, published))
    return Period.of_day(published - _DAY * ((published.weekday() - wanted) % 7))


def _next_weekday(wanted: int, earliest: date) -> date:
    return earliest + _DAY * ((wanted - earliest.weekday()) % 7)


def _last_weekday(wanted: int, published: date) -> date:
    """ "Last Tuesday" is never today nor yesterday, for which there are better words."""
    latest = published - 2 * _DAY
    return latest - _DAY * ((latest.weekday() - wanted) % 7)


def _weekday_of_week(match: re.Match[str], published: date, future: bool) -> Reading:
    wanted = WEEKDAYS.index(match["weekday"].lower())
    weeks = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    return Period.of_day(Period.of_week(published + weeks * _WEEK).first + wanted * _DAY)


def _weekday_week(match: re.Match[str], published: date, future: bool) -> Reading:
    wanted = WEEKDAYS.index(match["weekday"].lower())
    return Period.of_day(_next_weekday(wanted, published + _DAY) + _WEEK)


def _near_day(match: re.Match[str], published: date, future: bool) -> Reading:
    words = match[0].lower()
    if words.startswith("overnight"):
        return Period(published - _DAY, published)
    days = 0
    if "yesterday" in words or words == "last night":
        days = -1
    elif "tomorrow" in words:
        days = 1
    if words.startswith("the day"):
        days *= 2
    return Period.of_day(published + days * _DAY)


def _calendar_unit(match: re.Match[str], published: date, future: bool) -> Reading:
    which = match["which"].lower().split()[-1]
    steps = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "the": 0, "this": 0}[which]
    if which == "past":
        return _stretch(published, match["unit"], -1)
    return _unit(match["unit"].lower(), published, steps)


def _unit(unit: str, published: date, steps: int) -> Reading:
    """The calendar's week, month or year that lies `steps` off from the one of publication."""
    if unit == "weekend":
        return _weekend(published, steps)
    if unit == "week":
        return Period.of_week(published + steps * _WEEK)
    if unit == "fortnight":
        return Period(
            Period.of_week(published + 2 * steps * _WEEK).first, Period.of_week(published + steps * _WEEK).last
        )
    if unit == "month":
        return Period.of_month(published.year, published.month + steps)
    if unit == "year":
        return Period.of_year(published.year + steps)
    return VAGUE


def _weekend(published: date, steps: int) -> Period:
    """The weekend just past or, from Saturday on, the present one; `steps` of 1 is the one to come."""
    saturday = published - _DAY * ((published.weekday() - 5) % 7)
    if steps > 0:
        saturday += _WEEK
    return Period(saturday, saturday + _DAY)


def _the_weekend(match: re.Match[str], published: date, future: bool) -> Reading:
    return _weekend(published, 1 if future and published.weekday() < 5 else 0)


def _ago(match: re.Match[str], published: date, future: bool) -> Reading:
    if match["rough"]:
        return VAGUE
    count, unit = number(match["number"]), match["unit"].lower().rstrip("s")
    if unit == "day":
        return Period.of_day(published - count * _DAY)
    return _unit(unit, published, -count)


def _hence(match: re.Match[str], published: date, future: bool) -> Reading:
    count, unit = number(match["number"]), match["unit"].lower().rstrip("s")
    if unit == "day":
        return Period.of_day(published + count * _DAY)
    return _unit(unit, published, count)


def _ago_today(match: re.Match[str], published: date, future: bool) -> Reading:
    weeks = number(match["number"])
    day = published - weeks * _WEEK
    if match["weekday"]:
        day = _next_weekday(WEEKDAYS.index(match["weekday"].lower()), day - 3 * _DAY)
    return Period.of_day(day)


def _within(match: re.Match[str], published: date, future: bool) -> Reading:
    unit, count = match["unit"].lower(), match["number"]
    if count is None and unit.endswith("s"):
        return VAGUE
    sign = -1 if match["way"].lower().endswith(("past", "last")) else 1
    units = 1 if count is None else _FEW if count.lower() == "few" else number(count)
    return _stretch(published, unit.rstrip("s"), sign * units)


def _stretch(published: date, unit: str, count: int) -> Reading:
    """From publication `count` units on, or back where `count` is negative."""
    days = {"day": 1, "week": 7, "fortnight": 14, "month": 31, "year": 366}.get(unit.lower())
    if days is None:
        return VAGUE
    other = published + count * days * _DAY
    return Period(min(published, other), max(published, other))


def _vague(match: re.Match[str], published: date | None, future: bool) -> Reading:
    return VAGUE


_WHICH_DAY = r"(?P<which>(?i:last|next|this(?: past| coming)?|the (?:previous|past|coming|following))) "
_WHICH_UNIT = r"(?P<which>(?i:last|next|this(?: past| coming)?|the (?:previous|past|coming|last|next)))"
_NAMED = rf"(?P<weekday>{WEEKDAY})"
_ROUGH = r"(?P<rough>(?i:about|almost|nearly|more than|less than|over|some|around|roughly|barely|just over) )?"

RULES: tuple[Rule, ...] = (
    rule("day of ", rf"{_NAMED} of (?P<which>(?i:last|this|next)) week", counted(_weekday_of_week)),
    rule(
        "week ago|weeks ago",
        rf"(?P<number>(?i:{NUMBER})) weeks? ago (?:today|(?:on )?(?P<weekday>{WEEKDAY}))",
        counted(_ago_today),
    ),
    rule("day week", rf"{_NAMED} week", counted(_weekday_week), after=r"(?![\w-])"),
    rule(WEEKDAY_HINTS, rf"{_EARLY}?(?:{_WHICH_DAY})?{_NAMED}{_PART}?", counted(_weekday)),
    rule(
        "day before yesterday|day after tomorrow",
        r"(?i:the day (?:before yesterday|after tomorrow))",
        counted(_near_day),
    ),
    rule(
        "today|tonight|yesterday|tomorrow|this morning|this afternoon|this evening|last night|overnight",
        r"(?i:(?:(?:earlier|later|late|early|before dawn) )?(?:today|tonight|yesterday|tomorrow)"
        r"(?: (?:morning|afternoon|evening|night))?"
        r"|this (?:morning|afternoon|evening)|last night|overnight)",
        counted(_near_day),
    ),
    rule(
        UNIT_HINTS,
        r"(?i:(?:earlier|later|early|late) (?:in )?|(?:the )?(?:end|beginning|start|middle) of )?"
        rf"{_WHICH_UNIT} (?P<unit>(?i:weekend|week|month|year|decade|century))",
        counted(_calendar_unit),
    ),
    rule(
        "the week|the month|the year|the decade|the century",
        r"(?i:(?:early|late|earlier|later) in |(?:the )?(?:end|beginning|start|middle) of )"
        r"(?P<which>(?i:the)) (?P<unit>(?i:weekend|week|month|year|decade|century))",
        counted(_calendar_unit),
    ),
    rule("the weekend", r"(?i:the weekend)", counted(_the_weekend)),
    rule(" ago", rf"{_ROUGH}(?P<number>(?i:{NUMBER})) (?P<unit>(?i:{UNIT})) ago", counted(_ago)),
    rule(" ago", r"(?i:(?:days|weeks|months|years|decades|several \w+|a few \w+|many \w+|long) ago)", _vague),
    rule(" time", rf"(?i:in) (?P<number>(?i:{NUMBER})) (?P<unit>(?i:{UNIT}))['’]? time", counted(_hence)),
    rule(
        "within |next |coming |past |last ",
        rf"(?P<way>(?i:within|(?:in|over|during) (?:the )?(?:next|coming|past|last))) "
        rf"(?:(?P<number>(?i:few|{NUMBER})) )?(?P<unit>(?i:days|weeks|months|years|day|week|month|year))",
        counted(_within),
    ),
    rule(" recent ", r"(?i:(?:in|over|during) recent (?:days|weeks|months|years|decades))", _vague),
)
"""The kinds, the more particular first."""
