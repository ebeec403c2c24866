"""Identifiers: the hash of canonical JSON, so that the same content has the same id everywhere."""

from __future__ import annotations

import hashlib
import json

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

ID_LENGTH = 32
"""Hexadecimal digits kept of the SHA-256: 128 bits, ample against accidental collision."""


def canonical_json(value: object) -> str:
    """`value` as JSON with sorted keys, no spaces and no escapes, so that equal values give equal text."""
    return _ENCODER.encode(value)


def content_id(kind: str, value: object) -> str:
    """The id of `value` among things of `kind`: 32 hexadecimal digits.

    Parts are hashed as JSON and never joined by a character that they may hold.
    """
    text = canonical_json([kind, value])
    return hashlib.sha256(text.encode()).hexdigest()[:ID_LENGTH]
