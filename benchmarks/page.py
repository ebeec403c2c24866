"""How soon the pages are seen, and how much they weigh: Chromium loads each from a server on the same machine.

python -m benchmarks.page     prints bytes and milliseconds to the first paint, the best and the middle of RUNS loads

Bytes are uncompressed, with all that a page loads on the first visit: styles and scripts, which are cached then. Exits
1 if a page is beyond a limit.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Response, sync_playwright

from benchmarks.serving import example_ledger, serving

PAGES = (
    "/",
    "/read",
    "/search?q=Kosovo",
    "/review",
    "/XKX",
    "/FJI/XKX",
    "/why/BDI/recognition/XKX/2018-02-15",
    "/outlook?target=XKX&on=2015-01-01",
    "/outlook/IND/XKX?on=2020-01-01",
    "/sign-in",
)
LIMITS = {"bytes": 400_000, "milliseconds": 1_000}
RUNS = 7
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def main() -> None:
    """Print a line for each page."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ledger = example_ledger(Path(folder) / "ledger.sqlite")
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=sandbox, timeout=180_000)
        with serving(ledger, "only for the benchmark") as address:
            print(f"{'page':40} {'bytes':>9} {'with all':>9} {'best ms':>8} {'middle':>8}")
            kept = [weigh(browser, address, path) for path in PAGES]
        browser.close()
    sys.exit(not all(kept))


def weigh(browser: Browser, address: str, path: str) -> bool:
    """Print what `path` weighs and when something of it is seen, with an empty cache; whether both are kept."""
    paints = []
    for _ in range(RUNS):
        page = browser.new_page()
        loaded: list[Response] = []
        page.on("response", loaded.append)
        page.goto(address + path, wait_until="networkidle")
        page.wait_for_function(f"{_PAINT} > 0")
        paints.append(page.evaluate(_PAINT))
        sizes = [len(one.body()) for one in loaded]
        page.close()
    print(f"{path:40} {sizes[0]:9,} {sum(sizes):9,} {min(paints):8.0f} {median(paints):8.0f}", flush=True)
    return sum(sizes) <= LIMITS["bytes"] and median(paints) <= LIMITS["milliseconds"]


if __name__ == "__main__":
    main()
