"""The tables of a ledger, alike on SQLite and PostgreSQL.

Rows are added and closed, never changed. `known_from` and `known_until` are numbers of entries: a row is known from
the entry that wrote it until the entry that closed it. Days are numbers such as 20250703, which sort and read well;
0 is an unknown day. Codes, acts and other recurring words are kept once in `word` and meant by their number.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text

METADATA = MetaData()

STEP = Table(
    "step",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("applied_at", Text, nullable=False),
)
"""The migrations applied, by name."""

ENTRY = Table(
    "entry",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("by", Text),
    Column("reason", Text),
    Column("subject", Text),
    Column("digest", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index("entry_at", "at"),
    Index("entry_kind", "kind", "seq"),
)
"""What was done to the ledger: one row a transaction, each holding the hash of the one before in its own.

`subject` is the id of what the entry is about, `digest` the hash of all rows that it wrote and closed.
"""

WORD = Table(
    "word",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False, unique=True),
)

DOCUMENT = Table(
    "document",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("address", Text, index=True),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Text),
    Column("text", Text, nullable=False),
    Column("known_from", Integer, nullable=False),
    Column("known_until", Integer),
)

REPORT = Table(
    "report",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, index=True),
    Column("document", Integer, ForeignKey("document.seq"), nullable=False, index=True),
    Column("act", Integer, nullable=False),
    Column("status", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("date", Text),
    Column("phrase_start", Integer),
    Column("phrase_end", Integer),
    Column("note", Integer),
    Column("trigger_start", Integer, nullable=False),
    Column("trigger_end", Integer, nullable=False),
    Column("evidence_start", Integer, nullable=False),
    Column("evidence_end", Integer, nullable=False),
    Column("contexts", Integer),
    Column("according_to", Text),
    Column("confidence", Float, nullable=False),
    Column("uncertain", Integer, nullable=False),
    Column("reader", Integer, nullable=False),
    Column("checksum", BigInteger, nullable=False),
    Column("known_from", Integer, nullable=False),
    Column("known_until", Integer),
)
"""Reports as read. `source`, `target` and `according_to` are mentions as JSON lists: start, end, codes, sector, score,
reason. `date` is cut to its precision. `checksum` is the start of the SHA-256 of the whole report."""

CLAIM = Table(
    "claim",
    METADATA,
    Column("source", Integer, primary_key=True, autoincrement=False),
    Column("target", Integer, primary_key=True, autoincrement=False),
    Column("first", Integer, primary_key=True, autoincrement=False),
    Column("report", Integer, ForeignKey("report.seq"), primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    Column("act", Integer, nullable=False),
    Column("status", Integer, nullable=False),
    Column("kind", Integer),
    Column("uncertain", Integer, nullable=False),
    Column("known_from", Integer, nullable=False),
    Column("known_until", Integer),
    Index("claim_target", "target", "act", "first"),
    sqlite_with_rowid=False,
)
"""One report's word on one pair of actors, to find reports by: it happened between the days `first` and `last`.

`kind` tells missions, sanctions and treaties apart. A reciprocal act stands once, its pair in the order of the codes.
"""

STANDING = Table(
    "standing",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("source", Integer, nullable=False),
    Column("target", Integer, nullable=False),
    Column("dimension", Integer, nullable=False),
    Column("kind", Integer, nullable=False),
    Column("state", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("start_latest", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("end_latest", Integer, nullable=False),
    Column("act", Integer, nullable=False),
    Column("alternative", Integer, nullable=False),
    Column("supports", Integer, nullable=False),
    Column("opposes", Integer, nullable=False),
    Column("known_from", Integer, nullable=False),
    Column("known_until", Integer),
)
"""What the rules made of the claims: a state from the day `start` until the day `end`, exclusive.

The days from `start` to `start_latest` are those on which it can have begun, and so with the end. `alternative` is the
state that the opposing reports give, '' if there are none; `supports` and `opposes` count the reports.
"""

INDEXES_STANDING = (
    Index("standing_between", STANDING.c.source, STANDING.c.target, STANDING.c.end, STANDING.c.start),
    Index("standing_from", STANDING.c.source, STANDING.c.dimension, STANDING.c.end, STANDING.c.start),
    Index("standing_toward", STANDING.c.target, STANDING.c.dimension, STANDING.c.end, STANDING.c.start),
)
"""They hold the days, so that of a long history only the rows that hold on a day are looked at."""

CONTENT = tuple(column for column in STANDING.c if column.name not in ("seq", "known_from", "known_until"))
"""The columns that say what a standing is."""

SEARCHED = (
    Index("claim_day", CLAIM.c.first, CLAIM.c.report),
    Index("claim_act", CLAIM.c.act, CLAIM.c.first, CLAIM.c.report),
    Index("document_publisher", DOCUMENT.c.publisher, DOCUMENT.c.seq),
)
"""Indexes that a search needs."""

BY_SIDE = (
    Index("claim_source_day", CLAIM.c.source, CLAIM.c.first, CLAIM.c.report),
    Index("claim_target_day", CLAIM.c.target, CLAIM.c.first, CLAIM.c.report),
)
"""Indexes that give the latest of one actor without a look at all that it ever did."""

INDEX_UNCERTAIN = Index(
    "claim_uncertain",
    CLAIM.c.act,
    CLAIM.c.report,
    sqlite_where=(CLAIM.c.uncertain == 1) & CLAIM.c.known_until.is_(None),
    postgresql_where=(CLAIM.c.uncertain == 1) & CLAIM.c.known_until.is_(None),
)
INDEX_UNDATED = Index(
    "claim_undated",
    CLAIM.c.act,
    CLAIM.c.report,
    sqlite_where=(CLAIM.c.first == 0) & CLAIM.c.known_until.is_(None),
    postgresql_where=(CLAIM.c.first == 0) & CLAIM.c.known_until.is_(None),
)
INDEX_STANDING_CLOSED = Index(
    "standing_closed",
    STANDING.c.known_until,
    sqlite_where=STANDING.c.known_until.is_not(None),
    postgresql_where=STANDING.c.known_until.is_not(None),
)
INDEX_CLOSED = Index(
    "report_closed",
    REPORT.c.known_until,
    sqlite_where=REPORT.c.known_until.is_not(None),
    postgresql_where=REPORT.c.known_until.is_not(None),
)
