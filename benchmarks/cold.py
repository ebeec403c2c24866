"""How long `comity read` takes from a cold start, on the example article.

python benchmarks/cold.py     prints seconds, each run a process of its own; exits 1 if the median is above the limit
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.executable).with_name("comity")
COMMANDS = {
    "comity --help": (["--help"], 0.3),
    "comity read": (["read", ROOT / "examples" / "recognition.txt", "--published", "2026-03-12"], 2.0),
}
"""What is timed, and the seconds that its median may take."""

RUNS = 7


def main() -> None:
    """Time each command and print its first run, which finds nothing in the system's cache, and the others."""
    slow = False
    for name, (arguments, limit) in COMMANDS.items():
        seconds = [timed(arguments) for _ in range(RUNS)]
        median = statistics.median(seconds)
        slow |= median > limit
        print(f"{name:16} first {seconds[0]:.2f} s, median {median:.2f} s, best {min(seconds):.2f} s, limit {limit} s")
    sys.exit(slow)


def timed(arguments: list[str | Path]) -> float:
    """The seconds that one run of the program takes."""
    start = time.perf_counter()
    subprocess.run([PROGRAM, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
