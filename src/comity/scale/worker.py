"""What runs in each process of a pool: a reader of its own, which reads what comes through a pipe."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection

from comity.errors import ComityError
from comity.scale.outcomes import outcomes
from comity.settings import Settings

READY = "ready"
"""What a worker says once its reader is there."""


def serve(pipe: Connection, settings: Settings, force: bool) -> None:
    """Answer each batch of documents from `pipe` with its outcomes, or with the ComityError that ends all.

    Leaves when the other end is closed, so that no worker outlives the process that it works for.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that the workers belong to
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # one process a core: threads would only be in each other's way
    from comity.find.readers import choose_reader

    try:
        reader = choose_reader(settings)
        pipe.send(READY)
        while True:
            pipe.send(outcomes(reader, pipe.recv(), force=force))
    except ComityError as error:
        pipe.send(error)
    except (EOFError, OSError):
        return
