"""The most memory that `comity code` holds, in one process, over the held-out tenth of the corpus.

    python -m benchmarks.memory

What the system counts as resident, libraries and model included.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from training.corpus import part_of, rows

PROGRAM = Path(sys.executable).with_name("comity")
LAUNCHER = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""A small process of its own starts the program: Linux counts as a child's what its parent held when it started it."""


def main() -> None:
    """Measure and print."""
    print(f"{measure() / 1e6:.0f} MB")


def measure() -> int:
    """Bytes at the highest."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.jsonl"
        chosen = (row for row in rows() if part_of(row["text"]) == "heldout")
        texts = [{"text": row["text"], "published": row["published"]} for row in chosen]
        corpus.write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
        command = [str(PROGRAM), "code", str(corpus), "--workers", "1", "--output", str(Path(folder) / "coded.jsonl")]
        launched = subprocess.run([sys.executable, "-c", LAUNCHER, *command], check=True, capture_output=True)
    return int(launched.stdout) * 1024  # Linux counts in KiB


if __name__ == "__main__":
    main()
