"""What the database says when it fails, told in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from comity.errors import LedgerError, LedgerFormatError

_SENTENCES = {
    "database or disk is full": "The disk of the ledger {name} is full; nothing of this was recorded, free some space.",
    "no space left on device": "The disk of the ledger {name} is full; nothing of this was recorded, free some space.",
    "could not extend file": "The disk of the ledger {name} is full; nothing of this was recorded, free some space.",
    "disk i/o error": "The disk of the ledger {name} failed to read or write; nothing of this was recorded.",
    "readonly database": "The ledger {name} is read-only; nothing of this was recorded, make the file writable.",
    "read-only transaction": "The ledger {name} is read-only; nothing of this was recorded, use its primary server.",
    "permission denied": "The ledger {name} may not be written by this user; nothing of this was recorded.",
    "database is locked": "The ledger {name} is busy with another writer; nothing of this was recorded, try again.",
    "unable to open database file": "The ledger {name} cannot be opened; check that its directory can be read.",
    "file is not a database": "{name} is not a ledger; name another file with --ledger.",
    "database disk image is malformed": "The file of the ledger {name} is damaged; restore it from a backup.",
    "authentication failed": "The server of the ledger {name} refused the user or password.",
    "does not exist": "The database of the ledger {name} does not exist; create it on the server first.",
}
_FORMAT = ("file is not a database", "database disk image is malformed")


@contextmanager
def told(name: str, errors: type[Exception] = SQLAlchemyError) -> Iterator[None]:
    """Raise what the database or its driver (`errors`) says within as LedgerError, with the ledger's `name`."""
    try:
        yield
    except (SQLAlchemyError, errors) as error:
        raise _ledger_error(name, error) from error


def _ledger_error(name: str, error: Exception) -> LedgerError:
    said = str(getattr(error, "orig", None) or error)
    for signal, sentence in _SENTENCES.items():
        if signal in said.lower():
            kind = LedgerFormatError if signal in _FORMAT else LedgerError
            return kind(sentence.format(name=name))
    if _lost(error, said):
        return LedgerError(f"The ledger {name} cannot be reached; nothing of this was recorded, check the server.")
    return LedgerError(f"The ledger {name} failed: {' '.join(said.split())}.")


def _lost(error: Exception, said: str) -> bool:
    invalidated = isinstance(error, DBAPIError) and error.connection_invalidated
    return invalidated or "connection" in said.lower() or "server" in said.lower()
