"""What a process takes with all that it started: memory, and seconds of processors."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Taken:
    """Bytes of memory that all have now, and the seconds of processors that they have used so far.

    Memory is what they have to themselves and their share of what several have (PSS), so that nothing counts twice.
    """

    memory: int
    processor: float


def taken(process: int) -> Taken:
    """What the process and all that descend from it take."""
    members = _family(process)
    return Taken(sum(map(_memory, members)), sum(map(_seconds, members)))


def all_seconds() -> float:
    """The seconds that all processors of the machine have worked so far, for whomever."""
    fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    idle = sum(map(int, fields[3:5]))
    return (sum(map(int, fields[:8])) - idle) / _TICKS


def _family(process: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for number in (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()):
        parents.setdefault(_parent(number), []).append(number)
    found = [process]
    for member in found:
        found += parents.get(member, [])
    return found


def _parent(process: int) -> int:
    fields = _stat(process)
    return int(fields[1]) if fields else 0


def _seconds(process: int) -> float:
    """Its own seconds and those of the children that it has seen end."""
    return sum(map(int, _stat(process)[11:15])) / _TICKS


def _stat(process: int) -> list[str]:
    """The fields of /proc/PID/stat from the third on; none if the process is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _memory(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
