"""What a page says of its day of publication, and what only looks like it."""

from __future__ import annotations

import io
from datetime import date

import pytest

from comity.read.source import read_source
from comity.settings import Settings
from tests.read.pages import page


def published(settings: Settings, **parts: str) -> date | None:
    return read_source("-", settings, stdin=io.BytesIO(page(**parts).encode())).published


JSON_LD = '<script type="application/ld+json">{"@type": "NewsArticle", %s}</script>'


@pytest.mark.parametrize(
    ("part", "markup"),
    [
        ("head", '<meta property="article:published_time" content="2025-07-04T10:00:00Z">'),
        (
            "head",
            '<meta property="article:modified_time" content="2025-07-06T10:00:00Z">'
            '<meta property="article:published_time" content="2025-07-04T10:00:00Z">',
        ),
        ("head", JSON_LD % '"dateModified": "2025-07-06", "datePublished": "2025-07-04T09:00:00+02:00"'),
        ("head", '<meta name="DC.date.issued" content="2025-07-04">'),
        ("head", '<meta name="pubdate" content="20250704">'),
        ("head", '<meta itemprop="datePublished" content="2025-07-04">'),
        ("head", '<meta name="date" content="4 July 2025">'),
        ("byline", "<time datetime='2025-07-04T08:00'>yesterday</time>"),
        ("byline", "<time itemprop='datePublished'>Jul 4, 2025</time>"),
        ("byline", "<span class='date'>4 July 2025</span>"),
        ("byline", "<p class='entry-date'>Published on Friday 4 July 2025</p>"),
    ],
)
def test_said(part: str, markup: str, settings: Settings) -> None:
    assert published(settings, **{part: markup}) == date(2025, 7, 4)


@pytest.mark.parametrize(
    ("part", "markup"),
    [
        ("foot", "&copy; 2019 The Courier."),
        ("foot", "<time datetime='2020-02-02'>2 February 2020</time>"),
        ("foot", "<span class='date'>2 February 2020</span>"),
        ("head", '<meta http-equiv="last-modified" content="Fri, 04 Jul 2025 10:00:00 GMT">'),
        ("head", '<meta property="article:modified_time" content="2025-07-06T10:00:00Z">'),
        ("head", '<meta property="og:updated_time" content="2025-07-06">'),
        ("head", '<meta name="copyright" content="2019">'),
        ("head", '<meta name="date" content="2019">'),
        ("head", '<meta name="date" content="2019-05">'),
        ("head", '<meta name="date" content="04/07/2025">'),
        ("head", '<meta name="date" content="2025-02-30">'),
        ("head", JSON_LD % '"dateModified": "2025-07-06"'),
        ("head", JSON_LD % '"datePublished": "2019"'),
        ("head", JSON_LD % '"datePublished": "2019-05"'),
        ("byline", "<p class='date'>July 2019</p>"),
        ("byline", "<p class='date'>July 4</p>"),
        ("byline", "<img src='/pictures/2019/03/04/kabul.jpg'>"),
        ("byline", "<p class='last-update-date'>Updated 6 July 2025</p>"),
        ("byline", "<div class='comments'><p class='comment-date'>6 July 2025</p></div>"),
        ("byline", "<p>On 5 May 2020 the two had met in Doha, and on 2021-08-15 Kabul fell.</p>"),
    ],
)
def test_not_said(part: str, markup: str, settings: Settings) -> None:
    assert published(settings, **{part: markup}) is None
