"""How soon the pages are seen, and how much they weigh: Chromium loads each from a server on the same machine.

python -m benchmarks.page     prints bytes and milliseconds to the first paint, the best and the middle of RUNS loads
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from benchmarks.serving import example_ledger, serving

PAGES = ("/", "/read", "/search?q=Kosovo", "/review", "/XKX", "/FJI/XKX", "/outlook", "/sign-in")
RUNS = 7
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def main() -> None:
    """Print a line for each page."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ledger = example_ledger(Path(folder) / "ledger.sqlite")
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=sandbox, timeout=180_000)
        with serving(ledger, "only for the benchmark") as address:
            print(f"{'page':40} {'bytes':>9} {'best ms':>8} {'middle':>8}")
            for path in PAGES:
                weigh(browser, address, path)
        browser.close()


def weigh(browser: Browser, address: str, path: str) -> None:
    """Print what `path` weighs, uncompressed, and when something of it is seen; each load has an empty cache."""
    paints = []
    size = 0
    for _ in range(RUNS):
        page = browser.new_page()
        response = page.goto(address + path)
        page.wait_for_function(f"{_PAINT} > 0")
        paints.append(page.evaluate(_PAINT))
        size = len(response.body()) if response else 0
        page.close()
    print(f"{path:40} {size:9,} {min(paints):8.0f} {median(paints):8.0f}")


if __name__ == "__main__":
    main()
