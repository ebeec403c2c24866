"""Reading on many machines: Ray runs the parts of a corpus wherever there is a free core; needs the extra `ray`.

Parts are tasks rather than actors, since Ray gives the task of a machine that is lost to another one at once, while an
actor waits for a machine like its own. The reader is loaded once in each of Ray's worker processes all the same.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from comity.errors import InputError
from comity.find.reader import Reader
from comity.find.readers import choose_reader
from comity.records.reading import Reading
from comity.records.rows import Row, RowError
from comity.scale.dataset import Dataset
from comity.scale.job import ClusterJob, PartSize
from comity.scale.outcomes import Outcome, outcomes
from comity.scale.parts import Part, absolute, fitting_size, part_rows, parts
from comity.scale.pool import DEATHS, Pool
from comity.scale.tally import Tally
from comity.settings import Settings

BLOCKS = 10_000
"""Tasks that Ray is given at most; each then codes several parts, one after the other."""


def run_on_cluster(job: ClusterJob, address: str | None = None) -> Iterator[Tally]:
    """Code a corpus on the cluster at `address`, or of RAY_ADDRESS, or on this machine: what each part came to.

    Parts that an earlier run has done are not coded again. Raises InputError if Ray is not installed or the output is
    another job's, CorpusError if there is nothing to code.
    """
    ray = _ray()
    job = replace(job, out=absolute(job.out))  # a worker has a folder of its own to start from
    dataset = Dataset(job.out)
    size = job.size or dataset.part_size() or fitting_size(job.corpus)
    cut = parts(job.corpus, size)
    dataset.begin(_description(job, size, cut))
    if not cut:
        return iter(())
    ray.init(address=address, ignore_reinit_error=True, log_to_driver=False, logging_level="ERROR")
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = context.print_on_execution_start = False
    items = ray.data.from_items([asdict(part) for part in cut], override_num_blocks=min(len(cut), BLOCKS))
    tasks = ray.data.TaskPoolStrategy(job.workers)
    coded = items.map(lambda item: asdict(code_part(job, Part(**item))), num_cpus=1, compute=tasks)
    return (Tally(**done) for done in coded.iter_rows())


def code_part(job: ClusterJob, part: Part) -> Tally:
    """Code one part, unless it has been done, wherever this runs; returns what it came to."""
    dataset = Dataset(job.out)
    done = dataset.tally(part.name)
    if done is None:
        # If a worker has died of this part before, the document at fault is looked for.
        careful = dataset.tries(part.name) >= DEATHS
        done = dataset.write(part.name, _outcomes(job, part, careful=careful))
    return done


def _outcomes(job: ClusterJob, part: Part, *, careful: bool) -> Iterator[Reading | RowError]:
    read = _carefully if careful else _plainly
    entries = list(part_rows(part))
    given = iter(read(job, [entry for entry in entries if isinstance(entry, Row)]))
    for entry in entries:
        yield entry if isinstance(entry, RowError) else _outcome(part, entry, next(given))


def _outcome(part: Part, row: Row, outcome: Outcome) -> Reading | RowError:
    if isinstance(outcome, str):
        return RowError(part.path, row.line, outcome, row)
    return Reading(row.document, outcome, row.id)


def _plainly(job: ClusterJob, rows: list[Row]) -> Iterator[Outcome]:
    for row in rows:
        yield from outcomes(_reader(job.settings), [row.document], force=job.force)


def _carefully(job: ClusterJob, rows: list[Row]) -> Iterator[Outcome]:
    with closing(Pool(1, job.settings, force=job.force)) as pool:
        yield from pool.read(row.document for row in rows)


@cache
def _reader(settings: Settings) -> Reader:
    return choose_reader(settings)


def _description(job: ClusterJob, size: PartSize, cut: list[Part]) -> dict[str, Any]:
    return {
        "reader": choose_reader(job.settings).version,
        "threshold": job.settings.threshold,
        "use of --force": job.force,
        "size of parts": asdict(size),
        "files": {part.path: part.state for part in cut},
    }


def _ray() -> ModuleType:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # what is read, and that it is, stays with the user
    try:
        import_module("ray.data")
        ray = import_module("ray")
    except ImportError as error:
        raise InputError("Many machines need the extra “ray”: pip install 'comity[ray]'.") from error
    for handler in logging.getLogger("ray.data").handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setLevel(logging.ERROR)
    return ray
