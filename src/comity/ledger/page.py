"""Long answers a page at a time, from the latest on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from comity.errors import InputError

Row = TypeVar("Row")
Place = tuple[int, int]
"""Where a row stands in the order of an answer: its day and its number."""

END: Place = (2**31 - 1, 2**31 - 1)
"""After every row: where the first page begins."""

_CURSOR = re.compile(r"(\d{1,8})\.(\d{1,10})")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page; `after` asks for the next page, and is None on the last."""

    rows: tuple[Row, ...]
    after: str | None

    def __iter__(self) -> Iterator[Row]:
        """The rows, one by one."""
        return iter(self.rows)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)


def place_of(after: str | None) -> Place:
    """The place that `after`, as a page gave it, names; raises InputError for what no page gave."""
    if after is None:
        return END
    found = _CURSOR.fullmatch(after)
    place = (int(found[1]), int(found[2])) if found else END
    if found is None or place[1] > END[1]:
        raise InputError(f"{after!r} is no place to go on from; give what the page before says.")
    return place


def cursor(places: list[Place], limit: int) -> str | None:
    """What asks for the rows after these, None if fewer than `limit` were found and so none follow."""
    return "{}.{}".format(*places[-1]) if len(places) == limit else None
