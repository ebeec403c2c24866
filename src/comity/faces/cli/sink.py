"""Where a command's readings go: a table on the terminal, a file, or standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from comity.errors import InputError
from comity.faces.cli.options import Format
from comity.faces.cli.terminal import stdout
from comity.records.files import whole_file
from comity.records.output import FileFormat, Output, output


@contextmanager
def readings_to(path: Path | None, form: Format | None, *, timeline: bool = False) -> Iterator[Output]:
    """An output for one row a report: to the file at `path`, else printed, as `form` or the place suggests.

    A table goes by document, or as a `timeline` by report.
    """
    if path is None and (form or _usual()) is Format.TABLE:
        from comity.faces.cli.table import ReadingTables, Timeline

        yield Timeline(stdout()) if timeline else ReadingTables(stdout())
        return
    if form is Format.TABLE:
        raise InputError("A table is for the terminal; write a file as jsonl, csv or parquet.")
    with _file(path, FileFormat(form) if form else None, by_document=False) as out:
        yield out


@contextmanager
def corpus_to(path: Path | None, form: FileFormat | None) -> Iterator[Output]:
    """An output for a coded corpus: in JSON Lines one line a document, else one row a report."""
    with _file(path, form, by_document=True) as out:
        yield out


@contextmanager
def stream_to(path: Path | None, *, text: bool) -> Iterator[BinaryIO]:
    """A stream to the file at `path`, which appears once it is complete, or to standard output."""
    if path is not None:
        with whole_file(path) as file:
            yield file
    elif not text and sys.stdout.isatty():
        raise InputError("Parquet is not for the terminal; name a file with -o.")
    else:
        yield sys.stdout.buffer


def _usual() -> Format:
    return Format.TABLE if sys.stdout.isatty() else Format.JSONL


@contextmanager
def _file(path: Path | None, form: FileFormat | None, *, by_document: bool) -> Iterator[Output]:
    with stream_to(path, text=form is not FileFormat.PARQUET) as stream:
        chosen = form or (FileFormat.of(path) if path else FileFormat.JSONL)
        with closing(output(stream, chosen, by_document=by_document)) as out:
            yield out
