"""The list of recognitions that ships with the ledger, as documents with reports: each row a claim with its source."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

from comity.ledger import days
from comity.ledger.ledger import Ledger
from comity.ledger.record import Item
from comity.ledger.rows import precision
from comity.ledger.rules import governments
from comity.model.document import Document, Span
from comity.model.report import Mention, Report, Status, When

Row = dict[str, str]

READER = "reference recognition.csv"
"""What the reports of the list name as their reader."""

_CONFIDENCE = {"high": 0.95, "medium": 0.8, "disputed": 0.5}
_ACTS = {"suspend-recognition": "withdraw-recognition", "resume-recognition": "recognise"}
"""Acts of the list that the codebook counts among others; that a withdrawal is a suspension is told by the words."""

_CODES = {"DNR": "UKR:DNR", "LNR": "UKR:LNR", "BIAFRA": "NGA:BIAFRA", "ICHKERIA": "RUS:ICHKERIA"}
"""Codes of the list that the registry of actors writes otherwise."""


def load_reference(ledger: Ledger) -> int:
    """Record the list of recognitions; returns how many of its claims were new. Loading it again changes nothing."""
    return ledger.add_many(reference())


def reference() -> list[Item]:
    """Each row of the list as a document with its reports.

    A disputed row is also denied, since sources say it was not so. Where several rows date one act differently only
    the date is in dispute: by the last of them the act had been done, so that one is not denied.
    """
    rows = list(_rows())
    last = _last_of_several(rows)
    return [_item(row, denied=row["confidence"] == "disputed" and row not in last) for row in rows]


def code(listed: str, on: str) -> str:
    """The registry's code for one of the list, on the first day of a date: a movement in power is its state."""
    first = days.day(days.bounds(on)[0])
    for government in governments():
        if government.movement == listed and government.since <= first <= (government.until or date.max):
            return government.state
    return _CODES.get(listed, listed)


def _rows() -> Iterator[Row]:
    with files("comity.ledger").joinpath("data/recognition.csv").open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _last_of_several(rows: list[Row]) -> list[Row]:
    """The last row of each group of disputed rows that date one act of one pair differently."""
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        if row["confidence"] == "disputed":
            groups.setdefault((row["recognised"], row["recogniser"], row["act"]), []).append(row)
    return [max(group, key=lambda row: row["date"]) for group in groups.values() if len(group) > 1]


def _item(row: Row, *, denied: bool) -> Item:
    head = f"{row['recogniser']} {row['act']} {row['recognised']} {row['date']} ({row['confidence']})."
    note = f" {row['note']}." if row["note"] else ""
    address = "/".join(("recognition.csv", row["recognised"], row["recogniser"], row["act"], row["date"]))
    document = Document(
        f"{head} Source: {row['source']}.{note}", "Who recognised whom", address, publisher=row["source"]
    )
    reports = [_report(row, document, len(head), Status.ASSERTED, row["act"])]
    if denied:
        reports.append(_report(row, document, len(head), Status.DENIED, row["confidence"]))
    return document, reports


def _report(row: Row, document: Document, end: int, status: Status, trigger: str) -> Report:
    text = document.text
    source = row["recogniser"]
    target_start = len(source) + len(row["act"]) + 2
    date_start = target_start + len(row["recognised"]) + 1
    trigger_start = text.index(trigger, len(source))
    return Report(
        document=document.id,
        act=_ACTS.get(row["act"], row["act"]),
        status=status,
        source=(_mention(text, 0, source, row["date"]),),
        target=(_mention(text, target_start, row["recognised"], row["date"]),),
        when=When(row["date"], precision(row["date"]), Span.of(text, date_start, date_start + len(row["date"]))),
        trigger=Span.of(text, trigger_start, trigger_start + len(trigger)),
        evidence=Span.of(text, 0, end),
        contexts=("diplomatic",),
        confidence=_CONFIDENCE[row["confidence"]],
        reader=READER,
    )


def _mention(text: str, start: int, listed: str, on: str) -> Mention:
    return Mention(Span.of(text, start, start + len(listed)), (code(listed, on),), "GOV", reason="code of the list")
