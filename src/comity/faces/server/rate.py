"""How many requests a client may make: a bucket of permits that fills up again by the minute."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

CLIENTS = 10_000
"""Clients that are remembered; the one seen longest ago is forgotten first."""


class Rate:
    """So many permits a minute for each client; None permits everything."""

    def __init__(self, a_minute: int | None, clock: Callable[[], float] = monotonic) -> None:
        """Permit `a_minute`, all of which may be taken at once; `clock` gives seconds."""
        self.a_minute = a_minute
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def left(self, client: str) -> float:
        """The permits that `client` has now."""
        if self.a_minute is None:
            return float("inf")
        permits, at = self._buckets.get(client, (float(self.a_minute), 0.0))
        return min(self.a_minute, permits + (self._clock() - at) * self.a_minute / 60)

    def take(self, client: str) -> bool:
        """Take one permit of `client`; False if it has none."""
        if self.a_minute is None:
            return True
        left = self.left(client)
        allowed = left >= 1
        self._buckets[client] = (left - allowed, self._clock())
        self._buckets.move_to_end(client)
        if len(self._buckets) > CLIENTS:
            self._buckets.popitem(last=False)
        return allowed

    def wait(self) -> int:
        """Seconds until the next permit, at least one."""
        return max(1, round(60 / self.a_minute)) if self.a_minute else 1
