"""Alerts by real receivers: each once, with its evidence, until it is there."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import feedparser
import pytest

from comity.ledger import Ledger, open_ledger
from comity.ledger.alerts import Alerts
from comity.ledger.correct import retract
from comity.ledger.forecasts import keep
from comity.model.forecast import Forecast, Reason
from comity.settings import Settings
from comity.watch.delivery import Courier
from comity.watch.pace import Pace, Terms
from comity.watch.raising import raise_alerts
from comity.watch.rulefile import read_rules
from comity.watch.rules import Rules
from tests.ledger.conftest import Calendar
from tests.ledger.making import said
from tests.watch.receivers import Webhook, mail_server
from tests.watch.web import RSS, Host, gives, rss, story

NOW = datetime(2025, 7, 10, tzinfo=UTC)
TERMS = Terms(Settings("unused"), Pace(first=0, longest=0, tries=3), clock=lambda: NOW)

RECOGNITION = """
[[rule]]
name = "Recognition"
standing = ["recognition", "relations"]
"""
CENTRAL_ASIA = """
[group]
"Central Asia" = ["Kazakhstan", "KGZ", "TJK", "TKM", "UZB"]

[[rule]]
name = "Russia and Central Asia"
actors = "RUS"
with = "Central Asia"
acts = "any"
status = ["asserted", "planned"]
"""


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhook]:
    monkeypatch.setenv("NO_PROXY", "*")
    made = Webhook()
    yield made
    made.server.shutdown()


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    calendar = Calendar()
    calendar.set(2025, 7, 10)
    with open_ledger(url, clock=calendar) as opened:
        yield opened


@pytest.fixture
def rules(tmp_path: Path, webhook: Webhook) -> Callable[[str], Rules]:
    def make(text: str, channel: str = "") -> Rules:
        path = tmp_path / "rules.toml"
        path.write_text(text + (channel or f'\n[channel.desk]\nwebhook = "{webhook.address}"\n'))
        return read_rules(path)

    return make


def begun(ledger: Ledger, rules: Rules) -> None:
    Alerts(ledger).begin(rule.name for rule in rules.rules)


def send(ledger: Ledger, rules: Rules) -> list[str]:
    """Raise and send; returns the titles of what was raised."""
    raised = raise_alerts(ledger, rules, NOW.timestamp())
    Courier(Alerts(ledger), rules.channels, TERMS, lambda _: None).send_due()
    return [alert.content["title"] for alert in raised]


def test_a_change_of_recognition_is_told_once_with_its_evidence(
    ledger: Ledger, rules: Callable[[str], Rules], webhook: Webhook
) -> None:
    chosen = rules(RECOGNITION)
    ledger.add(*said("recognise", "FJI", "XKX", "2025-07-01"))
    begun(ledger, chosen)
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03", publisher="A", address="https://a.example/1"))
    ledger.add(*said("visit", "RUS", "AFG", "2025-07-04"))
    assert send(ledger, chosen) == ["RUS toward AFG: recognition formal since 2025-07-03, before none"]
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03", words="AFG: RUS did recognise it.", publisher="B"))
    assert send(ledger, chosen) == []
    [body] = webhook.bodies
    assert (body["subject"], body["before"], body["state"]) == ("RUS/recognition/AFG/2025-07-03", "none", "formal")
    assert [(one["words"], one["address"]) for one in body["evidence"]] == [
        ("RUS recognise AFG on 2025-07-03 (asserted).", "https://a.example/1")
    ]
    assert webhook.headers[0]["Idempotency-Key"] == body["id"]


def test_a_better_date_is_no_news_but_a_change_back_is(ledger: Ledger, rules: Callable[[str], Rules]) -> None:
    chosen = rules(RECOGNITION)
    begun(ledger, chosen)
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03"))
    send(ledger, chosen)
    for number in range(2):
        ledger.add(*said("recognise", "RUS", "AFG", "2025-07-02", words=f"RUS did recognise AFG, {number}."))
    assert send(ledger, chosen) == []
    ledger.add(*said("withdraw-recognition", "RUS", "AFG", "2025-07-05"))
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-08", words="AFG again: RUS recognise."))
    assert sorted(send(ledger, chosen)) == [
        "RUS toward AFG: recognition formal since 2025-07-08, before withdrawn",
        "RUS toward AFG: recognition withdrawn since 2025-07-05, before formal",
    ]


def test_what_is_retracted_is_told_too(ledger: Ledger, rules: Callable[[str], Rules]) -> None:
    chosen = rules(RECOGNITION)
    begun(ledger, chosen)
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03"))
    send(ledger, chosen)
    retract(ledger, "RUS/recognition/AFG/2025-07-03", reason="wrong", by="me")
    assert send(ledger, chosen) == ["RUS toward AFG: no longer held that recognition was formal since 2025-07-03"]


def test_old_news_is_no_alert(ledger: Ledger, rules: Callable[[str], Rules]) -> None:
    chosen = rules(RECOGNITION + CENTRAL_ASIA)
    begun(ledger, chosen)
    ledger.add(*said("establish-relations", "RUS", "KAZ", "1992-10-22"))
    assert send(ledger, chosen) == []


def test_an_event_is_told_once_however_many_tell_of_it(ledger: Ledger, rules: Callable[[str], Rules]) -> None:
    chosen = rules(CENTRAL_ASIA)
    begun(ledger, chosen)
    ledger.add(*said("visit", "RUS", "KGZ", "2025-07-03", publisher="A"))
    ledger.add(*said("visit", "RUS", "FRA", "2025-07-03"))
    ledger.add(*said("visit", "KAZ", "RUS", "2025-07-04", status="planned"))
    ledger.add(*said("visit", "KAZ", "RUS", "2025-07-04", status="denied"))
    assert sorted(send(ledger, chosen)) == ["KAZ visit RUS (planned), 2025-07-04", "RUS visit KGZ, 2025-07-03"]
    ledger.add(*said("visit", "RUS", "KGZ", "2025-07-03", words="KGZ saw RUS come on a visit.", publisher="B"))
    assert send(ledger, chosen) == []


def test_an_event_that_must_have_two_sources_waits_for_the_second(
    ledger: Ledger, rules: Callable[[str], Rules], webhook: Webhook
) -> None:
    chosen = rules('[[rule]]\nname = "Attacks"\nacts = "attack"\nsources = 2\n')
    begun(ledger, chosen)
    ledger.add(*said("attack", "RUS", "UKR", "2025-07-03", publisher="A"))
    assert send(ledger, chosen) == []
    ledger.add(*said("attack", "RUS", "UKR", "2025-07-03", words="UKR was hit when RUS fired.", publisher="B"))
    assert send(ledger, chosen) == ["RUS attack UKR, 2025-07-03"]
    assert webhook.bodies[0]["sources"] == 2


def test_a_forecast_that_comes_to_be_likely_is_told_once(
    ledger: Ledger, rules: Callable[[str], Rules], webhook: Webhook
) -> None:
    chosen = rules('[[rule]]\nname = "Likely"\nacts = "recognise"\nwith = "AFG"\nprobability = 0.2\n')
    begun(ledger, chosen)
    for day, probability in enumerate((0.15, 0.25, 0.3, 0.1, 0.4), start=1):
        keep(ledger, [likely(day, probability)])
    assert send(ledger, chosen) == [
        "FJI recognise AFG by 2026-07-02: 25%, before 15%",
        "FJI recognise AFG by 2026-07-05: 40%, before 10%",
    ]
    assert send(ledger, chosen) == []
    assert [body["forecast"]["probability"] for body in webhook.bodies] == [0.25, 0.4]
    keep(ledger, [likely(6, 0.9, target="XKX")])
    assert send(ledger, chosen) == []


def likely(day: int, probability: float, target: str = "AFG") -> Forecast:
    reasons = (Reason("follows Russia", 2.0),)
    made = date(2025, 7, day)
    interval = (probability / 2, min(probability * 2, 1.0))
    return Forecast("FJI", "recognise", target, made, 365, probability, *interval, 0.05, True, reasons, "b", "m", "d")


def test_doubtful_reports_count_only_if_wanted(ledger: Ledger, rules: Callable[[str], Rules]) -> None:
    sure = rules('[[rule]]\nname = "Sure"\nacts = "attack"\n')
    any_ = rules('[[rule]]\nname = "Any"\nacts = "attack"\nuncertain = true\n')
    begun(ledger, sure)
    begun(ledger, any_)
    ledger.add(*said("attack", "RUS", "UKR", "2025-07-03", uncertain=True, confidence=0.2))
    assert (send(ledger, sure), len(send(ledger, any_))) == ([], 1)


def test_a_webhook_that_fails_is_tried_again_and_what_it_refuses_is_given_up(
    ledger: Ledger, rules: Callable[[str], Rules], webhook: Webhook
) -> None:
    chosen = rules(RECOGNITION)
    begun(ledger, chosen)
    webhook.answers = [503, 429]
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03"))
    for _ in range(3):
        send(ledger, chosen)
    assert len(webhook.bodies) == 1
    webhook.answers = [400]
    ledger.add(*said("recognise", "FJI", "AFG", "2025-07-04"))
    send(ledger, chosen)
    told = Alerts(ledger).sent().rows
    assert sorted((one.state, one.tries, one.problem) for one in told) == [
        ("failed", 1, f"{webhook.address} answered 400 Bad Request."),
        ("sent", 3, None),
    ]
    assert Alerts(ledger).retry(NOW.timestamp()) == 1
    send(ledger, chosen)
    assert len(webhook.bodies) == 2
    assert Alerts(ledger).counts() == {"waiting": 0, "sent": 2, "failed": 0}


def test_a_receiver_that_never_answers_is_given_up_in_the_end(ledger: Ledger, rules: Callable[[str], Rules]) -> None:
    chosen = rules(RECOGNITION, '\n[channel.desk]\nwebhook = "http://127.0.0.1:9/hook"\n')
    begun(ledger, chosen)
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03"))
    for _ in range(4):
        send(ledger, chosen)
    [one] = Alerts(ledger).sent(failed=True)
    assert (one.tries, one.problem) == (
        3,
        "http://127.0.0.1:9/hook could not be sent to: the server refused the connection.",
    )


def test_mail(ledger: Ledger, rules: Callable[[str], Rules]) -> None:
    with mail_server(refusals=1) as (address, box):
        channel = f'\n[channel.mail]\nsmtp = "{address}"\nfrom = "comity@example.org"\nto = ["desk@example.org"]\n'
        chosen = rules(RECOGNITION, channel)
        begun(ledger, chosen)
        ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03", title="Zürich talks", address="https://a.example/1"))
        send(ledger, chosen)
        send(ledger, chosen)
        send(ledger, chosen)
    [message] = box.messages
    assert message["Subject"].strip() == "Recognition: RUS toward AFG: recognition formal since 2025-07-03, before none"
    assert (message["From"], message["To"]) == ("comity@example.org", "desk@example.org")
    body = message.get_content()
    assert "“RUS recognise AFG on 2025-07-03 (asserted).”" in body
    assert "Zürich talks, https://a.example/1" in body
    assert [one.tries for one in Alerts(ledger).sent()] == [2]


def test_mail_that_some_recipients_cannot_have_goes_to_the_others_once(
    ledger: Ledger, rules: Callable[[str], Rules]
) -> None:
    with mail_server() as (address, box):
        to = '["desk@example.org", "gone@nowhere.example"]'
        chosen = rules(RECOGNITION, f'\n[channel.mail]\nsmtp = "{address}"\nfrom = "comity@example.org"\nto = {to}\n')
        begun(ledger, chosen)
        ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03"))
        send(ledger, chosen)
        send(ledger, chosen)
    assert len(box.messages) == 1
    [told] = Alerts(ledger).sent(failed=True)
    assert "refused gone@nowhere.example (550 No such mailbox); the other recipients have" in str(told.problem)


def test_a_feed_of_its_own(tmp_path: Path, ledger: Ledger, rules: Callable[[str], Rules]) -> None:
    path = tmp_path / "alerts.atom"
    chosen = rules(RECOGNITION, f'\n[channel.feed]\natom = "{path}"\n')
    begun(ledger, chosen)
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03", address="https://a.example/1?x=1&y=<2>"))
    send(ledger, chosen)
    ledger.add(*said("recognise", "FJI", "AFG", "2025-07-04", title="Bell \x07 & <b>"))
    send(ledger, chosen)
    parsed = feedparser.parse(path.read_bytes())
    assert not parsed.bozo
    assert sorted(entry.title for entry in parsed.entries) == [
        "FJI toward AFG: recognition formal since 2025-07-04, before none",
        "RUS toward AFG: recognition formal since 2025-07-03, before none",
    ]
    assert "https://a.example/1?x=1&y=<2>" in {entry.get("link") for entry in parsed.entries}
    assert all("recognise AFG" in entry.content[0].value for entry in parsed.entries)


def test_a_feed_that_cannot_be_written_now_is_written_later(
    tmp_path: Path, ledger: Ledger, rules: Callable[[str], Rules]
) -> None:
    folder = tmp_path / "www"
    folder.mkdir()
    chosen = rules(RECOGNITION, f'\n[channel.feed]\natom = "{folder}/alerts.atom"\n')
    begun(ledger, chosen)
    folder.rmdir()
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03"))
    send(ledger, chosen)
    assert [(one.state, one.tries) for one in Alerts(ledger).sent()] == [("waiting", 1)]
    folder.mkdir()
    send(ledger, chosen)
    assert [(one.state, one.tries) for one in Alerts(ledger).sent()] == [("sent", 2)]
    assert len(feedparser.parse((folder / "alerts.atom").read_bytes()).entries) == 1


def test_killed_before_it_noted_what_it_raised_a_rule_raises_it_again_and_once(
    ledger: Ledger, url: str, rules: Callable[[str], Rules]
) -> None:
    chosen = rules(RECOGNITION)
    begun(ledger, chosen)
    ledger.add(*said("recognise", "RUS", "AFG", "2025-07-03"))
    child = os.fork()
    if not child:
        with open_ledger(url) as theirs:
            alerts = Alerts(theirs)
            looked = alerts.since("Recognition", NOW.date().replace(month=1))
            assert looked is not None
            with theirs.noting():
                os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert len(send(ledger, chosen)) == 1
    assert send(ledger, chosen) == []


def test_a_watch_sends_what_it_finds(
    path: str, host: Callable[..., Host], webhook: Webhook, rules: Callable[[str], Rules]
) -> None:
    from tests.watch.watching import once

    site = host({"/1": gives(story(1))})
    site.plan["/feed"] = gives(rss([site.at("/1")]), RSS)
    chosen = rules('[[rule]]\nname = "Kosovo"\nactors = "Kosovo"\ndays = 100000\n')
    once(path, site.at("/feed"), rules=chosen)
    once(path, site.at("/feed"), rules=chosen)
    assert webhook.accepted() == ["FJI recognise XKX, on an unknown day"]
