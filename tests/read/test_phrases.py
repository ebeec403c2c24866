from __future__ import annotations

import itertools
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model.document import Span
from comity.model.report import Precision
from comity.read.dates import find_phrases, resolve_phrase

FRIDAY = date(2025, 7, 4)
CORPUS = Path(__file__).parents[2] / "training" / "corpus"


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Thursday's announcement by Russia", {"Thursday": "2025-07-03"}),
        ("on Friday", {"Friday": "2025-07-04"}),
        ("late on Monday", {"late on Monday": "2025-06-30"}),
        ("in the early hours of Wednesday", {"the early hours of Wednesday": "2025-07-02"}),
        ("Monday of last week", {"Monday of last week": "2025-06-23"}),
        ("last Thursday", {"last Thursday": "2025-06-26"}),
        ("next Friday", {"next Friday": "2025-07-11"}),
        ("this Saturday", {"this Saturday": "2025-07-05"}),
        ("Monday week", {"Monday week": "2025-07-14"}),
        ("today, yesterday", {"today": "2025-07-04", "yesterday": "2025-07-03"}),
        ("last night", {"last night": "2025-07-03"}),
        ("the day before yesterday", {"the day before yesterday": "2025-07-02"}),
        ("two days ago", {"two days ago": "2025-07-02"}),
        ("a week ago today", {"a week ago today": "2025-06-27"}),
        ("a week ago", {"a week ago": "2025-06"}),
        ("three months ago", {"three months ago": "2025-04"}),
        ("forty-six years ago", {"forty-six years ago": "1979"}),
        ("more than 50 years ago", {"more than 50 years ago": None}),
        ("last week", {"last week": "2025-06"}),
        ("this week", {"this week": "2025"}),
        ("over the weekend", {"the weekend": "2025-06"}),
        ("earlier this month", {"earlier this month": "2025-07"}),
        ("late last year", {"late last year": "2024"}),
        ("by the end of the year", {"the end of the year": "2025"}),
        ("on 3 July", {"3 July": "2025-07-03"}),
        ("on July 5", {"July 5": "2025-07-05"}),
        ("on July 10", {"July 10": "2024-07-10"}),
        ("July 3, 2025,", {"July 3, 2025": "2025-07-03"}),
        ("on the 3rd of July", {"3rd of July": "2025-07-03"}),
        ("Friday, Sept. 4, 2020", {"Friday, Sept. 4, 2020": "2020-09-04"}),
        ("from 3 to 9 June", {"3 to 9 June": "2025-06"}),
        ("between 28 May and 9 June", {"28 May and 9 June": "2025"}),
        ("on Aug. 19-21, 1991", {"Aug. 19-21, 1991": "1991-08"}),
        ("on the 20th, he said", {"the 20th": "2025-06-20"}),
        ("in August 2021", {"August 2021": "2021-08"}),
        ("in August", {"August": "2024-08"}),
        ("last May", {"last May": "2025-05"}),
        ("in June of last year", {"June of last year": "2024-06"}),
        ("since 1979", {"1979": "1979"}),
        ("the 2015 deal", {"2015": "2015"}),
        ("by mid-2017", {"mid-2017": "2017"}),
        ("the 1990s", {"the 1990s": None}),
        ("in 2021 and 2022", {"2021 and 2022": None}),
        ("spring 2022", {"spring 2022": "2022"}),
        ("in the winter of 2022", {"the winter of 2022": None}),
        ("2025-07-03", {"2025-07-03": "2025-07-03"}),
        ("2025-02-30", {"2025-02-30": None}),
        ("MOSCOW, Dec. 28 — Russia", {"Dec. 28": "2024-12-28"}),
        ("New Year's Day", {"New Year's Day": "2025-01-01"}),
        ("on Feb. 29", {"Feb. 29": "2024-02-29"}),
        ("a day later", {"a day later": None}),
        ("within two months", {"within two months": "2025"}),
        ("in the coming days", {"in the coming days": None}),
        ("2,014 men, resolution 1975, 2000 troops and $1990", {}),
        ("May he live and march on; the fall of Kabul", {}),
    ],
)
def test_found_and_resolved(text: str, phrases: dict[str, str | None]) -> None:
    found = find_phrases(text)
    assert {phrase.text: resolve_phrase(phrase, FRIDAY).date for phrase in found} == phrases
    assert all(phrase.stands_in(text) for phrase in found)


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("Monday", "2025-06-30", "2025-07-07"),
        ("Friday", "2025-07-04", "2025-07-04"),
        ("September", "2024-09", "2025-09"),
        ("1 March", "2025-03-01", "2026-03-01"),
        ("the weekend", "2025-06", "2025-07"),
        ("last Monday", "2025-06-30", "2025-06-30"),
        ("Christmas Day", "2024-12-25", "2025-12-25"),
    ],
)
def test_what_is_planned_lies_ahead(text: str, past: str, future: str) -> None:
    phrase = Span.of(text, 0, len(text))
    assert resolve_phrase(phrase, FRIDAY).date == past
    assert resolve_phrase(phrase, FRIDAY, future=True).date == future


@pytest.mark.parametrize("text", ["Thursday", "last week", "two days ago", "3 July", "August", "today", "next year"])
def test_without_a_day_of_publication_the_phrase_stays_open_and_says_so(text: str) -> None:
    when = resolve_phrase(Span.of(text, 0, len(text)), None)
    assert (when.date, when.precision) == (None, Precision.UNKNOWN)
    assert when.note == "The day of publication is not known, from which this phrase counts."


@pytest.mark.parametrize(
    ("text", "expected"), [("3 July 2025", "2025-07-03"), ("August 2021", "2021-08"), ("1979", "1979")]
)
def test_a_whole_date_needs_no_day_of_publication(text: str, expected: str) -> None:
    assert resolve_phrase(Span.of(text, 0, len(text)), None).date == expected


def test_a_phrase_with_words_around_it_is_resolved() -> None:
    assert resolve_phrase(Span.of("on Thursday", 0, 11), FRIDAY).date == "2025-07-03"
    assert resolve_phrase(Span.of("no date", 0, 7), FRIDAY).date is None


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([1, 2, 12, 999]), st.sampled_from(["day", "week", "month", "year", "decade"]), st.dates())
def test_no_phrase_leads_out_of_the_calendar(count: int, unit: str, published: date) -> None:
    for text in (
        f"{count} {unit}s ago",
        f"in {count} {unit}s' time",
        f"within {count} {unit}s",
        f"last {unit}",
        "the 31st",
    ):
        resolve_phrase(Span.of(text, 0, len(text)), published)
        resolve_phrase(Span.of(text, 0, len(text)), published, future=True)


def test_phrases_of_real_text_stand_apart_and_where_they_say() -> None:
    for line in (CORPUS / "briefs.jsonl").read_text(encoding="utf-8").splitlines()[:60]:
        text = json.loads(line)["text"]
        found = find_phrases(text)
        assert all(phrase.stands_in(text) for phrase in found)
        assert all(one.end <= other.start for one, other in itertools.pairwise(found))
