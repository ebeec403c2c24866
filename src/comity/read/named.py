"""Time phrases that name a date: "on 3 July", "July 3, 2025", "in August 2021", "since 1979", "the 1990s"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from comity.read.period import NO_SUCH_DAY, NOT_PUBLISHED, VAGUE, Period, Reading, Rule, counted, rule
from comity.read.words import (
    DAY_NUMBER,
    MONTH,
    MONTH_HINTS,
    MONTH_NAME,
    ORDINALS,
    SEASON,
    SEASON_HINTS,
    WEEKDAY,
    YEAR,
    day_number,
    month_number,
    season_start,
)

_ZONES = timedelta(days=1)
"""A page may be dated a day before an act that it tells of: the world has more than one time zone."""

_PART = r"(?i:early|late|mid|(?:the )?(?:beginning|start|middle|end|first half|second half) of)"
_QUALIFIED = rf"(?:{_PART}(?:-| in | )?(?i:the )?)"
_AT = r"(?i:\b(?:in|since|until|till|by|from|before|after|during|of|between|and|to|through|around|for|last|this|next) )"
_COUNTED = (
    "troops|soldiers|men|women|people|civilians|tonnes|tons|km|kilometres|miles|metres|refugees|prisoners|fighters|deaths|"
    "dollars|euros|villages|homes|per cent|percent"
)
_NO_COUNT = rf"(?![\d,.]*\d)(?!-(?:year|page|member|strong|man|ton|mile))(?! (?:{_COUNTED})\b)"
_NO_NUMBER = r"(?<![\w$€£.,:/#-])(?<!No\. )(?<!esolution )(?<!number )(?<!flight )(?<!ecree )(?<!rticle )(?<!over )"


def _latest(candidates: Iterable[Period], published: date, future: bool) -> Period:
    """Of the same day or month in several years the one that the text means: the last so far, or the next."""
    periods = sorted(candidates, key=lambda period: period.first)
    if future:
        return next((period for period in periods if period.last >= published), periods[-1])
    return next((period for period in reversed(periods) if period.first <= published + _ZONES), periods[0])


def _in_years(make: Callable[[int], Period], published: date) -> list[Period]:
    """What `make` gives for the years around publication, without those that lack the day."""
    found = []
    # A leap day may lie four years off, or eight about the turn of a century.
    for year in range(published.year - 8, published.year + 9):
        try:
            found.append(make(year))
        except ValueError:
            continue
    return found


def _dated(year: str | None, make: Callable[[int], Period], published: date | None, future: bool) -> Reading:
    if year:
        try:
            return make(int(year))
        except ValueError:
            return NO_SUCH_DAY
    if published is None:
        return NOT_PUBLISHED
    found = _in_years(make, published)
    return _latest(found, published, future) if found else NO_SUCH_DAY


def _iso(match: re.Match[str], published: date | None, future: bool) -> Reading:
    try:
        return Period.of_day(date(*(int(part) for part in re.split(r"[-/]", match[0]))))
    except ValueError:
        return NO_SUCH_DAY


def _day_of_month(match: re.Match[str], published: date | None, future: bool) -> Reading:
    month = month_number(match["month"])
    day = day_number(match["day"])
    last = day_number(match["last"]) if match["last"] else day
    return _dated(
        match["year"], lambda year: Period(date(year, month, day), date(year, month, last)), published, future
    )


def _month(match: re.Match[str], published: date | None, future: bool) -> Reading:
    month = month_number(match["month"])
    which = (match["which"] or "").lower()
    if published is not None and which in ("last", "next", "previous"):
        return _another_month(month, published, which == "next")
    return _dated(match["year"], lambda year: Period.of_month(year, month), published, future)


def _another_month(month: int, published: date, following: bool) -> Period:
    """ "Last August" is the last one that is over, "next August" the first one that has yet to begin."""
    if following:
        return Period.of_month(published.year + (month <= published.month), month)
    return Period.of_month(published.year - (month >= published.month), month)


def _month_of_year(match: re.Match[str], published: date, future: bool) -> Reading:
    steps = {"last": -1, "this": 0, "next": 1}[match["which"]]
    return Period.of_month(published.year + steps, month_number(match["month"]))


def _season(match: re.Match[str], published: date | None, future: bool) -> Reading:
    month = season_start(match["season"])
    if month == 12:
        return "A winter lies in two years, and the phrase does not say in which half."
    which = (match["which"] or "").lower()

    def three_months(year: int) -> Period:
        return Period(date(year, month, 1), Period.of_month(year, month + 2).last)

    if published is not None and which in ("last", "next"):
        over = three_months(published.year).last < published
        begun = three_months(published.year).first <= published
        return three_months(published.year + begun if which == "next" else published.year - (not over))
    return _dated(match["year"], three_months, published, future)


def _year(match: re.Match[str], published: date | None, future: bool) -> Reading:
    return Period.of_year(int(match["year"]))


def _vague(match: re.Match[str], published: date | None, future: bool) -> Reading:
    return VAGUE


def _nth(match: re.Match[str], published: date, future: bool) -> Reading:
    day = day_number(match["day"])
    days = []
    for month in range(published.month - 2, published.month + 3):
        whole = Period.of_month(published.year, month)
        if day <= whole.last.day:
            days.append(Period.of_day(whole.first.replace(day=day)))
    return _latest(days, published, future)


def _holiday(match: re.Match[str], published: date | None, future: bool) -> Reading:
    name = match["name"].lower().replace("’", "'")
    month, first, last = _HOLIDAYS[name]
    return _dated(
        match["year"], lambda year: Period(date(year, month, first), date(year, month, last)), published, future
    )


_HOLIDAYS = {
    "new year's day": (1, 1, 1),
    "new year's eve": (12, 31, 31),
    "christmas day": (12, 25, 25),
    "christmas eve": (12, 24, 24),
    "boxing day": (12, 26, 26),
    "christmas": (12, 24, 26),
}

_OF_YEAR = rf"(?:,? (?:of )?(?P<year>{YEAR})\b)?"
_RANGE = rf"(?: ?[-–] ?| (?:to|and|until|till|through) )(?P<last>{DAY_NUMBER})"
_ON_WEEKDAY = rf"(?:{WEEKDAY}(?:, | \(| )(?:the )?)?"

RULES: tuple[Rule, ...] = (
    rule("0000-00-00|0000/00/00", r"\d{4}-\d\d-\d\d|\d{4}/\d\d/\d\d", _iso),
    rule(
        MONTH_HINTS,
        rf"{_ON_WEEKDAY}(?P<day>{DAY_NUMBER})(?:{_RANGE})? (?:of )?(?P<month>{MONTH}){_OF_YEAR}",
        _day_of_month,
    ),
    rule(
        MONTH_HINTS,
        rf"{_ON_WEEKDAY}(?P<month>{MONTH}) (?:the )?(?P<day>{DAY_NUMBER})(?!,\d{{3}})(?:{_RANGE})?{_OF_YEAR}",
        _day_of_month,
    ),
    rule(MONTH_HINTS, rf"{_QUALIFIED}?(?P<which>)(?P<month>{MONTH})(?:,? (?:of )?(?P<year>{YEAR})\b)", _month),
    rule(
        MONTH_HINTS,
        rf"(?:{_QUALIFIED}|(?P<which>(?i:last|next|this|previous)) )(?P<month>{MONTH_NAME})(?P<year>)",
        _month,
    ),
    rule(MONTH_HINTS, rf"(?P<which>)(?P<month>{MONTH_NAME})(?P<year>)", _month, before=_AT),
    rule(MONTH_HINTS, rf"(?P<which>)(?P<month>{MONTH_NAME})(?P<year>)", _month, after=r"(?=['’]s\b)"),
    rule(
        SEASON_HINTS,
        rf"(?:{_QUALIFIED}|(?P<which>(?i:last|next|this)) |(?i:the ))?"
        rf"(?P<season>(?i:{SEASON}))(?: of|,)? (?P<year>{YEAR})",
        _season,
    ),
    rule(
        SEASON_HINTS,
        rf"(?:(?P<which>(?i:last|next|this)) |(?i:late |early ))(?P<season>(?i:{SEASON}))(?P<year>)",
        _season,
    ),
    rule(
        SEASON_HINTS,
        r"(?:(?i:the ))?(?P<which>)(?P<season>(?i:spring|summer|autumn|winter))(?P<year>)",
        _season,
        before=r"(?i:\b(?:in|since|until|by|before|after|during|over|from) )",
    ),
    rule(MONTH_HINTS, rf"(?P<month>{MONTH_NAME}) of (?P<which>last|this|next) year", counted(_month_of_year)),
    rule("0000", rf"{YEAR}[-–/]\d\d", _vague, before=_NO_NUMBER, after=r"(?![\w-])"),
    rule("0000", rf"{_QUALIFIED}?(?P<year>{YEAR})", _year, before=_NO_NUMBER, after=rf"(?!\w){_NO_COUNT}"),
    rule("0000s", r"(?:(?i:the ))?(?:(?i:early|late|mid)[- ])?(?:1[89]|20)\d0s", _vague, after=""),
    rule(
        "century",
        r"(?:(?i:the ))?(?:(?i:early|late|mid)[- ])?(?:1[6-9]th|20th|21st|nineteenth|twentieth) century",
        _vague,
    ),
    rule(
        "the 0|" + "|".join(f"the {ordinal}" for ordinal in ORDINALS[3:]),
        rf"the (?P<day>{DAY_NUMBER})",
        counted(_nth),
        before=r"(?i:\b(?:on|by|until|from|before|after|since) )",
        after=r"(?=[.,;:)]|$| (?:of this month|and|but|after|to)\b)",
    ),
    rule(
        "christmas|boxing day|new year",
        rf"(?P<name>(?i:{'|'.join(_HOLIDAYS)})){_OF_YEAR}".replace("'", "['’]"),
        _holiday,
    ),
)
"""The kinds, the more particular first."""
