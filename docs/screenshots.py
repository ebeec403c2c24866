"""Make the pictures of the pages that the docs show: a ledger is laid and served, and Chromium looks at it.

`make screenshots` runs this. What is shown is the example article and the list of recognitions that ships with Comity.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
ARTICLE = HERE.parent / "examples/recognition.txt"
PROGRAM = (sys.executable, "-c", "from comity.faces.cli import main; main()")
TOKEN = "only for the pictures"
SIZE = {"width": 1200, "height": 780}


def main() -> None:
    """Take the pictures."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as address, sync_playwright() as playwright:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=sandbox, timeout=180_000)
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport=SIZE, color_scheme=scheme)
            take(page, address, scheme)
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


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a server over a ledger in `folder`."""
    ledger = ("--ledger", "ledger.sqlite")
    run = {"check": True, "cwd": folder, "stdout": subprocess.DEVNULL}
    subprocess.run([*PROGRAM, "init", "--with-reference", *ledger], **run)
    subprocess.run([*PROGRAM, "add", str(ARTICLE), "--published", "2026-03-12", *ledger], **run)
    environment = {**os.environ, "COMITY_TOKEN": TOKEN, "PYTHONUNBUFFERED": "1", "COLUMNS": "200"}
    command = [*PROGRAM, "serve", "--port", "0", *ledger]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://[^ ]+(?=/ )", process.stdout.readline())
        assert found
        yield found[0]
        process.terminate()


if __name__ == "__main__":
    main()
