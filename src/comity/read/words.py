"""The words of the calendar and of counting, as patterns and as numbers."""

from __future__ import annotations

import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
            "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
            "eighteenth", "nineteenth", "twentieth")  # fmt: skip

WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
WEEKDAY_HINTS = "|".join(WEEKDAYS)
MONTH_NAME = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
MONTH = rf"(?:{MONTH_NAME}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
MONTH_HINTS = "|".join(month.capitalize() for month in _MONTHS)
YEAR = r"(?:1[89]|20|21)\d\d"
DAY_NUMBER = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?|(?:{'|'.join(ORDINALS)}))\b"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
SEASON_HINTS = "spring|summer|autumn|fall|winter"
NUMBER = (
    rf"(?:\d{{1,3}}|an?(?: couple of)?|(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS[:9])}))?|(?:{'|'.join(_UNITS)}))"
)
UNIT_HINTS = "week|month|year|decade|century"
UNIT = r"(?:day|week|fortnight|month|year|decade)s?"

_SEASON_START = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def month_number(word: str) -> int:
    """1 to 12 for a month's name or its abbreviation."""
    return _MONTHS.index(word[:3].lower()) + 1


def season_start(word: str) -> int:
    """The first of the three months of a season, as the northern half of the world counts them."""
    return _SEASON_START[word.lower()]


def day_number(word: str) -> int:
    """The number that a day of the month is written as: "3", "3rd" or "third"."""
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else ORDINALS.index(word.lower()) + 1


def number(word: str) -> int:
    """The number that `word` says: "12", "twelve", "forty-six", "a", "a couple of"."""
    word = word.lower()
    if word.isdigit():
        return int(word)
    if word in ("a", "an"):
        return 1
    if word.endswith("couple of"):
        return 2
    if word in _UNITS:
        return _UNITS.index(word) + 1
    tens, _, rest = word.partition("-")
    return 20 + 10 * _TENS.index(tens) + (_UNITS.index(rest) + 1 if rest else 0)
