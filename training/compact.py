"""Turn passages labelled in a compact notation into corpus rows (JSON Lines).

A case is a block of lines; blocks are separated by lines of three dashes:

    @ 2025-07-04
    Russia on Thursday became the first country to recognise the Taliban government.
    A: Russia=RUS; the Taliban government=AFG
    E: recognise asserted | Russia > the Taliban government | recognise | Thursday | diplomatic |

The text may take several lines (joined by newlines). Actors: `mention=CODE[+CODE...][/SECTOR]`, sector GOV unless
given. An event: act, status | source mentions; ... > target mentions; ... | trigger | when | contexts | according to,
with `-` for an empty side and trailing fields left out at will.

    python -m training.compact FILE.txt... > FILE.jsonl
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any


def parse(block: str) -> dict[str, Any]:
    """One block as a corpus row; raises ValueError that says which line is wrong."""
    published, text, actors, events = None, [], [], []
    for line in block.strip().splitlines():
        if line.startswith("@ "):
            published = line[2:].strip()
        elif line.startswith("A:"):
            actors += [_actor(part) for part in line[2:].split(";") if part.strip()]
        elif line.startswith("E:"):
            events.append(_event(line[2:]))
        else:
            text.append(line.rstrip())
    return {"text": "\n".join(text).strip(), "published": published, "actors": actors, "events": events}


def _actor(part: str) -> dict[str, Any]:
    mention, separator, rest = part.rpartition("=")
    if not separator:
        raise ValueError(f"actor without code: {part!r}")
    codes, _, sector = rest.strip().partition("/")
    return {"mention": mention.strip(), "codes": codes.split("+"), "sector": sector or "GOV"}


def _event(line: str) -> dict[str, Any]:
    fields = [field.strip() for field in line.split("|")]
    if len(fields) < 3:
        raise ValueError(f"event with fewer than three fields: {line!r}")
    fields += [""] * (6 - len(fields))
    head, sides, trigger, when, contexts, according_to = fields[:6]
    act, _, status = head.partition(" ")
    source, separator, target = sides.partition(">")
    if not separator:
        raise ValueError(f"event without '>' between its sides: {line!r}")
    return {
        "act": act,
        "status": status.strip(),
        "source": _side(source),
        "target": _side(target),
        "trigger": trigger,
        "when": None if when in ("", "-") else when,
        "contexts": [] if contexts == "-" else contexts.replace(",", " ").split(),
        "according_to": None if according_to in ("", "-") else according_to,
    }


def _side(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip() not in ("", "-")]


def main(paths: list[str]) -> None:
    """Print the cases of the files as JSON Lines; faults go to standard error with file and block."""
    for path in paths:
        for number, block in enumerate(re.split(r"(?m)^---\s*$", Path(path).read_text(encoding="utf-8")), 1):
            if not block.strip():
                continue
            try:
                print(json.dumps(parse(block), ensure_ascii=False))
            except ValueError as error:
                print(f"{path}: block {number}: {error}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
