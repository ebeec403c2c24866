"""Make the pictures of the pages that the docs show: a ledger is laid and served, and Chromium looks at it.

`make screenshots` runs this. What is shown is the example article and the list of recognitions that ships with Comity.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.serving import example_ledger, serving

HERE = Path(__file__).parent
SIZE = {"width": 1200, "height": 780}


def main() -> None:
    """Take the pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ledger = example_ledger(Path(folder) / "ledger.sqlite")
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=sandbox, timeout=180_000)
        with serving(ledger, "only for the pictures") as address:
            for scheme in ("light", "dark"):
                take(browser.new_page(viewport=SIZE, color_scheme=scheme), address, scheme)
        browser.close()


def take(page: Page, address: str, scheme: str) -> None:
    """The article and the map in the light, the pair in the dark."""
    if scheme == "dark":
        page.goto(f"{address}/BDI/XKX?on=2016-01-01")
        shoot(page, "pair")
        return
    page.goto(f"{address}/search?q=Vakatawa")
    page.locator("a[href^='/documents/']").first.click()
    page.locator("#r11").hover()
    shoot(page, "article")
    page.goto(f"{address}/XKX?on=2019-12-31")
    shoot(page, "map")


def shoot(page: Page, name: str) -> None:
    """Keep what the page shows."""
    page.wait_for_load_state("networkidle")
    path = HERE / f"page-{name}.png"
    page.screenshot(path=path)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
