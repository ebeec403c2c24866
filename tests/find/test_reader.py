"""The packaged reader on articles: what every reader must keep to, and what this one must get right."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import ModelError
from comity.find.reader import Reader, load_reader
from comity.model.document import Document
from comity.model.report import Report, Status
from comity.ontology.acts import acts

ARTICLE = (
    "Fiji recognised Kosovo on Wednesday, becoming the first Pacific state to do so this year. "
    "Prime Minister Sitiveni Rabuka thanked Pristina for its patience.\n\n"
    "Serbia condemned the decision and recalled its ambassador. Most island states have not recognised Kosovo, "
    "but Tonga may follow. NATO bombed Yugoslavia in 1999."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


@pytest.fixture(scope="module")
def reports(reader: Reader) -> list[Report]:
    return reader.read(Document(ARTICLE, published=date(2026, 3, 12)))


def found(reports: list[Report], act: str, status: str = "asserted") -> list[Report]:
    return [report for report in reports if report.act == act and report.status.value == status]


def test_the_news_is_read_with_its_date(reports: list[Report]) -> None:
    report = found(reports, "recognise")[0]
    assert (report.source_codes, report.target_codes) == (("FJI",), ("XKX",))
    assert (report.when.date, report.when.precision.value) == ("2026-03-11", "day")


def test_the_background_keeps_its_own_date(reports: list[Report]) -> None:
    attack = found(reports, "attack")[0]
    assert attack.target_codes == ("YUG",) or "YUG" in attack.target_codes
    assert attack.when.date == "1999"


def test_denial_and_hypothesis_are_told_apart(reports: list[Report]) -> None:
    assert found(reports, "recognise", "denied")
    assert any("TON" in report.source_codes for report in found(reports, "recognise", "hypothetical"))
    assert [r.source_codes for r in found(reports, "recognise")] == [("FJI",)]


def test_words_stand_where_the_report_says(reports: list[Report]) -> None:
    for report in reports:
        assert report.trigger.stands_in(ARTICLE) and report.evidence.stands_in(ARTICLE)
        assert report.evidence.start <= report.trigger.start < report.evidence.end
        assert all(mention.span.stands_in(ARTICLE) for mention in report.source + report.target)
        assert report.act in acts() and 0 <= report.confidence <= 1


def test_reading_many_is_reading_each(reader: Reader, reports: list[Report]) -> None:
    documents = [Document(ARTICLE, published=date(2026, 3, 12)), Document("Nothing is said here."), Document("")]
    many = list(reader.read_many(documents))
    assert [report.id for report in many[0]] == [report.id for report in reports]
    assert many[1:] == [[], []]


def test_without_a_publication_date_relative_dates_stay_open(reader: Reader) -> None:
    report = found(reader.read(Document(ARTICLE)), "recognise")[0]
    assert report.when.date is None and report.when.note


def test_contexts_that_a_sentence_names_are_read(reader: Reader) -> None:
    text = "Fiji and Tonga agreed to cooperate in energy, transport and agriculture."
    seen = {context for report in reader.read(Document(text)) for context in report.contexts}
    assert {"energy", "transport", "agriculture"} <= seen


def test_below_the_threshold_reports_are_uncertain() -> None:
    document = Document(ARTICLE, published=date(2026, 3, 12))
    assert all(report.uncertain for report in load_reader(threshold=1.0).read(document))
    assert not any(report.uncertain for report in load_reader(threshold=0.0).read(document))


def test_a_long_text_is_read_whole(reader: Reader) -> None:
    text = " ".join(["The committee met again in the usual room to talk about the usual things."] * 300)
    reports = reader.read(Document(f"{text} France expelled three Russian diplomats in 2018."))
    assert any(r.act == "expel-envoy" and "FRA" in r.source_codes and r.status is Status.ASSERTED for r in reports)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    for report in load_reader().read(Document(text)):
        assert report.evidence.stands_in(text)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.json"):
        load_reader(folder=tmp_path)


def test_a_broken_model_is_named(tmp_path: Path) -> None:
    description = {name: [] for name in ("acts", "statuses", "contexts", "sectors", "confidence", "within")}
    cuts = dict.fromkeys(("mention", "name", "trigger", "role", "lone", "context", "named_context", "emit"), 0.5)
    (tmp_path / "model.json").write_text(json.dumps({**description, "cuts": cuts, "version": "x", "width": 1}))
    (tmp_path / "vocabulary.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n")
    (tmp_path / "passage.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError, match=r"passage\.onnx"):
        load_reader(folder=tmp_path).read(Document("Fiji recognised Kosovo."))
