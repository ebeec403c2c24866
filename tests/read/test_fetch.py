from __future__ import annotations

import asyncio
import re
import socket
import time
from dataclasses import replace
from datetime import date
from http.server import ThreadingHTTPServer

import pytest

from comity.errors import FetchError, LanguageError, ReadError
from comity.read.fetch import fetch
from comity.read.source import read_source
from comity.settings import Settings
from tests.read.pages import ARTICLE, TEXT


@pytest.mark.parametrize("path", ["/plain", "/untyped", "/gzip", "/moved", "/cookie"])
def test_plain_text(at: str, path: str, settings: Settings) -> None:
    assert read_source(at + path, settings).text == TEXT


def test_page(at: str, settings: Settings) -> None:
    document = read_source(f"{at}/article", settings)
    assert all(paragraph in document.text for paragraph in ARTICLE)
    assert "Sport" not in document.text
    assert "rights reserved" not in document.text
    assert (document.title, document.publisher) == ("Moscow recognises Kabul", "The Courier")
    assert document.address == f"{at}/article"
    assert document.published is None


def test_the_day_in_an_address_and_the_one_given(at: str, settings: Settings) -> None:
    address = f"{at}/2025/07/04/article"
    assert read_source(address, settings).published == date(2025, 7, 4)
    assert read_source(address, settings, published=date(2025, 7, 5)).published == date(2025, 7, 5)


def test_a_redirect_gives_the_address_it_ends_at(at: str, settings: Settings) -> None:
    assert fetch(f"{at}/moved", settings).address == f"{at}/plain"


@pytest.mark.parametrize("path", ["/latin-1", "/latin-1-by-meta"])
def test_latin_1_means_what_browsers_take_it_for(at: str, path: str, settings: Settings) -> None:
    text = read_source(at + path, settings).text
    assert "The café in Malmö was shut." in text
    assert "Afghanistan’s" in text


@pytest.mark.parametrize("path", ["/utf-16", "/utf-16-by-header", "/wrongly-declared", "/unknown-charset"])
def test_character_sets(at: str, path: str, settings: Settings) -> None:
    assert "called the decision “brave”" in read_source(at + path, settings).text


def test_a_chinese_page_is_decoded_and_refused_by_name(at: str, settings: Settings) -> None:
    with pytest.raises(LanguageError, match=r"^The text looks Chinese and only English is read; use --force"):
        read_source(f"{at}/gb2312", settings)
    assert "俄罗斯周四成为第一个承认" in read_source(f"{at}/gb2312", settings, force=True).text


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/missing", "answered 404 Not Found."),
        ("/broken", "answered 503 Service Unavailable."),
        ("/nowhere", "answered 302 Found."),
        ("/circle", "redirects in a circle."),
        ("/hop/0", "redirects more than 10 times."),
        ("/to-ftp", "leads to ftp://example.org/page, which is not a web address."),
        ("/pdf", "is a PDF, not a page of text."),
        ("/image", "is image/png, not a page of text."),
        ("/broken-gzip", "answered with broken compression."),
        ("/flood", "is larger than the 100,000 bytes that are fetched at most."),
        ("/bomb", "is larger than the 100,000 bytes that are fetched at most."),
    ],
)
def test_failures_in_one_sentence(at: str, path: str, message: str, settings: Settings) -> None:
    with pytest.raises(FetchError, match=f"^{re.escape(f'{at}{path} {message}')}$"):
        read_source(at + path, settings)


@pytest.mark.parametrize("path", ["/silent", "/drip", "/drip-headers"])
def test_the_time_limit_is_one_on_everything(at: str, path: str, settings: Settings) -> None:
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"did not answer in full within 0.6 seconds\.$"):
        read_source(at + path, replace(settings, fetch_seconds=0.6))
    assert time.monotonic() - began < 10


def test_a_pdf_that_calls_itself_a_page(at: str, settings: Settings) -> None:
    with pytest.raises(ReadError, match=r"/hidden-pdf is a PDF, not text\.$"):
        read_source(f"{at}/hidden-pdf", settings)


def test_a_page_of_scripts_only(at: str, settings: Settings) -> None:
    with pytest.raises(ReadError, match=r"/empty-page is a page without readable text\.$"):
        read_source(f"{at}/empty-page", settings)


def test_a_server_that_refuses(at: str, settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match=r"could not be fetched: the server refused the connection\.$"):
        read_source(f"http://127.0.0.1:{port}/", settings)


def test_a_name_that_no_server_has(at: str, settings: Settings) -> None:
    with pytest.raises(FetchError, match=r"could not be fetched: no server of that name is known\.$"):
        read_source("http://nothing.invalid/", settings)


@pytest.mark.parametrize("address", ["http://", "http://[::1", "https://exa mple.org:x/"])
def test_addresses_that_are_none(at: str, address: str, settings: Settings) -> None:
    with pytest.raises(FetchError, match=r"is not an address that can be fetched\.$"):
        read_source(address, settings)


def test_the_reader_says_who_it_is(at: str, web: ThreadingHTTPServer, settings: Settings) -> None:
    fetch(f"{at}/plain", settings)
    agent = web.seen[-1]["User-Agent"]  # type: ignore[attr-defined]
    assert re.fullmatch(r"Comity/\d+\.\d+\.\d+ \(\+https://pypi\.org/project/comity/\)", agent)


def test_fetching_where_a_loop_runs_already(at: str, settings: Settings) -> None:
    async def notebook() -> str:
        return read_source(f"{at}/plain", settings).text

    assert asyncio.run(notebook()) == TEXT
