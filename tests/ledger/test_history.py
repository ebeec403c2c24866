"""Changes of standing are told as of their own day."""

from __future__ import annotations

from datetime import date

from comity.ledger import Ledger
from comity.ledger.history import changes
from comity.model.standing import Dimension
from tests.ledger.making import on, said

RECOGNITION = [Dimension.RECOGNITION]


def told(ledger: Ledger, until: str, dimensions: list[Dimension] = RECOGNITION) -> list[tuple[str, str, str, date]]:
    found = changes(ledger, dimensions, on=on(until))
    return [(change.source, change.state, change.target, change.day) for change in found]


def test_changes_come_in_the_order_of_days(ledger: Ledger) -> None:
    ledger.add(*said("withdraw-recognition", "NRU", "XKX", "2019-11-21"))
    ledger.add(*said("recognise", "NRU", "XKX", "2008-04-23"))
    assert told(ledger, "2024-01-01") == [
        ("NRU", "formal", "XKX", on("2008-04-23")),
        ("NRU", "withdrawn", "XKX", on("2019-11-21")),
    ]
    assert told(ledger, "2019-11-20") == [("NRU", "formal", "XKX", on("2008-04-23"))]


def test_a_month_counts_once_it_is_over(ledger: Ledger) -> None:
    ledger.add(*said("recognise", "NRU", "XKX", "2008-04"))
    assert told(ledger, "2008-04-29") == []
    assert told(ledger, "2008-04-30") == [("NRU", "formal", "XKX", on("2008-04-30"))]


def test_a_later_denial_changes_no_earlier_day(ledger: Ledger) -> None:
    ledger.add(*said("recognise", "NGA", "XKX", "2008-03-01"))
    ledger.add(*said("recognise", "NGA", "XKX", "2008-09-01", status="denied", words="NGA never did so, XKX was told."))
    found = changes(ledger, RECOGNITION, on=on("2009-01-01"))
    assert [(change.state, change.disputed, change.day) for change in found] == [
        ("formal", False, on("2008-03-01")),
        ("none", True, on("2008-09-01")),
    ]
    assert changes(ledger, RECOGNITION, on=on("2008-08-31")) == found[:1]


def test_time_and_rivals_change_standing_too(ledger: Ledger) -> None:
    ledger.add(*said("recognise", "PAK", "AFG", "1997-05-26"))
    ledger.add(*said("recognise", "NRU", "TWN", "1980-05-04"))
    ledger.add(*said("establish-relations", "NRU", "CHN", "2002-07-21"))
    assert ("PAK", "none", "AFG", on("2001-11-14")) in told(ledger, "2002-01-01")
    assert ("NRU", "withdrawn", "TWN", on("2002-07-21")) in told(ledger, "2002-07-21")
    assert ("NRU", "withdrawn", "TWN", on("2002-07-21")) not in told(ledger, "2002-07-20")


def test_one_pair_alone_is_told_as_among_all(ledger: Ledger) -> None:
    ledger.add(*said("recognise", "NRU", "TWN", "1980-05-04"))
    ledger.add(*said("establish-relations", "NRU", "CHN", "2002-07-21"))
    ledger.add(*said("recognise", "KIR", "TWN", "2003-11-07"))
    every = changes(ledger, Dimension, on=on("2010-01-01"))
    ours = changes(ledger, Dimension, pair=("TWN", "NRU"), on=on("2010-01-01"))
    assert ours == [change for change in every if {change.source, change.target} == {"TWN", "NRU"}]
    assert len(ours) == 2
