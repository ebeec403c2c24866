"""The use cases of others' coded events: into the archive, what it holds, and our own events in others' shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from comity.errors import EventFileError, InputError
from comity.ledger.answer import Answer
from comity.settings import Settings

if TYPE_CHECKING:
    from comity.archives.archive import Archive, Holding
    from comity.archives.catalogue import SourceFile
    from comity.archives.exporting import Exported
    from comity.archives.importing import Imported
    from comity.archives.shape import Shape


def open_archive(settings: Settings) -> Archive:
    """The archive of `settings`; raises ArchiveError if there is none, InputError without the extra `columns`."""
    _check_extra()
    from comity.archives.archive import Archive

    return Archive(settings.archive)


def import_files(
    origin: str,
    paths: Sequence[Path],
    settings: Settings,
    *,
    advance: Callable[[int], None] = lambda rows: None,
    waiting: Callable[[], None] = lambda: None,
) -> Iterator[Imported | EventFileError]:
    """Add files of `origin` ("gdelt", "icews" or "polecat") to the archive, which is laid if there is none.

    What becomes of each file is yielded once it is on the disk: each is added whole or not at all. `advance` is told
    how many rows were read, `waiting` is called if another import must end first.
    """
    _check_extra()
    from comity.archives.importing import import_files
    from comity.archives.origins import ORIGINS
    from comity.archives.writer import writing

    with writing(settings.archive, waiting=waiting) as writer:
        yield from import_files(paths, ORIGINS[origin], writer, advance)


def holdings(settings: Settings) -> Answer[Holding]:
    """What the archive holds, by origin."""
    return Answer(tuple(open_archive(settings).holdings()))


def imported(settings: Settings) -> Answer[SourceFile]:
    """The files that the archive was imported from, in their order."""
    return Answer(tuple(open_archive(settings).files()))


def export_events(
    shape: Shape,
    stream: BinaryIO,
    settings: Settings,
    *,
    since: date | None = None,
    until: date | None = None,
    as_known: date | None = None,
) -> Exported:
    """Write the ledger's events between two days to `stream`.

    `as_known` writes what the ledger knew at the end of that day.
    """
    from comity.archives.exporting import export
    from comity.ledger import open_ledger
    from comity.ledger.every import every_event

    with open_ledger(settings.ledger, create=False) as ledger:
        events = every_event(ledger, since=since, until=until, as_known=as_known)
        return export(events, shape, stream)


def _check_extra() -> None:
    if find_spec("pyarrow") is None or find_spec("filelock") is None:
        raise InputError("Archives need the extra “columns”: pip install 'comity[columns]'.")
