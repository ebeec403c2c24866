"""The lead of an article, dated by the words that retell it."""

from __future__ import annotations

from datetime import date

import pytest

from comity.model.document import Span
from comity.model.report import Mention, Report, Status, When
from comity.read.retold import dates_retold

LEAD = "Fiji has become the first island state to recognise Kosovo."
PUBLISHED = date(2026, 3, 13)


def report(text: str, trigger: str = "recognise", status: Status = Status.ASSERTED, when: When | None = None) -> Report:
    """A report of the sentence that holds the trigger."""
    start = text.index(trigger)
    begin = text.rfind(".", 0, start) + 1
    end = text.index(".", start) + 1
    side = (Mention(Span.of(text, 0, 4), ("FJI",)),)
    evidence = Span.of(text, begin, end)
    return Report(
        "d", "recognise", status, side, (), when or When(), Span.of(text, start, start + len(trigger)), evidence
    )


@pytest.mark.parametrize(
    ("rest", "day"),
    [
        ("Thursday’s announcement by Fiji is a landmark.", "2026-03-12"),
        ("Analysts welcomed Wednesday's decision.", "2026-03-11"),
        ("The decision on Tuesday surprised Fiji's neighbours.", "2026-03-10"),
        ("Thursday's announcement by Serbia is a landmark.", None),
        ("On Thursday the announcement was read out.", None),
        ("Thursday's announcement came after Wednesday's decision.", None),
        ("Last year's decision is forgotten.", None),
    ],
)
def test_a_noun_that_refers_back_dates_the_lead(rest: str, day: str | None) -> None:
    text = f"{LEAD} {rest}"
    (found,) = dates_retold(text, [report(text)], PUBLISHED)
    assert found.when.date == day


def test_only_the_undated_asserted_lead_is_dated() -> None:
    text = f"{LEAD} Tonga may recognise it too. Thursday's announcement is a landmark."
    own = When("2026-03-01")
    later = report(text, "may recognise", Status.HYPOTHETICAL)
    assert dates_retold(text, [report(text, when=own), later], PUBLISHED) == [report(text, when=own), later]


def test_without_a_publication_date_nothing_changes() -> None:
    text = f"{LEAD} Thursday's announcement is a landmark."
    assert dates_retold(text, [report(text)], None) == [report(text)]
