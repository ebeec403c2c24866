"""Identifiers: the hash of canonical JSON, so that the same content has the same id everywhere."""

from __future__ import annotations

import hashlib

import orjson

ID_LENGTH = 32
"""Hexadecimal digits kept of the SHA-256: 128 bits, ample against accidental collision."""


def canonical_json(value: object) -> str:
    """`value` as JSON with sorted keys, no spaces and no escapes, so that equal values give equal text."""
    return canonical_bytes(value).decode()


def canonical_bytes(value: object) -> bytes:
    """`canonical_json` in UTF-8."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def content_id(kind: str, value: object) -> str:
    """The id of `value` among things of `kind`: 32 hexadecimal digits.

    Parts are hashed as JSON and never joined by a character that they may hold.
    """
    return hashlib.sha256(canonical_bytes([kind, value])).hexdigest()[:ID_LENGTH]
