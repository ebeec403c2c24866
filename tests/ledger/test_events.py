"""Reports of one happening become one event."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from comity.ledger import Ledger, open_ledger
from comity.ledger.pairs import timeline
from comity.model.event import Event
from tests.ledger.making import Item, on, said

WIRE = (
    "MOSCOW, July 3 - RUS did recognise AFG on Thursday, the foreign ministry said, calling the step a milestone "
    "for trade and security in the region. Kabul thanked it."
)


def told(ledger: Ledger, *items: Item) -> list[Event]:
    for item in items:
        ledger.add(*item)
    return list(timeline(ledger, "RUS", "AFG"))


def ids(events: list[Event]) -> list[str]:
    return [event.id for event in events]


def articles(count: int) -> list[Item]:
    return [
        said("recognise", "RUS", "AFG", "2025-07-03", words=f"Paper {number}: {words}", publisher=f"Paper {number}")
        for number, words in zip(range(count), VOICES, strict=False)
    ]


VOICES = [
    "Moscow has become first to accept the emirate, as RUS opted to recognise AFG.",
    "A flag rose over the embassy when RUS chose to recognise AFG this week.",
    "Envoy Gul Hassan handed over his letters; RUS will now recognise AFG fully.",
    "In a move long prepared by diplomats, RUS decided to recognise AFG at last.",
    "Kabul welcomed a brave decision: RUS was ready to recognise AFG on Thursday.",
    "Analysts in Delhi were surprised that RUS should recognise AFG so early.",
    "Zhirnov met Muttaqi and told him RUS agreed to recognise AFG without terms.",
    "The UN took note without comment after RUS came to recognise AFG formally.",
    "Women's groups protested in Geneva because RUS dared to recognise AFG now.",
    "For traders in Termez it means visas: RUS did recognise AFG, officials say.",
]


def test_ten_articles_on_one_recognition_are_one_event(ledger: Ledger) -> None:
    [event] = told(ledger, *articles(10))
    assert (event.id, len(event.reports), event.sources) == ("RUS/recognise/AFG/2025-07-03", 10, 10)


def test_copies_of_one_wire_story_are_one_source(ledger: Ledger) -> None:
    copies = [
        WIRE,
        "(Agency) " + WIRE,
        WIRE.replace(" Kabul thanked it.", ""),
        WIRE + " This report was updated later.",
    ]
    items = [said("recognise", "RUS", "AFG", "2025-07-03", words=words) for words in copies]
    [event] = told(ledger, *items, *articles(1))
    assert (len(event.reports), event.sources) == (5, 2)


def test_two_visits_in_one_month_stay_two(ledger: Ledger) -> None:
    events = told(
        ledger,
        said("visit", "RUS", "AFG", "2025-07-03"),
        said("visit", "RUS", "AFG", "2025-07-20"),
        said("visit", "RUS", "AFG", "2025-07-03", words="Today RUS arrived in AFG."),
    )
    assert ids(events) == ["RUS/visit/AFG/2025-07-03", "RUS/visit/AFG/2025-07-20"]
    assert len(events[0].reports) == 2


def test_a_report_a_day_later_in_like_words_is_of_the_same_event(ledger: Ledger) -> None:
    events = told(
        ledger,
        said("visit", "RUS", "AFG", "2025-07-03", words="Minister Lavrov of RUS came to AFG for trade talks."),
        said("visit", "RUS", "AFG", "2025-07-04", words="Minister Lavrov of RUS visited AFG for trade talks."),
        said("visit", "RUS", "AFG", "2025-07-05", words="A parliamentary group from RUS toured dams across AFG."),
    )
    assert ids(events) == ["RUS/visit/AFG/2025-07-03", "RUS/visit/AFG/2025-07-05"]


def test_a_vague_date_joins_the_one_event_that_it_can_mean(ledger: Ledger) -> None:
    events = told(
        ledger,
        said("visit", "RUS", "AFG", "2025-07-03", words="Lavrov of RUS came to AFG for trade talks."),
        said("visit", "RUS", "AFG", "2025-08-20", words="Shoigu of RUS flew to AFG about borders."),
        said("visit", "RUS", "AFG", "2025-07", words="In July RUS called on AFG."),
        said("visit", "RUS", "AFG", "2025", words="Shoigu of RUS flew to AFG about border posts in 2025."),
        said("visit", "RUS", "AFG", words="RUS flew to AFG: Shoigu about borders.", published=on("2025-08-21")),
        said("visit", "RUS", "AFG", "2024", words="RUS was in AFG."),
    )
    assert [(event.id, len(event.reports)) for event in events] == [
        ("RUS/visit/AFG/2024", 1),
        ("RUS/visit/AFG/2025-07-03", 2),
        ("RUS/visit/AFG/2025-08-20", 3),
    ]


def test_what_was_said_stays_apart_from_what_happened(ledger: Ledger) -> None:
    events = told(
        ledger,
        said("recognise", "RUS", "AFG", "2025-07-03"),
        said("recognise", "RUS", "AFG", "2025-07-03", status="denied"),
        said("recognise", "RUS", "AFG", status="planned"),
    )
    assert ids(events) == [
        "RUS/recognise/AFG/undated/planned",
        "RUS/recognise/AFG/2025-07-03",
        "RUS/recognise/AFG/2025-07-03/denied",
    ]


def test_a_reciprocal_act_is_one_event_whoever_is_named_first(ledger: Ledger) -> None:
    events = told(ledger, said("meet", "RUS", "AFG", "2025-07-03"), said("meet", "AFG", "RUS", "2025-07-03"))
    assert [(event.id, len(event.reports)) for event in events] == [("AFG/meet/RUS/2025-07-03", 2)]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_events_do_not_depend_on_the_order_of_arrival(order: tuple[int, ...], tmp_path: Path) -> None:
    items = [
        said("visit", "RUS", "AFG", "2025-07-03", words="Lavrov of RUS came to AFG for talks on trade."),
        said("visit", "RUS", "AFG", "2025-07-04", words="Lavrov of RUS came to AFG for talks."),
        said("visit", "RUS", "AFG", "2025-07", words="Lavrov of RUS came to AFG in July for talks."),
        said("visit", "RUS", "AFG", "2025-07-05", words="RUS, with Lavrov, came to AFG for talks on trade."),
    ]
    with open_ledger(str(tmp_path / "ledger.sqlite")) as opened:
        events = told(opened, *(items[place] for place in order))
    assert [(event.id, len(event.reports)) for event in events] == [
        ("RUS/visit/AFG/2025-07-03", 3),
        ("RUS/visit/AFG/2025-07-05", 1),
    ]


def test_the_latest_events_are_shown_unless_all_are_asked_for(ledger: Ledger) -> None:
    items = [
        said("criticise", "RUS", "AFG", f"2025-{month:02}-{day:02}") for month in range(1, 7) for day in range(1, 28, 3)
    ]
    ledger.add_many(items)
    assert len(timeline(ledger, "RUS", "AFG", limit=None)) == 54
    latest = timeline(ledger, "AFG", "RUS", limit=3)
    assert ids(list(latest)) == [f"RUS/criticise/AFG/2025-06-{day}" for day in ("19", "22", "25")]
    assert ids(list(timeline(ledger, "RUS", "AFG", on=on("2025-01-05")))) == [
        "RUS/criticise/AFG/2025-01-01",
        "RUS/criticise/AFG/2025-01-04",
    ]
