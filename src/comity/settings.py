"""What can be set from outside, read once and passed on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_path

from comity.errors import InputError

THRESHOLD = 0.5
"""The confidence below which a report is kept for review and not for standing."""
PACKAGED_READER = "packaged"
"""The name of the reader whose model comes with the package."""


def default_ledger() -> Path:
    """The ledger in the user's data directory."""
    return user_data_path("comity") / "ledger.sqlite"


def default_archive() -> Path:
    """The archive in the user's data directory."""
    return user_data_path("comity") / "archive"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run.

    `ledger` is a path or a database URL, `archive` the folder of others' coded events. `threshold` is the confidence
    below which a report is uncertain. `reader` is "packaged" or "openai:MODEL", the latter at `base_url` and with
    `api_key` if it wants one. `fetch_seconds` and `fetch_bytes` bound the fetching of one address, `text_bytes` a
    file's size. `fetch_inside` lets addresses of this machine and its network be fetched, as a user may but not others.
    """

    ledger: str
    threshold: float = THRESHOLD
    reader: str = PACKAGED_READER
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    fetch_seconds: float = 20.0
    fetch_bytes: int = 10_000_000
    text_bytes: int = 10_000_000
    fetch_inside: bool = True
    archive: Path = field(default_factory=default_archive)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Settings from the variables COMITY_LEDGER, _ARCHIVE, _THRESHOLD, _READER, _BASE_URL and _API_KEY.

        What is not set has its default; OPENAI_API_KEY serves where COMITY_API_KEY is not set. Raises InputError for a
        value that cannot be used.
        """
        return cls(
            ledger=environment.get("COMITY_LEDGER") or str(default_ledger()),
            archive=Path(environment.get("COMITY_ARCHIVE") or default_archive()),
            threshold=_probability(environment, "COMITY_THRESHOLD", THRESHOLD),
            reader=environment.get("COMITY_READER") or PACKAGED_READER,
            base_url=environment.get("COMITY_BASE_URL"),
            api_key=environment.get("COMITY_API_KEY") or environment.get("OPENAI_API_KEY"),
        )


def _probability(environment: Mapping[str, str], name: str, default: float) -> float:
    text = environment.get(name)
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise InputError(f"{name} is {text!r}; set it to a number from 0 to 1, or unset it.")
    return value
