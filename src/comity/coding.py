"""The use case of coding a corpus: as a stream, or to a file, which a kill does not make begin anew.

The corpus is read row by row and coded by as many processes as are asked for, with no more in memory than keeps
them busy. What comes out is in the corpus's order and the same however many processes there are.
"""

from __future__ import annotations

import dataclasses
import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from comity.model.document import Document
from comity.records.files import whole_file
from comity.records.output import FileFormat, json_line, output
from comity.records.reading import Reading
from comity.records.rows import Row, RowError, rows
from comity.scale.job import ClusterJob as ClusterJob
from comity.settings import PACKAGED_READER, Settings

if TYPE_CHECKING:
    from comity.read.chat import Usage
    from comity.scale.journal import Journal
    from comity.scale.outcomes import Outcome
    from comity.scale.tally import Tally

FAILED = ".failed.jsonl"
"""What the name of the file of rows left out has more than the output's."""

WORTH_A_POOL = 30_000
"""Characters of text from which on starting processes costs less time than they save."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is coded and how: a path or -, by up to so many processes; `force` reads what is not in English."""

    path: Path
    stdin: BinaryIO
    settings: Settings
    workers: int = 1
    force: bool = False
    usage: Usage | None = None


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def code(corpus: Corpus) -> Generator[Reading | RowError]:
    """What each document of `corpus` says, in its order, or why its row was left out.

    Raises CorpusError if the corpus as a whole cannot be read, ModelError if the reader is broken.
    """
    with closing(_code(corpus)) as outcomes:
        for _, outcome in outcomes:
            yield outcome


@contextmanager
def coding_to_file(corpus: Corpus, out: Path, form: FileFormat) -> Iterator[tuple[Tally, Iterator[Reading | RowError]]]:
    """Code `corpus` to the file `out`, which appears once all is done; rows left out go to a file beside it.

    Gives how much an earlier run that was broken off had done, and the outcomes of the rows that are left, to be taken
    to the end. A journal beside `out` keeps each row as it is done. Raises InputError if a file cannot be written or
    is another run's.
    """
    from comity.scale.journal import SUFFIX, open_journal

    journal_path = out.with_name(out.name + SUFFIX)
    with open_journal(journal_path, _job(corpus), lasting=corpus.path.is_file()) as journal:
        with closing(_kept(corpus, journal)) as outcomes:
            yield dataclasses.replace(journal.done), outcomes
        _finish(journal, out, form)
        journal_path.unlink()


def code_on_cluster(job: ClusterJob, address: str | None = None) -> Iterator[Tally]:
    """Code files to Parquet by month on a cluster of Ray: what each of their parts came to.

    Parts that an earlier run did are not done again. Without an `address` the cluster is that of RAY_ADDRESS, else Ray
    on this machine alone. Raises InputError without the extra `ray`, or if the output is another job's, CorpusError if
    there is nothing to code.
    """
    from comity.scale.cluster import run_on_cluster

    return run_on_cluster(job, address)


def _kept(corpus: Corpus, journal: Journal) -> Generator[Reading | RowError]:
    for line, outcome in _code(corpus, after=journal.line):
        journal.add(outcome, line)
        yield outcome


def _finish(journal: Journal, out: Path, form: FileFormat) -> None:
    failed = out.with_name(out.name + FAILED)
    if journal.done.left_out:
        with whole_file(failed) as file:
            file.writelines(map(json_line, journal.failed()))
    else:
        failed.unlink(missing_ok=True)
    with whole_file(out) as file, closing(output(file, form, by_document=True)) as written:
        for document in journal.coded():
            written.put(document)


def _job(corpus: Corpus) -> dict[str, object]:
    """What must be the same for a journal to be taken up: the corpus's file as it is, and what decides the output."""
    from importlib.metadata import version

    from comity.find.readers import choose_reader

    state = corpus.path.stat() if corpus.path.is_file() else None
    return {
        "corpus": str(corpus.path.resolve()),
        "size of the corpus": state.st_size if state else None,
        "time of the corpus": state.st_mtime_ns if state else None,
        "reader": choose_reader(corpus.settings, corpus.usage).version,
        "version of Comity": version("comity"),
        "threshold": corpus.settings.threshold,
        "use of --force": corpus.force,
    }


def _code(corpus: Corpus, after: int = 0) -> Generator[tuple[int, Reading | RowError]]:
    """The outcomes of the rows after a line, each with its line."""
    waiting: deque[Row | RowError] = deque()
    entries = (entry for entry in rows(corpus.path, corpus.stdin) if entry.line > after)
    for outcome in _outcomes(corpus, _documents(entries, waiting)):
        while isinstance(entry := waiting.popleft(), RowError):
            yield entry.line, entry
        yield entry.line, _outcome(corpus.path, entry, outcome)
    yield from ((entry.line, entry) for entry in waiting if isinstance(entry, RowError))


def _outcome(path: Path, row: Row, outcome: Outcome) -> Reading | RowError:
    if isinstance(outcome, str):
        return RowError(path, row.line, outcome, row)
    return Reading(row.document, outcome, row.id)


def _documents(entries: Iterable[Row | RowError], waiting: deque[Row | RowError]) -> Iterator[Document]:
    """The documents among `entries`, each entry noted in `waiting` as it passes."""
    for entry in entries:
        waiting.append(entry)
        if isinstance(entry, Row):
            yield entry.document


def _outcomes(corpus: Corpus, documents: Iterator[Document]) -> Iterator[Outcome]:
    """Read `documents` by a pool if there are enough of them, else here."""
    if corpus.workers == 1 or corpus.settings.reader != PACKAGED_READER:
        yield from _here(corpus, documents)
        return
    first: list[Document] = []
    characters = 0
    for document in documents:
        first.append(document)
        characters += len(document.text)
        if characters >= WORTH_A_POOL:
            yield from _pooled(corpus, chain(first, documents))
            return
    yield from _here(corpus, iter(first))


def _here(corpus: Corpus, documents: Iterator[Document]) -> Iterator[Outcome]:
    from comity.find.readers import choose_reader
    from comity.scale.outcomes import outcomes

    reader = choose_reader(corpus.settings, corpus.usage)
    for document in documents:
        yield from outcomes(reader, [document], force=corpus.force)


def _pooled(corpus: Corpus, documents: Iterator[Document]) -> Iterator[Outcome]:
    from comity.scale.pool import Pool

    with closing(Pool(corpus.workers, corpus.settings, force=corpus.force)) as pool:
        yield from pool.read(documents)
