"""What CAMEO codes and PLOVER's events and modes mean as acts; the tables are `data/cameo.csv` and `data/plover.csv`.

The tables follow the codebook's own: an act is given only where the code means one and no other. CAMEO 050 and 161 ask
for no single act; 043 (host a visit) stands beside the visitor's 042 and would count the visit twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from comity.archives.tables import rows

_CODE = re.compile(r"[0-9]{2,4}[0-9a-z]?")


@dataclass(frozen=True, slots=True)
class Meaning:
    """An act, empty where the code determines none, with PLOVER's event and mode, empty where there is none."""

    act: str = ""
    plover: str = ""
    mode: str = ""


@lru_cache(maxsize=4096)
def of_cameo(code: str) -> Meaning:
    """The meaning of a CAMEO code: that of the longest beginning of it that the table has."""
    table = _cameo()
    return next((table[code[:end]] for end in range(len(code), 1, -1) if code[:end] in table), Meaning())


@lru_cache(maxsize=4096)
def of_plover(event: str, mode: str) -> Meaning:
    """The meaning of PLOVER's event and mode: what is said of the two, else of the event whatever the mode."""
    table = _plover()
    return Meaning(table.get((event, mode)) or table.get((event, ""), ""), event, mode)


@lru_cache(maxsize=4096)
def cameo(text: str) -> str | None:
    """The CAMEO code that `text` gives, with the zero that it lost if it was read as a number; None if it is none.

    The roots are 01 to 20 and every other code has three digits or more, so a missing zero can be told: 57 is 057,
    and 841 is 0841, because no code begins with 84.
    """
    code = text.strip().removesuffix(".0")
    if not _CODE.fullmatch(code):
        return None
    return "0" + code if len(code) == 2 or not 1 <= int(code[:2]) <= 20 else code


@cache
def _cameo() -> dict[str, Meaning]:
    return {row["code"]: Meaning(row["act"], row["plover"], row["mode"]) for row in rows("cameo")}


@cache
def _plover() -> dict[tuple[str, str], str]:
    return {(row["plover"], row["mode"]): row["act"] for row in rows("plover")}
