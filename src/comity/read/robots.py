"""What a site's robots.txt lets this program do, as the standard for it (RFC 9309) reads it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from comity.read.visit import AGENT

if TYPE_CHECKING:
    from protego import Protego

MOST_BYTES = 512_000
"""What is read of a file at most; the standard asks for at least 500 kibibytes."""

MOST_REDIRECTS = 5
"""Redirects that are followed to a file, to other hosts too; as many as the standard asks for."""


@dataclass(frozen=True)
class Robots:
    """The rules of one site; a `text` of None is a site that has none, so that everything may be fetched."""

    text: str | None = None

    @classmethod
    def of(cls, data: bytes) -> Robots:
        """The rules that a file states."""
        return cls(data.decode("utf-8", "replace").replace("\0", ""))

    def let(self, address: str) -> bool:
        """Whether `address` of this site may be fetched."""
        return self.text is None or bool(self._rules.can_fetch(address, AGENT))

    @property
    def delay(self) -> float:
        """The seconds that the site wants between two requests; 0 if it does not say."""
        return 0.0 if self.text is None else max(float(self._rules.crawl_delay(AGENT) or 0.0), 0.0)

    @cached_property
    def _rules(self) -> Protego:
        from protego import Protego

        return Protego.parse(self.text or "")
