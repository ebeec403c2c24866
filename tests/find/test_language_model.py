"""A language model as reader, over a real HTTP server that speaks the protocol."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from comity.errors import FetchError
from comity.find.language_model import LanguageModelReader
from comity.model.document import Document
from comity.model.report import Status
from comity.read.chat import TRIES, Chat, Usage
from tests.find.chat_server import EVENT, Answer, chat_server, completion

TEXT = "Fiji recognised Kosovo on Wednesday. Serbia condemned the decision."
DOCUMENT = Document(TEXT, published=date(2026, 3, 12))


def event(**changes: object) -> dict[str, Any]:
    """A right event of the text, with changes."""
    return {**EVENT, **changes}


def reader(
    base: str, cache: Path | None = None, key: str | None = None
) -> tuple[LanguageModelReader, Usage, list[float]]:
    """A reader at the address, what it has used, and the seconds that it would have waited."""
    usage, waits = Usage(), list[float]()
    chat = Chat(base, "small", key=key, cache=cache, usage=usage, wait=waits.append)
    return LanguageModelReader(chat, 0.5), usage, waits


def test_an_event_becomes_a_report_with_its_words() -> None:
    with chat_server(completion({"events": [event()]})) as server:
        read, usage, _ = reader(server.base, key="secret")
        (report,) = read.read(DOCUMENT)
    assert (report.act, report.status) == ("recognise", Status.ASSERTED)
    assert (report.source_codes, report.target_codes) == (("FJI",), ("XKX",))
    assert report.when.date == "2026-03-11"
    assert report.trigger.stands_in(TEXT) and report.evidence.stands_in(TEXT)
    assert report.reader == "openai:small"
    assert server.keys == ["Bearer secret"]
    asked = server.asked[0]
    assert "Published: 2026-03-12" in asked["messages"][1]["content"]
    assert "withdraw-recognition" in asked["messages"][0]["content"]
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert (usage.prompt_tokens, usage.completion_tokens) == (1000, 100)
    assert usage.cost(2.0, 10.0) == pytest.approx(0.003)


@pytest.mark.parametrize(
    "wrong",
    [
        event(evidence="Fiji has recognised Kosovo."),
        event(trigger="recognized"),
        event(act="embrace"),
        event(status="rumoured"),
        event(source=[{"text": "Suva", "codes": ["FJI"]}]),
        event(source=[], target=[]),
        {"act": "recognise"},
        "not an event",
    ],
)
def test_what_does_not_stand_in_the_text_is_dropped_and_counted(wrong: object) -> None:
    with chat_server(completion({"events": [wrong, event()]})) as server:
        read, usage, _ = reader(server.base)
        assert len(read.read(DOCUMENT)) == 1
        assert usage.dropped == 1


def test_the_same_question_is_asked_once(tmp_path: Path) -> None:
    with chat_server(completion({"events": [event()]})) as server:
        first, _, _ = reader(server.base, tmp_path)
        second, usage, _ = reader(server.base, tmp_path)
        assert first.read(DOCUMENT) == second.read(DOCUMENT)
        assert len(server.asked) == 1
    assert (usage.cached, usage.prompt_tokens) == (1, 0)


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    busy = (429, {"retry-after": "7"}, b"slow down")
    with chat_server(busy, (503, {}, b""), completion({"events": []})) as server:
        read, usage, waits = reader(server.base)
        assert read.read(DOCUMENT) == []
    assert waits[0] == 7 and 1 <= waits[1] <= 3
    assert usage.retried == 2


def test_a_server_that_stays_busy_is_given_up_on() -> None:
    with chat_server((500, {}, b"broken")) as server:
        read, _, waits = reader(server.base)
        with pytest.raises(FetchError, match=rf"{TRIES} tries \(HTTP status 500, broken\)"):
            read.read(DOCUMENT)
    assert len(waits) == TRIES - 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((401, {}, b"who are you"), "refused the question: HTTP status 401, who are you"),
        ((200, {}, b"<html>"), "something else than JSON"),
        ((200, {}, b"{}"), "did not answer with the JSON asked for"),
        (completion("a string"), "did not answer with the JSON asked for"),
    ],
)
def test_a_wrong_answer_gets_one_sentence(answer: Answer, words: str) -> None:
    with chat_server(answer) as server:
        read, _, _ = reader(server.base)
        with pytest.raises(FetchError, match=words):
            read.read(DOCUMENT)


def test_an_address_that_nobody_serves_is_named() -> None:
    read, _, _ = reader("http://127.0.0.1:9/v1")
    with pytest.raises(FetchError, match="ConnectError"):
        read.read(DOCUMENT)


def test_a_long_document_is_asked_about_in_sections() -> None:
    text = " ".join([f"Minister number {n} said nothing of note." for n in range(60)] + [TEXT])
    with chat_server(completion({"events": [event()]})) as server:
        read, _, _ = reader(server.base)
        reports = read.read(Document(text, published=date(2026, 3, 12)))
        assert len(server.asked) == 3
    assert len(reports) == 1 and reports[0].evidence.stands_in(text)
