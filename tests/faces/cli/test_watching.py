"""`comity watch`, `alerts`, `backup`, `restore` and `retain` as users run them."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from comity.settings import Settings
from comity.watch import cases
from tests.faces.cli.running import EXAMPLE, PROGRAM, check_sentence, comity, environment
from tests.watch.receivers import Webhook
from tests.watch.web import RSS, Host, gives, hang, rss, story

OPEN = {"NO_PROXY": "*"}


@pytest.fixture
def site() -> Iterator[Host]:
    made = Host({"/1": gives(story(1))})
    made.plan["/feed"] = gives(rss([made.at("/1")]), RSS)
    yield made
    made.close()


def told(output: str) -> list[tuple[str, int]]:
    return [(one["what"], one["count"]) for one in map(json.loads, output.splitlines())]


def test_a_round_with_alerts_and_what_became_of_them(tmp_path: Path, site: Host) -> None:
    hook = Webhook(503)
    (tmp_path / "rules.toml").write_text(
        f'[[rule]]\nname = "Kosovo"\nactors = "Kosovo"\nstatus = "any"\ndays = 100000\n'
        f'[channel.desk]\nwebhook = "{hook.address}"\n'
    )
    (tmp_path / "sources.opml").write_text(f'<opml><outline xmlUrl="{site.at("/feed")}"/></opml>')
    arguments = ("watch", "sources.opml", "--once", "--apart", "0", "--inside", "--rules", "rules.toml")
    done = comity(tmp_path, *arguments, more=OPEN)
    assert done.returncode == 0, done.stderr
    what = told(done.stdout)
    assert what[:2] == [("started", 0), ("feed fetched", 1)]
    assert [name for name, _ in what[2:]].count("recorded") == 1
    assert ("unsent", 1) in what
    again = told(comity(tmp_path, "watch", "--once", "--apart", "0", "--inside", more=OPEN).stdout)
    assert again == [("started", 0), ("feed fetched", 0)]
    assert site.times("/1") == 1
    messages = [json.loads(line) for line in comity(tmp_path, "alerts", "list").stdout.splitlines()]
    assert {(one["rule"], one["channel"], one["state"]) for one in messages} >= {("Kosovo", "desk", "waiting")}
    assert "0 messages will be tried again." in comity(tmp_path, "alerts", "retry").stdout
    counters = cases.counters(Settings(str(tmp_path / "ledger.sqlite")))
    assert 'comity_articles{state="recorded"} 1\n' in counters
    assert 'comity_feed_answers_total{result="fetched"} 2\n' in counters
    assert "0 problems" not in comity(tmp_path, "verify").stdout
    hook.server.shutdown()


def test_nobody_s_feed_looks_into_the_network(tmp_path: Path, site: Host) -> None:
    done = comity(tmp_path, "watch", site.at("/feed"), "--once")
    assert [one["what"] for one in map(json.loads, done.stdout.splitlines())] == ["started", "feed failed"]
    assert "only public addresses are fetched here" in done.stdout
    assert site.asked == []


def test_rules_checked(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text('[[rule]]\nname = "One"\nacts = "visit"\n[channel.a]\nwebhook = "https://example.org/"\n')
    assert comity(tmp_path, "alerts", "check", path).stdout == "One: visit, asserted; of the last 30 days; sent by a.\n"
    path.write_text('[[rule]]\nname = "One"\nacts = "visits"\n')
    check_sentence(comity(tmp_path, "alerts", "check", path), 2, "rule 'One'", "'visits'", "'visit'")


def test_stopped_by_a_signal_it_leaves_at_once_and_without_a_trace(tmp_path: Path, site: Host) -> None:
    site.plan["/1"] = hang
    command = [PROGRAM, "watch", site.at("/feed"), "--apart", "0", "--inside"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment(tmp_path, **OPEN), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    wait_for(lambda: site.times("/1") == 1)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (143, b"")
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment(tmp_path, **OPEN), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    wait_for(lambda: site.times("/1") == 2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in said


def wait_for(condition: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_what_cannot_be_watched(tmp_path: Path) -> None:
    check_sentence(comity(tmp_path, "alerts", "list"), 3, "There is no ledger at")
    check_sentence(comity(tmp_path, "watch", "--once"), 2, "There is no feed to follow")
    check_sentence(comity(tmp_path, "watch", "none.opml"), 2, "none.opml", "No such file")
    check_sentence(comity(tmp_path, "watch", "https://a.org/", "--rules", "none.toml"), 2, "none.toml cannot be read")


def test_upkeep(tmp_path: Path) -> None:
    comity(tmp_path, "assert", "RUS", "recognise", "AFG", "2025-07-03", "--source", "https://a.org/")
    done = comity(tmp_path, "backup", "copy.sqlite")
    assert done.stdout == (
        "The ledger is copied to copy.sqlite.\nVerified: 1 document, 1 report, all as recorded.\n"
    ), done.stderr
    done = comity(tmp_path, "restore", "copy.sqlite", "--ledger", "new.sqlite")
    assert done.stdout == "The ledger is restored.\nVerified: 1 document, 1 report, all as recorded.\n", done.stderr
    check_sentence(comity(tmp_path, "restore", "copy.sqlite", "--ledger", "new.sqlite"), 3, "already")
    check_sentence(comity(tmp_path, "backup", "ledger.sqlite"), 3, "is the ledger itself")
    check_sentence(comity(tmp_path, "restore", EXAMPLE, "--ledger", "other.sqlite"), 3, "is not a ledger")
    done = comity(tmp_path, "retain", "--older-than", "30")
    assert done.stdout == "0 documents would be cut from 0 to 0 characters.\n", done.stderr


def test_the_ledger_of_the_user_is_laid_where_there_was_nothing(tmp_path: Path) -> None:
    done = comity(tmp_path, "init", more={"COMITY_LEDGER": ""})
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in tmp_path.rglob("*.sqlite")] == ["ledger.sqlite"]
