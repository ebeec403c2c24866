"""Feeds of every kind, sound and not, and what their addresses come down to."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from comity.errors import InputError, ReadError
from comity.read.addresses import host_of, key_of, site_of, web_address
from comity.read.feeds import Feed, Item, read_feed
from comity.read.gdelt import COLUMNS, Export, export_of, read_export
from comity.read.opml import sources
from comity.read.robots import Robots
from comity.read.visit import seconds_to

AT = "https://example.org/news/feed"


def test_rss() -> None:
    feed = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>A &amp; B</title>
        <item><title>One</title><link>https://example.org/1</link></item>
        <item><title>Two</title><guid isPermaLink="true">https://example.org/2</guid></item>
        <item><title>Three</title><link>/3#part</link></item>
        <item><title>Once more</title><link>https://example.org/1</link></item>
        <item><title>Nowhere</title></item>
        <item><title>No web</title><link>mailto:a@example.org</link></item>
        </channel></rss>"""
    found = read_feed(feed, AT)
    assert (found.title, found.whole) == ("A & B", True)
    assert [(item.address, item.title) for item in found.items] == [
        ("https://example.org/1", "One"),
        ("https://example.org/2", "Two"),
        ("https://example.org/3", "Three"),
    ]


def test_the_day_is_that_of_the_publisher() -> None:
    """In UTC this was the day after, and “on Thursday” would mean another one."""
    feed = b"""<rss version="2.0"><channel><item><link>https://example.org/1</link>
        <pubDate>Thu, 03 Jul 2025 23:30:00 -0500</pubDate></item></channel></rss>"""
    assert read_feed(feed, AT).items == (Item("https://example.org/1", None, date(2025, 7, 3)),)


def test_atom_with_a_base_and_another_character_set() -> None:
    feed = """<?xml version="1.0" encoding="iso-8859-1"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.org/b/">
        <title>Café</title><entry><title>One</title><link rel="self" href="https://a.org/self"/>
        <link rel="alternate" href="one"/><updated>2025-07-04T22:00:00Z</updated>
        <published>2025-07-02T22:00:00+09:00</published></entry></feed>""".encode("latin-1")
    assert read_feed(feed, AT) == Feed("Café", (Item("https://a.org/b/one", "One", date(2025, 7, 2)),))


def test_json_feed() -> None:
    items = [
        {"id": "1", "url": "https://a.org/1", "title": "One", "date_published": "2025-07-03T10:00:00Z"},
        {"id": "2", "external_url": "https://b.org/2", "date_published": "yesterday"},
        {"id": "3"},
    ]
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": items}).encode()
    assert read_feed(b"\xef\xbb\xbf" + feed, AT) == Feed(
        "J", (Item("https://a.org/1", "One", date(2025, 7, 3)), Item("https://b.org/2"))
    )


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    feed = b"<rss version='2.0'><channel><item><link>https://a.org/1</link></item><item><link>https://a.o"
    found = read_feed(feed, AT)
    assert not found.whole
    assert found.items[0].address == "https://a.org/1"


def test_a_feed_opens_no_file_and_grows_no_bomb() -> None:
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdef", "bcdefg", strict=True))
    feed = f"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">{entities}
        <!ENTITY file SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&file;&g;</title>
        <item><link>https://a.org/1</link></item></channel></rss>"""
    found = read_feed(feed.encode(), AT)
    assert len(found.title or "") < 1_000
    assert "root" not in (found.title or "")


@pytest.mark.parametrize("data", [b"", b"<html><p>Hi</p></html>", b"\0\1", b"{}", b'{"version": "1"}', b"{" * 9_999])
def test_what_is_no_feed(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^https://example.org/news/feed is .*\.$"):
        read_feed(data, AT)


def packed(rows: list[str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("20250703120000.export.CSV", "\n".join(rows))
    return file.getvalue()


def row(address: str) -> str:
    return "\t".join(["1"] * (COLUMNS - 1) + [address])


def test_gdelt_s_list_names_the_file_of_events() -> None:
    base = "http://data.gdeltproject.org/gdeltv2/20250703120000"
    kinds = {"a": "export.CSV", "b": "mentions.CSV", "c": "gkg.csv"}
    lines = "".join(f"100 {sign * 32} {base}.{kind}.zip\n" for sign, kind in kinds.items())
    assert export_of(lines.encode()) == Export(f"{base}.export.CSV.zip", "a" * 32)
    assert export_of(b"<rss></rss>") is None


def test_gdelt_s_events_name_their_articles() -> None:
    rows = [row("https://a.org/1"), row("https://b.org/2"), row("https://a.org/1"), row("BBC Monitoring"), "1\t2"]
    data = packed(rows)
    export = Export("http://x/1.export.CSV.zip", hashlib.md5(data).hexdigest())
    assert [item.address for item in read_export(data, export).items] == ["https://a.org/1", "https://b.org/2"]


def test_a_file_of_gdelt_s_that_is_broken_or_another() -> None:
    with pytest.raises(ReadError, match="its digest differs"):
        read_export(b"anything", Export("http://x/", "a" * 32))
    for data in (b"no archive", packed([])[:40]):
        with pytest.raises(ReadError, match="is not a ZIP archive"):
            read_export(data, Export("http://x/", hashlib.md5(data).hexdigest()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "http://www.example.org/a/#top"),
        ("https://example.org/a?id=3&x=1", "https://m.example.org/a?utm_source=rss&x=1&fbclid=7&id=3"),
        ("https://EXAMPLE.org:443/a", "https://example.org/a"),
        ("https://example.org", "http://example.org/"),
    ],
)
def test_addresses_of_one_article(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a?id=3", "https://example.org/a?id=4"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://news.example.org/a", "https://example.org/a"),
        ("http://127.0.0.1:80/a", "http://127.0.0.1:81/a"),
        ("https://m.co/a", "https://co/a"),
    ],
)
def test_addresses_of_two(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_hosts() -> None:
    assert [host_of(f"{address}/x") for address in ("https://a.org:443", "http://a.org:8080", "http://[::1]")] == [
        "a.org",
        "a.org:8080",
        "::1",
    ]
    assert site_of("https://www.example.org/a") == site_of("https://m.example.org/b") == "example.org"


@pytest.mark.parametrize(
    "link", [None, "", "mailto:x@y", "javascript:void(0)", "http://", "http://a b/", "https://a:x/"]
)
def test_links_that_lead_nowhere(link: str | None) -> None:
    assert web_address(link, "mailto:base") is None


def test_opml(tmp_path: Path) -> None:
    path = tmp_path / "sources.opml"
    path.write_text(
        """<opml version="2.0"><body><outline text="World"><outline text="One" xmlUrl="https://a.org/1"/></outline>
        <outline title="Two" text="2" type="rss" xmlUrl="https://a.org/2"/><outline text="none"/></body></opml>"""
    )
    assert sources([str(path), "https://a.org/3", "https://a.org/1"]) == {
        "https://a.org/1": "One",
        "https://a.org/2": "Two",
        "https://a.org/3": None,
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "is no web address, and as a file cannot be read: No such file or directory."),
        ("<opml>", "is not an OPML file: "),
        ("<opml><body/></opml>", "names no feed: an OPML file has an outline with xmlUrl for each."),
        ('<opml><outline xmlUrl="feed:x"/></opml>', "feed:x is not a web address of a feed."),
        ('<!DOCTYPE o [<!ENTITY e SYSTEM "file:///etc/passwd">]><opml>&e;</opml>', "names no feed"),
    ],
)
def test_opml_that_is_none(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "sources.opml"
    if content is not None:
        path.write_text(content)
    with pytest.raises(InputError) as caught:
        sources([str(path)])
    assert said in str(caught.value)


def test_an_address_that_is_none() -> None:
    with pytest.raises(InputError, match=r"^ftp://a\.org/x is not a web address of a feed\.$"):
        sources(["ftp://a.org/x"])


def test_robots() -> None:
    rules = b"User-agent: *\nDisallow: /a*.html$\nAllow: /\nCrawl-delay: 2.5\n\nUser-agent: comity\nDisallow: /b\n"
    own = Robots.of(rules)
    assert [own.let(f"https://x{path}") for path in ("/a1.html", "/b", "/c")] == [True, False, True]
    others = Robots.of(rules.replace(b"comity", b"other"))
    assert [others.let(f"https://x{path}") for path in ("/a1.html", "/b", "/c")] == [False, True, True]
    assert (own.delay, others.delay, Robots().delay) == (0.0, 2.5, 0.0)
    assert Robots().let("https://x/")
    assert Robots.of(b"\xff\xfe\0garbage").let("https://x/")


def test_retry_after() -> None:
    now = datetime(2025, 7, 3, 12, tzinfo=UTC)
    headers = ("120", " 0 ", "Thu, 03 Jul 2025 12:01:00 GMT", "Thu, 03 Jul 2025 11:00:00 GMT", "-1", "soon", None)
    assert [seconds_to(header, now) for header in headers] == [120.0, 0.0, 60.0, 0.0, None, None, None]
