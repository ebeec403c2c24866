"""The time now, passed in wherever it matters, so that nothing reads the wall clock behind one's back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment in UTC, with its zone."""
    return datetime.now(UTC)
