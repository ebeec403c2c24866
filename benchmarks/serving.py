"""A real server over a ledger of examples, for whoever looks at the pages: tests, pictures and measurements."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM = (sys.executable, "-c", "from comity.faces.cli import main; main()")
ARTICLE = Path(__file__).parents[1] / "examples/recognition.txt"
PUBLISHED = "2026-03-12"


def comity(*arguments: str | Path) -> str:
    """What the command prints."""
    command = [*PROGRAM, *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def example_ledger(path: Path) -> Path:
    """A ledger at `path` with the list of recognitions and the example article."""
    comity("init", "--with-reference", "--ledger", path)
    comity("add", ARTICLE, "--published", PUBLISHED, "--ledger", path)
    return path


@contextmanager
def serving(ledger: Path, token: str) -> Iterator[str]:
    """The address at which `comity serve` answers from `ledger`; writing takes `token`."""
    command = [*PROGRAM, "serve", "--port", "0", "--ledger", ledger.name]
    environment = {**os.environ, "COMITY_TOKEN": token, "PYTHONUNBUFFERED": "1", "COLUMNS": "200"}
    with subprocess.Popen(command, cwd=ledger.parent, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            found = re.search(r"http://[^ ]+(?=/ )", process.stdout.readline())
            assert found, "the server did not say where it answers"
            yield found[0]
        finally:
            process.terminate()
