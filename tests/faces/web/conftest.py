"""A served ledger, and a Chromium to look at it with.

The browser is Debian's package `chromium`; `make test` installs it where it may, and says so where it may not.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect, sync_playwright

from benchmarks.serving import comity, example_ledger, serving

TOKEN = "a token that only the tests know"
PATIENCE_MS = 60_000


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the reference list of recognitions and the example article."""
    return example_ledger(tmp_path_factory.mktemp("web") / "ledger.sqlite")


@pytest.fixture(scope="session")
def served(ledger: Path) -> Iterator[str]:
    """A server that is only read."""
    with serving(ledger, TOKEN) as address:
        yield address


@pytest.fixture
def writable(ledger: Path, tmp_path: Path) -> Iterator[str]:
    """A server over a ledger of its own, for a test that writes."""
    own = tmp_path / "own.sqlite"
    shutil.copy(ledger, own)
    with serving(own, TOKEN) as address:
        yield address


@pytest.fixture
def settled(ledger: Path, tmp_path: Path) -> Iterator[str]:
    """A server over a ledger that kept forecasts of long ago and settled them."""
    own = tmp_path / "settled.sqlite"
    shutil.copy(ledger, own)
    ask = ("outlook", "--act", "recognise", "--target", "XKX", "--on", "2010-01-01", "--keep", "--format", "csv")
    comity(*ask, "--ledger", own)
    comity("outlook", "resolve", "--ledger", own)
    with serving(own, TOKEN) as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, without its sandbox where root runs it; closed after these tests, as it keeps a loop running."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "These tests need Chromium; install it (on Debian: apt-get install chromium)."
    with sync_playwright() as playwright:
        arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "/dev/null"}
        found = playwright.chromium.launch(
            executable_path=path, args=arguments, timeout=3 * PATIENCE_MS, env=dict(environment)
        )
        expect.set_options(timeout=PATIENCE_MS)
        yield found
        found.close()


def is_complaint(said: ConsoleMessage) -> bool:
    """Whether the browser found fault with a page; that a status says the request was wrong is none."""
    return said.type in ("error", "warning") and "status of 4" not in said.text


@contextmanager
def opened(browser: Browser, **options: object) -> Iterator[BrowserContext]:
    """A browser of its own, in which any complaint and any request elsewhere fails the test.

    Nothing moves in it: a colour that is just changing has another contrast than that which is read.
    """
    context = browser.new_context(reduced_motion="reduce", **options)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    complaints: list[str] = []
    context.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("request", lambda asked: complaints.append(asked.url) if "//127.0.0.1" not in asked.url else None)
    yield context
    context.close()
    assert not complaints


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a laptop's size."""
    with opened(browser, viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page 360 pixels wide, in the dark."""
    with opened(browser, viewport={"width": 360, "height": 740}, color_scheme="dark") as context:
        yield context.new_page()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page without JavaScript."""
    with opened(browser, java_script_enabled=False) as context:
        yield context.new_page()


def reported(page: Page, act: str) -> Locator:
    """The report beside an article that is of an act, in words."""
    return page.locator(".report").filter(has=page.locator(".says", has_text=act))


def sign_in(page: Page, address: str, then: str = "/") -> None:
    """Give the token, and go on to `then`."""
    page.goto(f"{address}/sign-in?next={then}")
    page.get_by_label("Token").fill(TOKEN)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}{then}")
