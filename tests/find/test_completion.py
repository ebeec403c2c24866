"""Sides that a sentence leaves out and the document names."""

from __future__ import annotations

from comity.find.completion import completed
from comity.model.document import Span
from comity.model.report import Mention, Report, Status, When


def report(source: str, target: str | None, act: str = "recognise") -> Report:
    """A report of somebody toward somebody, by their codes."""
    source_side = (Mention(Span(0, len(source), source), (source,)),)
    target_side = (Mention(Span(9, 9 + len(target), target), (target,)),) if target else ()
    return Report("d", act, Status.ASSERTED, source_side, target_side, When(), Span(5, 6, "x"), Span(0, 9, "y"))


def targets(*reports: Report) -> list[tuple[str, ...]]:
    return [each.target_codes for each in completed(reports)]


def test_the_target_that_others_agree_on_is_taken() -> None:
    assert targets(report("FJI", "XKX"), report("TON", None)) == [("XKX",), ("XKX",)]


def test_not_where_they_differ() -> None:
    assert targets(report("FJI", "XKX"), report("TON", "ABK"), report("NRU", None))[2] == ()


def test_not_from_another_act() -> None:
    assert targets(report("FJI", "XKX", "visit"), report("TON", None))[1] == ()


def test_nobody_acts_on_itself() -> None:
    assert targets(report("FJI", "XKX"), report("XKX", None))[1] == ()


def test_an_unlisted_target_is_no_target() -> None:
    assert targets(report("FJI", "COLLECTIVE"), report("TON", None))[1] == ()
