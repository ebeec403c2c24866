"""`--reader openai:MODEL`, from the command line to a real server and back."""

from __future__ import annotations

import json
from pathlib import Path

from tests.faces.cli.running import check_sentence, comity
from tests.find.chat_server import EVENT, chat_server, completion

TEXT = b"Fiji recognised Kosovo on Wednesday. Serbia condemned the decision."
INVENTED = {**EVENT, "trigger": "embraced"}
READ = ("read", "-", "--published", "2026-03-12", "--reader", "openai:small")


def test_reports_usage_and_cost(tmp_path: Path) -> None:
    with chat_server(completion({"events": [EVENT, INVENTED]})) as server:
        options = (*READ, "--base-url", server.base)
        more = {"COMITY_PRICES": "1,10", "OPENAI_API_KEY": "secret"}
        done = comity(tmp_path, *options, stdin=TEXT, more=more)
        again = comity(tmp_path, *options, stdin=TEXT, more=more)
        assert (len(server.asked), server.keys) == (1, ["Bearer secret"])
    (record,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (record["act"], record["source"], record["date"]) == ("recognise", ["FJI"], "2026-03-11")
    assert record["reader"] == "openai:small"
    assert "1 time, 0 answers from the cache: 1,000 + 100 tokens for 0.0020; 1 event dropped" in done.stderr
    assert again.stdout == done.stdout
    assert "0 times, 1 answers from the cache: 0 + 0 tokens" in again.stderr


def test_an_address_is_needed(tmp_path: Path) -> None:
    check_sentence(comity(tmp_path, *READ, stdin=TEXT), 2, "--base-url")


def test_an_unknown_reader_is_named(tmp_path: Path) -> None:
    check_sentence(comity(tmp_path, "read", "-", "--reader", "gpt", stdin=TEXT), 2, "'gpt'", "openai:MODEL")


def test_a_refusal_is_one_sentence(tmp_path: Path) -> None:
    with chat_server((401, {}, b"no key")) as server:
        done = comity(tmp_path, *READ, "--base-url", server.base, stdin=TEXT)
    assert done.returncode == 2
    assert "refused the question: HTTP status 401, no key." in done.stderr


def test_prices_that_are_none(tmp_path: Path) -> None:
    done = comity(tmp_path, *READ, "--base-url", "http://127.0.0.1:9/v1", stdin=TEXT, more={"COMITY_PRICES": "cheap"})
    check_sentence(done, 2, "COMITY_PRICES", "0.15,0.6")
