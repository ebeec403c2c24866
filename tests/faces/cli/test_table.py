"""Readings as a person sees them."""

from __future__ import annotations

import dataclasses
import io

from rich.console import Console

from comity.faces.cli.table import ReadingTables, Timeline
from comity.faces.cli.terminal import counted, safe
from comity.model.document import Document, Span
from comity.records.reading import TITLE_LENGTH, Reading
from tests.samples import DOCUMENT, READING, RECOGNISED, mention


def printed(reading: Reading, *, timeline: bool = False, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False, emoji=False, markup=False)
    (Timeline if timeline else ReadingTables)(console).add(reading)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_passage_stands_over_what_it_says() -> None:
    lines = [line.rstrip() for line in printed(READING).splitlines()]
    assert lines[:2] == ["Fiji recognises Kosovo", "published 2026-03-12 · 2 reports · 1 uncertain, marked ?"]
    assert lines[3] == "Fiji on Tuesday recognised Kosovo, said Suva."
    first, second = (" ".join(lines[number].split()) for number in (4, 7))
    assert first == "2026-03-10 Fiji (FJI) recognise → Kosovo (XKX), says Fiji (FJI) asserted 0.91"
    assert second == "undated “No other Pacific state” recognise → Kosovo (XKX) denied 0.31 ?"


def test_passages_stand_in_the_order_of_the_text() -> None:
    turned = dataclasses.replace(READING, reports=READING.reports[::-1])
    assert printed(turned) == printed(READING)


def test_a_document_without_events_says_so() -> None:
    assert "no event found" in printed(Reading(Document("Rain fell."), ()))


def test_a_timeline_names_the_document_of_each_report() -> None:
    said = printed(READING, timeline=True)
    assert said.count("Fiji recognises Kosovo, published 2026-03-12") == 2
    assert "“Fiji on Tuesday recognised Kosovo, said Suva.”" in said


def test_many_actors_are_counted() -> None:
    many = mention("Fiji", "FJI", "TON", "WSM", "NRU", "PLW")
    said = printed(Reading(DOCUMENT, (dataclasses.replace(RECOGNISED, source=(many,), according_to=None),)))
    assert "Fiji (FJI), Tonga (TON), Samoa (WSM) and 2 more recognise" in said


def test_an_unnamed_side_is_somebody() -> None:
    assert "somebody recognise" in printed(Reading(DOCUMENT, (dataclasses.replace(RECOGNISED, source=()),)))


def test_what_steers_a_terminal_is_not_printed() -> None:
    text = "Fiji \x1b[31mrecognised\x1b[0m Kosovo.\u202e"
    report = dataclasses.replace(RECOGNISED, evidence=Span.of(text, 0, len(text)))
    said = printed(Reading(Document(text), (report,))) + printed(Reading(Document(text), (report,)), timeline=True)
    assert "\x1b" not in said and "\u202e" not in said
    assert safe(text) == "Fiji  [31mrecognised [0m Kosovo. "


def test_markup_of_a_text_is_text() -> None:
    text = "[bold]Fiji[/bold] recognised Kosovo :smile:."
    assert text in printed(Reading(Document(text), (dataclasses.replace(RECOGNISED, evidence=Span(0, 41, text)),)))


def test_a_title_is_the_beginning_of_the_text_if_there_is_no_other() -> None:
    assert Reading(Document("A. " * 100), ()).title.endswith(" …")
    assert len(Reading(Document("A. " * 100), ()).title) <= TITLE_LENGTH
    assert Reading(Document("A.", address="https://news.example"), ()).title == "https://news.example"


def test_counting() -> None:
    assert [counted(number, "report") for number in (0, 1, 1200)] == ["0 reports", "1 report", "1,200 reports"]
