"""What this server did, counted for Prometheus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Counts:
    """Requests that were answered, by method and status, and the seconds that they took."""

    def __init__(self) -> None:
        """Nothing was answered yet."""
        self._requests: Counter[tuple[str, int]] = Counter()
        self._seconds = 0.0

    def add(self, method: str, status: int, seconds: float) -> None:
        """Count one request; methods are bounded by what HTTP knows, whatever clients invent."""
        self._requests[(method if method in _METHODS else "OTHER", status)] += 1
        self._seconds += seconds

    def told(self) -> str:
        """The counters in the text format of Prometheus."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield "# HELP comity_requests_total Requests answered."
        yield "# TYPE comity_requests_total counter"
        for (method, status), count in sorted(self._requests.items()):
            yield f'comity_requests_total{{method="{method}",status="{status}"}} {count}'
        yield "# HELP comity_request_seconds_total Seconds that they took."
        yield "# TYPE comity_request_seconds_total counter"
        yield f"comity_request_seconds_total {self._seconds:.3f}"
