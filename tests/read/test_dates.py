"""The dates of acts, against two labelled sets.

`dates.jsonl` falls into two halves by the hash of its text: the rules were made on the one and are measured on the
other. `dates_later.jsonl` was written when the rules stood, and they were not changed for it.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from comity.model.document import Span
from comity.model.report import Mention, Precision, Report, Status, When
from comity.read.dates import DATELINE, DEADLINE, date_of, dates_across
from comity.read.split import sentences

DATA = Path(__file__).parent / "data"
FRIDAY = date(2025, 7, 4)

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def is_unseen(row: Row) -> bool:
    return hashlib.sha256(row["text"].encode()).digest()[-1] % 2 == 1


def dated(text: str, trigger: str, status: Status, published: date | None, hint: str | None = None) -> When:
    start = text.index(trigger)
    sentence = next(found for found in sentences(text) if found.start <= start < found.end)
    place = Span.of(text, text.index(hint), text.index(hint) + len(hint)) if hint else None
    return date_of(text, sentence, Span.of(text, start, start + len(trigger)), place, status, published)


def is_right(row: Row) -> bool:
    text, start = row["text"], row["start"]
    sentence = next(found for found in sentences(text) if found.start <= start < found.end)
    trigger = Span.of(text, start, start + len(row["trigger"]))
    published = date.fromisoformat(row["published"]) if row["published"] else None
    when = date_of(text, sentence, trigger, None, Status(row["status"]), published)
    return (when.date, when.precision) == (row["date"], Precision(row["precision"]))


@pytest.mark.parametrize(
    ("name", "belongs", "least", "floor"),
    [
        ("dates.jsonl", lambda row: not is_unseen(row), 140, 0.98),
        ("dates.jsonl", is_unseen, 140, 0.95),
        ("dates_later.jsonl", lambda row: True, 60, 0.95),
    ],
)
def test_labelled_dates(name: str, belongs: Callable[[Row], bool], least: int, floor: float) -> None:
    chosen = [row for row in rows(name) if belongs(row)]
    assert len(chosen) >= least
    assert sum(map(is_right, chosen)) / len(chosen) >= floor


def test_the_labels_stand_in_their_texts() -> None:
    for row in rows("dates.jsonl") + rows("dates_later.jsonl"):
        assert row["text"][row["start"] :].startswith(row["trigger"])
        assert {4: "year", 7: "month", 10: "day"}.get(len(row["date"] or ""), "unknown") == row["precision"]


def test_the_spans_of_a_date_count_from_the_beginning_of_the_text() -> None:
    text = "Kabul was quiet. Russia on Thursday recognised the Taliban."
    when = dated(text, "recognised", Status.ASSERTED, FRIDAY)
    assert when.phrase is not None
    assert when.phrase.text == "Thursday"
    assert when.phrase.stands_in(text)


@pytest.mark.parametrize("hint", ["Thursday", "on Thurs", "day's announcement"])
def test_a_hint_is_taken_for_the_phrase_that_it_overlaps(hint: str) -> None:
    text = "The Soviet Union invaded in 1979, and Thursday's announcement by Russia ends on Thursday an old quarrel."
    assert dated(text, "invaded", Status.ASSERTED, FRIDAY, hint).date == "2025-07-03"


def test_a_hint_without_a_date_is_passed_over() -> None:
    text = "For twelve days on end the two sides fought; on Tuesday they signed a truce."
    assert dated(text, "signed", Status.ASSERTED, FRIDAY, "twelve days").date == "2025-07-01"


def test_a_deadline_and_a_dateline_say_that_they_are_one() -> None:
    deadline = dated("Rwanda must withdraw its men by Monday.", "withdraw", Status.PLANNED, FRIDAY)
    assert (deadline.date, deadline.note) == ("2025-07-07", DEADLINE)
    dateline = dated("MOSCOW, July 2 - Russia expelled two diplomats.", "expelled", Status.ASSERTED, FRIDAY)
    assert (dateline.date, dateline.note) == ("2025-07-02", DATELINE)


def test_without_a_phrase_the_day_of_publication_does_not_fill_in() -> None:
    assert dated("Hungary praised the decision.", "praised", Status.ASSERTED, FRIDAY) == When()


def report(act: str, source: str, target: str, when: When, status: Status = Status.ASSERTED) -> Report:
    place = Span(0, 3, "act")
    sides = [(Mention(place, (code,)),) for code in (source, target)]
    return Report("document", act, status, sides[0], sides[1], when, place, place)


THURSDAY = When("2025-07-03", Precision.DAY, Span(10, 18, "Thursday"))
MONDAY = When("2025-06-30", Precision.DAY, Span(30, 36, "Monday"))


def test_a_report_without_a_date_takes_that_of_another_of_the_same_act() -> None:
    undated, dated = report("recognise", "RUS", "AFG", When()), report("recognise", "RUS", "AFG", THURSDAY)
    assert [found.when for found in dates_across([undated, dated])] == [THURSDAY, THURSDAY]
    assert [
        found.when
        for found in dates_across([report("meet", "AFG", "RUS", When()), report("meet", "RUS", "AFG", THURSDAY)])
    ] == [
        THURSDAY,
        THURSDAY,
    ]


@pytest.mark.parametrize(
    "others",
    [
        [report("recognise", "AFG", "RUS", THURSDAY)],
        [report("praise", "RUS", "AFG", THURSDAY)],
        [report("recognise", "CHN", "AFG", THURSDAY)],
        [report("recognise", "RUS", "AFG", THURSDAY, Status.HYPOTHETICAL)],
        [report("recognise", "RUS", "AFG", THURSDAY), report("recognise", "RUS", "AFG", MONDAY)],
    ],
)
def test_it_takes_no_other_date(others: list[Report]) -> None:
    undated = report("recognise", "RUS", "AFG", When())
    assert dates_across([undated, *others])[0] is undated


def test_a_plan_and_a_report_with_a_phrase_of_its_own_stay_as_they_are() -> None:
    planned = report("recognise", "RUS", "AFG", When(), Status.PLANNED)
    vague = report("recognise", "RUS", "AFG", When(phrase=Span(0, 9, "the 1990s")))
    assert dates_across([planned, vague, report("recognise", "RUS", "AFG", THURSDAY)])[:2] == [planned, vague]


@pytest.mark.parametrize(
    "unit", ["on Monday x said ", "May 3 ", "two days after ", "said x and y, which ", "walked ", "1234 "]
)
def test_a_sentence_without_end_is_dated_in_time(unit: str) -> None:
    text = (unit * 4000)[:20_000] + " attack."
    trigger = Span.of(text, len(text) - 7, len(text) - 1)
    began = time.process_time()
    date_of(text, Span.of(text, 0, len(text)), trigger, None, Status.PLANNED, FRIDAY)
    assert time.process_time() - began < 3


def test_a_hint_far_from_the_trigger_is_still_taken() -> None:
    text = "On Thursday" + ", and then again" * 60 + ", Russia recognised the Taliban."
    assert dated(text, "recognised", Status.ASSERTED, FRIDAY, "Thursday").date == "2025-07-03"
