"""A pool of processes that read side by side. One that dies is replaced, and what it was reading is read again."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import wait

from comity.errors import ComityError, ModelError
from comity.model.document import Document
from comity.scale.outcomes import Outcome
from comity.scale.worker import READY, serve
from comity.settings import Settings

BATCH = 8
"""Documents that a worker takes at once, at most."""

BATCH_CHARACTERS = 4_000
"""Characters from which on a worker takes no more at once: an article, so that all end at about the same time."""

AHEAD = 4
"""Batches a worker that may be read before the oldest is done: what bounds the memory."""

DEATHS = 2
"""A document whose worker died so often, while it read nothing else, is set aside."""

FAILED_STARTS = 3
"""After so many workers in a row that died before they were ready, it is no use to start another."""


@dataclass(slots=True)
class _Task:
    """Documents with their numbers, and how often a worker died of them."""

    documents: list[tuple[int, Document]]
    deaths: int = 0


class _Worker:
    """A process, our end of its pipe, and what it is reading."""

    def __init__(self, settings: Settings, force: bool) -> None:
        context = multiprocessing.get_context("spawn")  # onnxruntime does not survive a fork
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, settings, force), daemon=True)
        self.process.start()
        theirs.close()  # so that the pipe ends when the worker does
        self.ready = False
        self.task: _Task | None = None

    def give(self, task: _Task) -> None:
        """Have `task` read. That the worker is dead is noticed when its answer is due."""
        self.task = task
        try:
            self.pipe.send([document for _, document in task.documents])
        except OSError:
            return

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self.pipe.close()
        self.process.terminate()
        self.process.join()


@dataclass(slots=True)
class _State:
    """Documents on their way: `source` gives more, `again` waits for another try, `done` for its turn."""

    source: Iterator[tuple[int, Document]]
    again: deque[_Task] = field(default_factory=deque)
    done: dict[int, Outcome] = field(default_factory=dict)
    taken: int = 0
    given: int = 0
    ended: bool = False

    def next_task(self, bound: int) -> _Task | None:
        """What to read next; None if there is nothing, or `bound` documents are on their way."""
        if self.again:
            return self.again.popleft()
        if self.ended or self.taken - self.given >= bound:
            return None
        documents = self._next_documents()
        self.taken += len(documents)
        return _Task(documents) if documents else None

    def _next_documents(self) -> list[tuple[int, Document]]:
        documents, characters = [], 0
        for number, document in self.source:
            documents.append((number, document))
            characters += len(document.text)
            if len(documents) == BATCH or characters >= BATCH_CHARACTERS:
                return documents
        self.ended = True
        return documents

    def in_order(self) -> Iterator[Outcome]:
        """The outcomes whose turn it is."""
        while self.given in self.done:
            yield self.done.pop(self.given)
            self.given += 1


class Pool:
    """Processes that read; to be closed, which ends them."""

    def __init__(self, workers: int, settings: Settings, *, force: bool = False) -> None:
        """As many processes as `workers`, each with the reader that `settings` name."""
        self._settings = settings
        self._force = force
        self._failed_starts = 0
        self._workers = [self._start() for _ in range(workers)]

    def read(self, documents: Iterable[Document]) -> Iterator[Outcome]:
        """The outcome of each of `documents`, in their order; only so many are held at once as keep all busy.

        Raises ComityError if the reader cannot be loaded, or its processes die before they read anything.
        """
        state = _State(enumerate(documents))
        while not state.ended or state.given < state.taken:
            self._hand_out(state)
            self._collect(state)
            yield from state.in_order()

    def reading(self) -> dict[int, list[int]]:
        """Which documents, counted from 0, each process reads at this moment, by the process's id."""
        tasks = [(worker.process.pid, worker.task) for worker in self._workers]
        return {process: [number for number, _ in task.documents] for process, task in tasks if process and task}

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.stop()

    def _start(self) -> _Worker:
        return _Worker(self._settings, self._force)

    def _hand_out(self, state: _State) -> None:
        bound = AHEAD * BATCH * len(self._workers)
        for worker in self._workers:
            if worker.ready and worker.task is None:
                task = state.next_task(bound)
                if task is None:
                    return
                worker.give(task)

    def _collect(self, state: _State) -> None:
        """Wait until a worker has something to say, or is dead, and take it in."""
        ends = {worker.pipe: place for place, worker in enumerate(self._workers) if worker.task or not worker.ready}
        for end in wait(list(ends)) if ends else ():
            place = next(place for pipe, place in ends.items() if pipe is end)
            worker = self._workers[place]
            try:
                said = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker, state)
                self._workers[place] = self._start()
            else:
                self._take(worker, said, state)

    def _take(self, worker: _Worker, said: object, state: _State) -> None:
        if isinstance(said, ComityError):
            raise said
        if said == READY:
            worker.ready, self._failed_starts = True, 0
        elif worker.task and isinstance(said, list):
            state.done.update(zip((number for number, _ in worker.task.documents), said, strict=True))
            worker.task = None

    def _bury(self, worker: _Worker, state: _State) -> None:
        """Put what a dead worker was reading back, each document on its own, so that the one at fault is found."""
        worker.stop()
        if not worker.ready:
            self._failed_starts += 1
        if self._failed_starts >= FAILED_STARTS:
            raise ModelError(
                f"The processes that read die as they start ({_end(worker)}); give fewer --workers, or free memory."
            )
        task = worker.task
        if task is None:
            return
        if len(task.documents) > 1:
            state.again += [_Task([document]) for document in task.documents]
        elif task.deaths + 1 < DEATHS:
            state.again.append(_Task(task.documents, task.deaths + 1))
        else:
            state.done[task.documents[0][0]] = f"the process that read it died {DEATHS} times ({_end(worker)})."


def _end(worker: _Worker) -> str:
    code = worker.process.exitcode
    return f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"
