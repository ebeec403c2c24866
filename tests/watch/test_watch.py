"""A watch against hosts that misbehave: every article once, and no limit passed."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from comity.errors import InputError, LedgerError
from comity.ledger import open_ledger
from comity.ledger.feeds import Feeds
from comity.watch.pace import Pace
from comity.watch.told import What
from tests.watch.watching import FAST, once, recorded, until
from tests.watch.web import (
    ROBOTS,
    RSS,
    Handler,
    Host,
    busy,
    gives,
    goes,
    hang,
    rss,
    story,
    tagged,
    too_close,
    truncated,
)  # fmt: skip

Make = Callable[..., Host]


def titles(url: str) -> list[str | None]:
    return [document.title for document in recorded(url)]


def articles(url: str) -> dict[str, int]:
    """How many articles are in which state; those in none are left out."""
    with open_ledger(url) as ledger:
        return {state: count for state, count in Feeds(ledger).counts().articles.items() if count}


def two_stories(host: Make, **feed: str) -> Host:
    made = host({"/1": gives(story(1)), "/2": gives(story(2))})
    made.plan["/feed"] = gives(rss([made.at("/1"), made.at("/2")]), RSS, **feed)
    return made


def test_articles_are_recorded_with_the_day_that_the_feed_states_where_its_publisher_is(path: str, host: Make) -> None:
    site = two_stories(host)
    log = once(path, site.at("/feed"))
    assert [(one.title, one.published) for one in recorded(path)] == [
        ("Story 1", date(2026, 3, 12)),
        ("Story 2", date(2026, 3, 12)),
    ]
    assert [one.count for one in log.of(What.RECORDED)] == [1, 1]


def test_one_fetch_an_article_across_runs_and_feeds(url: str, host: Make) -> None:
    site = two_stories(host)
    site.plan["/other"] = gives(rss([site.at("/1?utm_source=rss"), site.at("/2#top"), site.at("/1/")]), RSS)
    once(url, site.at("/feed"))
    log = once(url, site.at("/feed"), site.at("/other"))
    assert log.count(What.RECORDED) == 0
    assert [site.times(path) for path in ("/1", "/2", "/1?utm_source=rss", "/1/")] == [1, 1, 0, 0]


def test_an_article_under_two_addresses_is_recorded_once(url: str, host: Make) -> None:
    site = two_stories(host)
    site.plan |= {
        "/moved": goes(site.at("/1")),
        "/copy": gives(story(2)),
        "/elsewhere": goes("/new"),
        "/new": gives(story(3)),
    }
    links = [site.at(path) for path in ("/1", "/2", "/moved", "/copy", "/elsewhere", "/new")]
    site.plan["/feed"] = gives(rss(links), RSS)
    log = once(url, site.at("/feed"))
    assert titles(url) == ["Story 1", "Story 2", "Story 3"]
    assert log.count(What.SAME) == 3
    assert articles(url) == {"recorded": 3, "same": 3}


def test_a_feed_is_asked_only_for_what_is_new(path: str, host: Make) -> None:
    site = two_stories(host)
    site.plan["/feed"] = tagged(rss([site.at("/1")]), '"one"')
    once(path, site.at("/feed"))
    assert once(path, site.at("/feed")).count(What.FEED_UNCHANGED) == 1
    site.plan["/feed"] = tagged(rss([site.at("/1"), site.at("/2")]), '"two"')
    assert once(path, site.at("/feed")).count(What.RECORDED) == 1
    assert site.asked[-2].headers["If-None-Match"] == '"one"'


def test_tags_that_change_each_time_cost_no_second_fetch_of_an_article(path: str, host: Make) -> None:
    site = two_stories(host)
    site.plan["/feed"] = [tagged(rss([site.at("/1")]), f'"{n}"') for n in range(5)]
    log = until(lambda log: log.count(What.FEED_FETCHED) == 4, path, site.at("/feed"))
    assert log.count(What.FEED_UNCHANGED) == 0
    assert site.times("/1") == 1


def test_robots_txt_is_kept_to_and_asked_once(path: str, host: Make) -> None:
    rules = "User-agent: *\nDisallow: /2\nCrawl-delay: 0.3\n\nUser-agent: Other\nDisallow: /"
    site = two_stories(host)
    site.plan[ROBOTS] = gives(rules, "text/plain")
    log = once(path, site.at("/feed"))
    once(path, site.at("/feed"))
    assert titles(path) == ["Story 1"]
    assert [one.said for one in log.of(What.REFUSED)] == [
        f"{site.at('/2')} may not be fetched by programs, says the site's robots.txt."
    ]
    assert (site.times("/2"), site.times(ROBOTS)) == (0, 1)
    assert too_close(site.asked, 0.3) == []


def test_a_site_whose_rules_cannot_be_had_is_left_in_peace_until_they_can(path: str, host: Make) -> None:
    site = two_stories(host)
    site.plan[ROBOTS] = gives("broken", status=500)
    assert once(path, site.at("/feed")).count(What.FEED_FAILED) == 1
    assert {one.path for one in site.asked} == {ROBOTS}
    site.plan[ROBOTS] = gives("", "text/plain")
    until(lambda log: log.count(What.RECORDED) == 2, path, site.at("/feed"))


def test_rules_may_lie_at_another_host(path: str, host: Make) -> None:
    site, other = two_stories(host), host({ROBOTS: gives("User-agent: *\nDisallow: /1", "text/plain")})
    site.plan[ROBOTS] = goes(other.at(ROBOTS))
    once(path, site.at("/feed"))
    assert titles(path) == ["Story 2"]


def test_large_rules_are_read_as_far_as_the_standard_wants(path: str, host: Make) -> None:
    site = two_stories(host)
    site.plan[ROBOTS] = gives("User-agent: *\nDisallow: /1\n" + "# much\n" * 100_000, "text/plain")
    once(path, site.at("/feed"))
    assert titles(path) == ["Story 2"]


def in_two_seconds(handler: Handler) -> None:
    later = datetime.now(UTC) + timedelta(seconds=2)
    busy(format_datetime(later, usegmt=True), 503)(handler)


@pytest.mark.parametrize(("answer", "seconds"), [(busy(1, 429), 1.0), (in_two_seconds, 1.0)], ids=["429", "503"])
def test_a_busy_host_is_left_in_peace_for_as_long_as_it_says(
    url: str, host: Make, answer: object, seconds: float
) -> None:
    site = two_stories(host)
    site.plan["/1"] = [answer, gives(story(1))]  # type: ignore[list-item]
    once(url, site.at("/feed"))
    until(lambda log: log.count(What.RECORDED, What.SAME) == 2, url, site.at("/feed"))
    [told] = [one for one in site.asked if one.status in (429, 503)]
    assert all(one.began >= told.began + seconds for one in site.asked if one.began > told.began)
    assert sorted(filter(None, titles(url))) == ["Story 1", "Story 2"]


@pytest.mark.parametrize(
    "fault",
    [hang, Handler.reset, truncated(story(1)), gives("broken", status=500), gives("soon", status=404), busy(None)],
    ids=["hang", "reset", "truncated", "500", "404", "503"],
)
def test_what_fails_is_tried_again_until_it_is_there(path: str, host: Make, fault: object) -> None:
    site = two_stories(host)
    site.plan["/1"] = [fault, fault, gives(story(1))]  # type: ignore[list-item]
    log = until(lambda log: log.count(What.RECORDED) == 2, path, site.at("/feed"), seconds=0.3)
    assert log.count(What.POSTPONED) == 2
    assert sorted(filter(None, titles(path))) == ["Story 1", "Story 2"]
    assert (site.times("/1"), site.times("/2")) == (3, 1)


def test_an_article_that_never_comes_is_given_up_by_name(path: str, host: Make) -> None:
    site = two_stories(host)
    site.plan["/1"] = gives("no", status=404)
    pace = Pace(every=0.5, apart=0, first=0.01, longest=0.02, tries=4)
    log = until(lambda log: log.count(What.LOST) == 1, path, site.at("/feed"), pace=pace)
    assert site.times("/1") == 4
    assert log.of(What.LOST)[0].said == f"{site.at('/1')} answered 404 Not Found."


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (goes("/1"), "redirects in a circle."),
        (goes("ftp://example.org/"), "which is not a web address."),
        (gives(b"%PDF-1.7", "application/pdf"), "is a PDF, not a page of text."),
        (gives(b"%PDF-1.7"), "is a PDF, not text."),
        (gives("<html><body><script>draw()</script></body></html>"), "without readable text."),
        (gives("La ciudad espera la decisión del gobierno. " * 20, "text/plain"), "only English is read"),
        (gives("word " * 100_000, "text/plain"), "is larger than the 200,000 bytes"),
        (gives("no", status=403), "answered 403 Forbidden."),
    ],
    ids=["circle", "ftp", "pdf", "hidden pdf", "empty", "Spanish", "large", "403"],
)  # fmt: skip
def test_what_cannot_be_read_is_not_asked_for_again(path: str, host: Make, answer: object, said: str) -> None:
    site = two_stories(host)
    site.plan["/1"] = answer  # type: ignore[assignment]
    log = once(path, site.at("/feed"))
    [told] = log.of(What.UNREAD)
    assert told.said and said in told.said
    asked = site.times("/1")
    once(path, site.at("/feed"))
    assert (site.times("/1"), titles(path)) == (asked, ["Story 2"])


def test_gone_is_gone(url: str, host: Make) -> None:
    site, gone = two_stories(host), host({"/feed": gives("", status=410)})
    site.plan["/1"] = gives("", status=410)
    log = once(url, site.at("/feed"), gone.at("/feed"))
    assert (log.count(What.REFUSED), log.count(What.FEED_GONE)) == (1, 1)
    once(url)
    assert gone.times("/feed") == 1
    with open_ledger(url) as ledger:
        assert Feeds(ledger).counts().feeds == {"followed": 1, "failing": 0, "gone": 1}


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes_and_asked_for_in_full_again(path: str, host: Make) -> None:
    site = two_stories(host)
    whole = rss([site.at("/1"), site.at("/2")])
    cut = whole[: whole.index("<item><title>Item 1")]
    site.plan["/feed"] = [gives(cut, RSS, ETag='"one"'), tagged(whole, '"one"')]
    once(path, site.at("/feed"))
    assert titles(path) == ["Story 1"]
    once(path, site.at("/feed"))
    assert titles(path) == ["Story 1", "Story 2"]


@pytest.mark.parametrize(
    "content", [b"", b"<html><body>Hello</body></html>", b"\0\1\2", b'{"version": 1}', b'{"items": [', b"[" * 100_000]
)
def test_what_is_no_feed_fails_and_is_asked_less_and_less(path: str, host: Make, content: bytes) -> None:
    site = host({"/feed": gives(content)})
    log = until(lambda log: log.count(What.FEED_FAILED) == 2, path, site.at("/feed"))
    assert [one.count for one in log.told if one.what is What.FEED_FAILED] == [1, 2]


def test_a_huge_feed_is_refused_and_the_others_go_on(path: str, host: Make) -> None:
    site, huge = two_stories(host), host({"/feed": gives(rss(["http://x/1"]) + " " * 6_000_000, RSS)})
    log = once(path, huge.at("/feed"), site.at("/feed"))
    assert [one.where for one in log.of(What.FEED_FAILED)] == [huge.at("/feed")]
    assert log.count(What.RECORDED) == 2


def test_gdelt_s_list_leads_to_articles_through_its_file_of_events(path: str, host: Make) -> None:
    site, gdelt = two_stories(host), host()
    rows = ["\t".join(["1"] * 60 + [site.at(f"/{number}")]) for number in (1, 2, 2)]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("20250703120000.export.CSV", "\n".join(rows))
    data = packed.getvalue()
    export = "/20250703120000.export.CSV.zip"
    line = f"{len(data)} {hashlib.md5(data).hexdigest()} {gdelt.at(export)}\n"
    gdelt.plan["/lastupdate.txt"] = gives(line, "text/plain")
    gdelt.plan[export] = [truncated("PK" * 50), gives(data, "application/zip")]
    assert once(path, gdelt.at("/lastupdate.txt")).count(What.FEED_FAILED) == 1
    until(lambda log: log.count(What.RECORDED) == 2, path, gdelt.at("/lastupdate.txt"))
    assert titles(path) == ["Story 1", "Story 2"]


def test_character_sets(path: str, host: Make) -> None:
    site = host()
    page = story("à la carte", "The café in Malmö was shut, said Fiji’s minister of trade on Tuesday.", *["More."] * 3)
    site.plan["/1"] = gives(page.encode("cp1252"), "text/html; charset=utf-8")
    feed = rss([site.at("/1")], title="Café").replace("UTF-8", "iso-8859-1")
    site.plan["/feed"] = gives(feed.encode("cp1252"), "application/rss+xml; charset=utf-8")
    log = once(path, site.at("/feed"))
    assert log.of(What.FEED_FETCHED)[0].said == "Café"
    assert "The café in Malmö was shut, said Fiji’s minister" in recorded(path)[0].text


def test_a_dead_host_holds_nobody_up_and_is_found_again(path: str, host: Make) -> None:
    site, dead = two_stories(host), host()
    dead.close()
    log = once(path, dead.at("/feed"), site.at("/feed"))
    assert log.count(What.RECORDED) == 2
    assert "refused the connection" in str(log.of(What.FEED_FAILED)[0].said)


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400)], ids=["forward", "back"])
def test_a_clock_that_is_set_neither_stops_nor_hurries_the_watch(path: str, host: Make, jump: timedelta) -> None:
    site = two_stories(host)
    site.plan[ROBOTS] = gives("User-agent: *\nCrawl-delay: 0.1", "text/plain")
    moved = timedelta()

    def clock() -> datetime:
        return datetime.now(UTC) + moved

    once(path, site.at("/feed"), clock=clock)
    moved = jump
    log = until(lambda log: log.count(What.FEED_FETCHED) == 3, path, site.at("/feed"), clock=clock)
    assert log.count(What.RECORDED) == 0
    assert too_close(site.asked, 0.1) == []
    fetched = [one.began for one in site.asked if one.path == "/feed"][1:]
    assert all(two - one >= 0.9 * FAST.every for one, two in pairwise(fetched))


def test_a_clock_that_is_set_while_the_watch_goes_on(path: str, host: Make) -> None:
    site = two_stories(host)
    looks = iter(range(10_000))

    def clock() -> datetime:
        """Every look at it finds another year."""
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=365 * (next(looks) % 7))

    log = until(lambda log: log.count(What.FEED_FETCHED) == 4, path, site.at("/feed"), clock=clock)
    assert log.count(What.RECORDED) == 2
    fetched = [one.began for one in site.asked if one.path == "/feed"]
    assert all(two - one >= 0.9 * FAST.every for one, two in pairwise(fetched))


def test_a_second_watch_of_a_ledger_is_refused(url: str, host: Make) -> None:
    site = two_stories(host)
    with open_ledger(url) as ledger, ledger.alone("watch"), pytest.raises(LedgerError, match="busy with the watch"):
        once(url, site.at("/feed"))
    assert once(url, site.at("/feed")).count(What.RECORDED) == 2


def test_nothing_to_follow(path: str) -> None:
    with pytest.raises(InputError, match="There is no feed to follow"):
        once(path)
