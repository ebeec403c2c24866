"""Finding documents by their words: an index of SQLite or of PostgreSQL, which keeps itself up to date."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, column, table, text

from comity.errors import InputError
from comity.ledger.schema import DOCUMENT

MOST_WORDS = 30
"""Words that can be asked for at once."""

_INDEX = table("document_words", column("rowid"), column("document_words"))

_SQLITE = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS document_words USING fts5(
        title, publisher, text, content='document', content_rowid='seq', tokenize='porter unicode61 remove_diacritics 2'
    )""",
    """CREATE TRIGGER IF NOT EXISTS document_words_added AFTER INSERT ON document BEGIN
        INSERT INTO document_words (rowid, title, publisher, text)
        VALUES (new.seq, new.title, new.publisher, new.text);
    END""",
    "INSERT INTO document_words (document_words) VALUES ('rebuild')",
)
_SQLITE_CHANGED = """CREATE TRIGGER document_words_changed AFTER UPDATE OF text ON document BEGIN
    INSERT INTO document_words (document_words, rowid, title, publisher, text)
    VALUES ('delete', old.seq, old.title, old.publisher, old.text);
    INSERT INTO document_words (rowid, title, publisher, text)
    VALUES (new.seq, new.title, new.publisher, new.text);
END"""
# PostgreSQL's index has no room for the words of a whole book: those of the first 250,000 characters are found.
_VECTOR = (
    "to_tsvector('english', coalesce(title, '') || ' ' || coalesce(publisher, '') || ' ' || substr(text, 1, 250000))"
)
_POSTGRESQL = (f"CREATE INDEX IF NOT EXISTS document_words ON document USING gin ({_VECTOR})",)


def put_off(connection: Connection) -> None:
    """Let documents be recorded without the index, which `lay` makes whole again."""
    trigger, index = "DROP TRIGGER document_words_added", "DROP INDEX document_words"
    connection.exec_driver_sql(trigger if connection.dialect.name == "sqlite" else index)


def is_put_off(connection: Connection) -> bool:
    """Whether documents are recorded without the index."""
    trigger = "SELECT 1 FROM sqlite_master WHERE name = 'document_words_added'"
    index = "SELECT 1 WHERE to_regclass('document_words') IS NOT NULL"
    found = connection.exec_driver_sql(trigger if connection.dialect.name == "sqlite" else index)
    return found.first() is None


def lay(connection: Connection) -> None:
    """Lay the index, over the documents that there are."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.exec_driver_sql(statement)


def follow_changes(connection: Connection) -> None:
    """Let the index follow a text that is cut; PostgreSQL's does so by itself."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_SQLITE_CHANGED)


def with_words(query: Select[Any], words: str, dialect: str, before: int) -> Select[Any]:
    """`query` for documents that hold all of `words`, whatever their endings, and have a number below `before`.

    Raises InputError for more than MOST_WORDS.
    """
    asked = words.replace("\0", " ").split()
    if len(asked) > MOST_WORDS:
        raise InputError(f"Documents are found by {MOST_WORDS} words at most; give fewer.")
    if dialect == "sqlite":
        found = query.join_from(_INDEX, DOCUMENT, _INDEX.c.rowid == DOCUMENT.c.seq)
        # The index goes through its rows in their order only if it is told so itself.
        return found.where(_INDEX.c.document_words.match(_quoted(asked)), _INDEX.c.rowid < before).order_by(
            _INDEX.c.rowid.desc()
        )
    matches = text(f"{_VECTOR} @@ plainto_tsquery('english', :words)").bindparams(words=" ".join(asked))
    return query.where(matches).order_by(DOCUMENT.c.seq.desc())


def _quoted(words: list[str]) -> str:
    """The question to SQLite's index: quoted, a word is only a word, whatever signs it holds."""
    return " ".join(f'"{word.replace(chr(34), "")}"' for word in words)
