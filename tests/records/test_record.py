"""The record of a report."""

from __future__ import annotations

import re

from comity.records.fields import FIELDS, MENTION_FIELDS
from comity.records.record import record, records
from tests.samples import DOCUMENT, READING, RECOGNISED, TEXT


def test_record_has_the_described_fields_in_their_order() -> None:
    for found in records(READING):
        assert list(found) == [field.name for field in FIELDS]
        assert all(list(mention) == [field.name for field in MENTION_FIELDS] for mention in found["source_mentions"])


def test_record_carries_the_claim_and_what_other_schemes_call_it() -> None:
    found = record(DOCUMENT, RECOGNISED)
    assert (found["act"], found["status"], found["source"], found["target"]) == (
        "recognise",
        "asserted",
        ["FJI"],
        ["XKX"],
    )
    assert (found["plover"], found["mode"], found["cameo"], found["goldstein"]) == ("SUPPORT", "", "054", 6.0)
    assert (found["date"], found["date_precision"], found["date_phrase"]) == ("2026-03-10", "day", "Tuesday")
    assert (found["according_to"], found["confidence"], found["uncertain"]) == (["FJI"], 0.9123, False)
    assert (found["published"], found["document"], found["corpus_id"]) == ("2026-03-12", DOCUMENT.id, None)


def test_offsets_point_at_the_words() -> None:
    for found in records(READING):
        for name in ("trigger", "evidence"):
            assert TEXT[found[f"{name}_start"] : found[f"{name}_end"]] == found[name]
        for mention in found["source_mentions"] + found["target_mentions"]:
            assert TEXT[mention["start"] : mention["end"]] == mention["text"]


def test_what_is_unknown_is_null() -> None:
    denied = list(records(READING))[1]
    assert denied["date"] is denied["date_phrase"] is denied["date_phrase_start"] is None
    assert denied["according_to"] == [] and denied["according_to_mention"] is None


def test_meanings_are_sentences_without_a_full_stop() -> None:
    for field in (*FIELDS, *MENTION_FIELDS):
        assert re.fullmatch(r"\S.*[^.]", field.meaning), field.name
