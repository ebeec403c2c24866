"""What a watch tells of its work, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What happened to the watch, a feed, an article or an alert."""

    STARTED = "started"
    FEED_FETCHED = "feed fetched"
    FEED_UNCHANGED = "feed unchanged"
    FEED_FAILED = "feed failed"
    FEED_GONE = "feed gone"
    RECORDED = "recorded"
    SAME = "same as recorded"
    REFUSED = "refused"
    UNREAD = "unread"
    POSTPONED = "postponed"
    LOST = "lost"
    ALERT = "alert"
    SENT = "sent"
    UNSENT = "unsent"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing: `where` is an address, of the ledger when the watch starts, or of where an alert is sent.

    `count` is how many articles wait at the start, are new in a feed, how many reports an article has, or how often
    something was tried. `said` is a title, what an alert says, or what went wrong.
    """

    what: What
    where: str
    count: int = 0
    said: str | None = None


Tell = Callable[[Told], None]
