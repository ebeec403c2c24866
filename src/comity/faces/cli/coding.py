"""`comity code`: a whole corpus, on the cores of this machine."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.errors import InputError
from comity.faces.cli.options import BaseUrl, Force, ReaderName, Threshold, settings
from comity.records.output import FileFormat

if TYPE_CHECKING:
    from comity.coding import ClusterJob, Corpus
    from comity.records.reading import Reading
    from comity.records.rows import RowError
    from comity.scale.tally import Tally


class Engine(StrEnum):
    """What a corpus is coded by."""

    LOCAL = "local"
    RAY = "ray"


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("code")(code)


def code(
    corpus: Annotated[
        str,
        typer.Argument(
            metavar="CORPUS",
            help="JSON Lines, .csv or .parquet with the columns text and, if known, id, published, title, address "
            "and publisher; - for JSON Lines from standard input. With --engine ray also a folder, a pattern or an "
            "address such as s3://bucket/news.",
            show_default=False,
        ),
    ],
    form: Annotated[
        FileFormat | None,
        typer.Option(
            "--format", metavar="|".join(FileFormat), help="Without it: as the suffix of -o says, else jsonl."
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to a file, which appears only once it is complete; with --engine ray a folder or address.",
        ),
    ] = None,
    engine: Annotated[
        Engine,
        typer.Option(
            metavar="|".join(Engine),
            help="Read on this machine, or as tasks of Ray on a cluster (extra ray), to Parquet by month.",
        ),
    ] = Engine.LOCAL,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="The cluster of --engine ray, as “auto” on its head. [RAY_ADDRESS, else Ray on this machine]",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Processes that read side by side; a small corpus is read by one. [all cores; 1 for standard input]",
        ),
    ] = None,
    force: Force = False,
    threshold: Threshold = None,
    reader: ReaderName = None,
    base_url: BaseUrl = None,
) -> None:
    """Read a whole corpus, on all cores.

    The output is a line a document in JSON Lines, and a row a report in CSV and Parquet, in the order of the corpus.

    A row that cannot be read is reported with its line and the rest is coded; the exit status is then 1. With
    -o FILE such rows are set aside in FILE.failed.jsonl, and if the run is broken off the same command goes on where
    it was. docs/scale.md says what --engine ray leaves in its folder.
    """
    from comity.coding import ClusterJob, Corpus, cores
    from comity.faces.cli.terminal import counted, note
    from comity.faces.cli.usage import noting_usage

    chosen = settings(threshold=threshold, reader=reader, base_url=base_url)
    with noting_usage() as usage:
        number = workers or (1 if corpus == "-" else cores())
        what = Corpus(Path(corpus), sys.stdin.buffer, chosen, number, force=force, usage=usage)
        if engine is Engine.RAY:
            done = _on_cluster(ClusterJob(corpus, _folder(out, form), chosen, force, workers), cluster)
        elif out is None or _is_device(Path(out)):
            done = _to_stream(what, Path(out) if out else None, form)
        else:
            done = _to_file(what, Path(out), form)
    amounts = (counted(done.documents, "document"), counted(done.reports, "report"))
    note(f"Coded {', '.join(amounts)}, {counted(done.left_out, 'row')} left out.")
    if done.left_out:
        raise typer.Exit(1)


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file()


def _to_stream(corpus: Corpus, out: Path | None, form: FileFormat | None) -> Tally:
    """Code to standard output, a pipe or a device, which cannot be taken up again."""
    from comity.coding import code as code_corpus
    from comity.faces.cli.sink import corpus_to
    from comity.scale.tally import Tally

    done = Tally()
    with corpus_to(out, form) as output, closing(code_corpus(corpus)) as outcomes:
        for reading in _shown(corpus, outcomes, done):
            output.add(reading)
    return done


def _to_file(corpus: Corpus, out: Path, form: FileFormat | None) -> Tally:
    from comity.coding import FAILED, coding_to_file
    from comity.faces.cli.terminal import counted, note

    with coding_to_file(corpus, out, form or FileFormat.of(out)) as (done, outcomes):
        if done.rows:
            note(f"Going on after {counted(done.rows, 'row')} done before.")
        for _ in _shown(corpus, outcomes, done):
            pass
    if done.left_out:
        note(f"The rows left out are in {out}{FAILED}, each with its reason.")
    return done


def _folder(out: str | None, form: FileFormat | None) -> str:
    if out is None:
        raise InputError("--engine ray writes a folder; name it with -o.")
    if form not in {None, FileFormat.PARQUET}:
        raise InputError("--engine ray writes Parquet; leave --format out.")
    return out


def _on_cluster(job: ClusterJob, cluster: str | None) -> Tally:
    from comity.coding import code_on_cluster
    from comity.faces.cli.terminal import counting, note
    from comity.scale.tally import Tally

    done = Tally()
    with counting("rows") as advance:
        for part in code_on_cluster(job, cluster):
            done += part
            advance(part.rows)
    if done.left_out:
        note(f"The rows left out are in {job.out}/_failed, each with its reason.")
    return done


def _shown(corpus: Corpus, outcomes: Iterable[Reading | RowError], done: Tally) -> Iterator[Reading]:
    """The readings among `outcomes`; what is left out is complained of, and all is counted in `done` and shown."""
    from comity.faces.cli.terminal import complain, counting
    from comity.records.rows import RowError, count_rows

    with counting("rows", lambda: count_rows(corpus.path), done.rows) as advance:
        for outcome in outcomes:
            advance(1)
            if isinstance(outcome, RowError):
                complain(outcome)
                done.count(None)
            else:
                done.count(len(outcome.reports))
                yield outcome
