"""Every error that Comity raises on purpose.

    ComityError
    ├── InputError            the text, file or option given cannot be used        exit 2, HTTP 422
    │   ├── ReadError         a file or page cannot be read as text
    │   │   └── FetchError    an address could not be fetched
    │   │       └── UnreachableError  it did not answer, but may another time
    │   ├── LanguageError     the text is not English
    │   ├── DateError         a date that is none, or none that can be
    │   ├── ActorError        a name that no actor bears
    │   ├── CorpusError       a row of a corpus is malformed
    │   ├── RulesError        a file of rules for alerts is wrong
    │   └── EventFileError    a file of events is damaged, or not of that archive
    ├── LedgerError           the ledger cannot be opened, read or written         exit 3, HTTP 503
    │   ├── LedgerFormatError the file is not a ledger, or a newer program's
    │   └── NotFoundError     no entry has that id                                 exit 4, HTTP 404
    ├── ArchiveError          the archive cannot be opened, read or written        exit 3, HTTP 503
    └── ModelError            the reader's model is missing or broken              exit 5, HTTP 500

Each message is one sentence: what is wrong, where, what to do.
"""

from __future__ import annotations


class ComityError(Exception):
    """The root of the tree; `exit_status` is what the command line returns for it."""

    exit_status = 1


class InputError(ComityError):
    """What the user gave cannot be used."""

    exit_status = 2


class ReadError(InputError):
    """A file or page cannot be read as text."""


class FetchError(ReadError):
    """An address could not be fetched."""


class UnreachableError(FetchError):
    """An address did not answer, or not in full; it may another time."""


class LanguageError(InputError):
    """The text is in a language that the reader does not know."""


class DateError(InputError):
    """A date that is none, or none that can be."""


class ActorError(InputError):
    """A name that no actor of the registry bears."""


class RulesError(InputError):
    """A file of rules for alerts is wrong."""


class CorpusError(InputError):
    """A row of a corpus is malformed."""


class EventFileError(InputError):
    """A file of coded events is damaged, empty, or not of the archive that was named."""


class LedgerError(ComityError):
    """The ledger cannot be opened, read or written."""

    exit_status = 3


class LedgerFormatError(LedgerError):
    """The file is not a ledger, or belongs to a newer program."""


class NotFoundError(LedgerError):
    """No entry of the ledger has that id."""

    exit_status = 4


class ArchiveError(ComityError):
    """The archive of others' events cannot be opened, read or written."""

    exit_status = 3


class ModelError(ComityError):
    """The reader's model is missing or broken."""

    exit_status = 5
