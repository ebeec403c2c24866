"""The tables of what is watched: feeds, the articles that they name, and the hosts that are asked.

They say how far the watch has come and are no knowledge of the world: their rows change, and no entry tells of it.
Times are seconds since 1970 in UTC.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, MetaData, Table, Text

METADATA = MetaData()

FEED = Table(
    "feed",
    METADATA,
    Column("address", Text, primary_key=True),
    Column("title", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("due", Float, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("problem", Text),
    Column("fetched", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
)
"""A feed that is or was followed. `failures` counts those since it last answered; `fetched`, `unchanged` and `failed`
count its answers for good. `gone` is 1 for one that said it will never come back (410)."""

ARTICLE = Table(
    "article",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("feed", Text),
    Column("published", Text),
    Column("state", Text, nullable=False),
    Column("due", Float, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("problem", Text),
    Column("document", Text),
    Column("words", Text),
    Column("found", Float, nullable=False),
    Column("ended", Float),
    Index("article_state", "state", "due"),
    Index("article_words", "words"),
)
"""An article by what its address comes down to. `published` is the day that the feed states. `words` is the hash of
its site and text. `document` is the id under which it was recorded, or that of the one it is the same as."""

HOST = Table(
    "host",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("robots", Text),
    Column("known_until", Float, nullable=False),
    Column("rests_until", Float, nullable=False),
    Column("failures", Integer, nullable=False),
)
"""A host: its robots.txt, NULL if it has none, and until when that is known; until when it is left in peace."""
