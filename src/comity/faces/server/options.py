"""How Comity is served."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

PORT = 8321
"""The port that `comity serve` takes unless another is named."""

UPLOAD_BYTES = 2_000_000
"""The size of a request's body at most: some hundred articles' worth of text."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Requests that one client may make in a minute, None for any number.

    `asking` counts them all, `reading` those that have a text read, `guessing` those with a wrong token.
    """

    asking: int | None = None
    reading: int | None = 60
    guessing: int | None = 10


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve: `token` opens writing, and reading too unless `open_reading`.

    `hosts` are the names by which a browser may call the server, any name if there are none: a page elsewhere whose
    name was made to point here (DNS rebinding) calls by another. `upload_bytes` bounds the body of a request.
    """

    LOOPBACK: ClassVar = frozenset({"127.0.0.1", "localhost", "::1"})

    token: str = field(repr=False)
    open_reading: bool = True
    hosts: frozenset[str] = LOOPBACK
    upload_bytes: int = UPLOAD_BYTES
    rates: Rates = Rates()
