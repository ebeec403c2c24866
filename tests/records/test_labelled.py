"""Labelled cases and coded corpora."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comity.errors import CorpusError
from comity.evaluation import Claim
from comity.records.labelled import coded_claims, labelled_cases

CASE = {
    "text": "Fiji and Tonga met.",
    "published": "2026-03-12",
    "actors": [{"mention": "Fiji", "codes": ["FJI"]}, {"mention": "all", "codes": ["FJI", "TON"]}],
    "events": [
        {"act": "meet", "status": "asserted", "source": ["Fiji"], "target": ["TON"]},
        {"act": "meet", "status": "planned", "source": ["all"], "target": [], "optional": True},
    ],
}


def file(tmp_path: Path, *values: object) -> Path:
    path = tmp_path / "file.jsonl"
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def test_mentions_become_codes(tmp_path: Path) -> None:
    [case] = labelled_cases(file(tmp_path, CASE))
    assert case.id is None and case.document.text == CASE["text"]
    assert case.claims == (
        Claim("meet", "asserted", ("FJI",), ("TON",)),
        Claim("meet", "planned", ("FJI", "TON"), (), optional=True),
    )


def test_coded_claims_go_by_id_or_text(tmp_path: Path) -> None:
    report = {"act": "aid", "status": "denied", "source": ["CHN"], "target": ["TON"], "more": 1}
    coded = coded_claims(file(tmp_path, {"id": "a", "reports": [report]}, {"id": None, "text": "b", "reports": []}))
    assert coded == {"a": [Claim("aid", "denied", ("CHN",), ("TON",))], "b": []}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": None}, "it has no “text”."),
        ({"actors": [1]}, "its “actors” is not a list of objects."),
        ({"events": {}}, "its “events” is not a list of objects."),
        ({"events": [{"act": "hug", "status": "asserted"}]}, "its act 'hug' is not in the codebook."),
        ({"events": [{"act": ["meet"]}]}, "its act ['meet'] is not in the codebook."),
        ({"events": [{"act": "meet", "status": ["sure"]}]}, "its status ['sure'] is none of"),
        ({"events": [{"act": "meet", "status": "sure"}]}, "its status 'sure' is none of"),
        ({"events": [{"act": "meet", "status": "asserted", "source": "Fiji"}]}, "is not a list of text."),
    ],
)
def test_the_first_malformed_case_is_named(tmp_path: Path, change: dict[str, object], said: str) -> None:
    path = file(tmp_path, CASE, {**CASE, **change})
    with pytest.raises(CorpusError) as error:
        list(labelled_cases(path))
    assert str(error.value).startswith(f"{path}, line 2: ") and said in str(error.value)


def test_a_coded_line_without_a_key_is_named(tmp_path: Path) -> None:
    path = file(tmp_path, {"reports": []})
    with pytest.raises(CorpusError, match="line 1: it has neither “id” nor “text”"):
        coded_claims(path)
