"""The program in a process of its own, as a user runs it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("comity")
ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "recognition.txt"
CORPUS = ROOT / "examples" / "corpus.jsonl"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """An environment with nothing of the user's own: the ledger lies in `folder`."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "SYSTEMROOT") if name in os.environ}
    return {**kept, "HOME": str(folder), "COMITY_LEDGER": str(folder / "ledger.sqlite"), "LANG": "C.UTF-8", **more}


def comity(
    folder: Path, *arguments: str | Path, stdin: bytes = b"", more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program in `folder`, its output piped."""
    done = subprocess.run(
        [PROGRAM, *arguments],
        cwd=folder,
        env=environment(folder, **(more or {})),
        input=stdin,
        capture_output=True,
        timeout=600,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def on_terminal(folder: Path, *arguments: str | Path, columns: int = 100) -> str:
    """What the program prints where its output is a terminal of so many columns; it must succeed."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM, *arguments],
        cwd=folder,
        env=environment(folder, TERM="xterm-256color", COLUMNS=str(columns)),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    said = bytearray()
    try:
        while part := os.read(ours, 65536):
            said += part
    except OSError:  # Linux's way of saying that the other end is closed
        pass
    finally:
        os.close(ours)
    assert process.wait(timeout=600) == 0, said.decode()
    return said.decode().replace("\r\n", "\n")


def check_sentence(done: subprocess.CompletedProcess[str], status: int, *words: str) -> None:
    """Assert that the program left with `status` and one sentence on standard error that holds `words`."""
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (status, "", 1), (done.returncode, done.stdout, done.stderr)
    assert lines[0].startswith("comity: ") and lines[0][-1] in ".?"
    for word in words:
        assert word in lines[0]
