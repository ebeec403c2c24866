"""The trained network, run by onnxruntime: arrays in, probabilities out.

`training/network.py` says what each graph computes; the three files and `model.json` beside them are written by
`training/export.py` and `training/calibrate.py`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from comity.errors import ModelError
from comity.find.wordpiece import WordPieces
from comity.ontology.acts import act

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
PACKAGED = Path(str(files("comity.find"))) / "data"


@dataclass(frozen=True, slots=True)
class PassageOutput:
    """The first reading of a passage: hidden states [1, T, H], tags (outside, begin, inside) [1, T, 3], and what the
    second reading looks at [1, T, ...]."""

    branch: Floats
    top: Floats
    mention: Floats
    trigger: Floats
    memory: Floats


@dataclass(frozen=True, slots=True)
class Asked:
    """What the second reading asks about: the pieces of R rows, one a trigger, in a line of N.

    `states` [N, H] are theirs from the branch, `rows` [N] the row that each belongs to, `marks` [N] how it is marked,
    `starts` [R] where each row begins. `trigger` [R, N] and `mentions` [M, N] are weights that average the pieces of
    spans, `askers` [M] the row that asks about each mention; M is at least 1.
    """

    states: Floats
    rows: Ints
    marks: Ints
    starts: Ints
    trigger: Floats
    mentions: Floats
    askers: Ints


@dataclass(frozen=True, slots=True)
class RereadOutput:
    """The second reading, a row a trigger: acts [R, A + 1] (the last: no event), statuses [R, 4], contexts [R, C],
    roles of mentions [M, 3], and which of the pieces asked about date the act [N]."""

    acts: Floats
    statuses: Floats
    contexts: Floats
    roles: Floats
    when: Floats


class Session(Protocol):
    """What we use of onnxruntime's InferenceSession, which has no types of its own."""

    def run(self, names: None, feed: Mapping[str, NDArray[Any]]) -> list[Floats]:
        """All outputs for the named inputs."""
        ...


class Model:
    """The network and its description. Sessions are made when first used and keep to `threads` threads."""

    def __init__(self, folder: Path = PACKAGED, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self.description = _description(folder)
        self.acts: list[str] = self.description["acts"]
        self.statuses: list[str] = self.description["statuses"]
        self.contexts: list[str] = self.description["contexts"]
        self.sectors: list[str] = self.description["sectors"]
        self.version: str = self.description["version"]
        self.within: list[float] = self.description["within"]
        self.reciprocal = frozenset(n for n, name in enumerate(self.acts) if act(name).reciprocal)

    @cached_property
    def pieces(self) -> WordPieces:
        """What splits text into the pieces that the model knows."""
        return WordPieces((self._folder / "vocabulary.txt").read_text(encoding="utf-8").splitlines())

    def passage(self, ids: Ints) -> PassageOutput:
        """Read a passage [1, T]."""
        return PassageOutput(*self._passage.run(None, {"ids": ids}))

    def links(self, mentions: Floats, order: Ints) -> tuple[Floats, Floats, Floats]:
        """For pooled mentions [N, H] at `order` [N]: same actors [N, N], unnamed collective [N], sectors [N, S]."""
        same, collective, sector = self._links.run(None, {"mentions": mentions, "order": order})
        return same, collective, sector

    def reread(self, memory: Floats, asked: Asked) -> RereadOutput:
        """Read some pieces of one passage again; `memory` is what they look at."""
        feed: dict[str, NDArray[Any]] = {
            "asked": asked.states,
            "memory": memory,
            "rows": asked.rows,
            "marks": asked.marks,
            "starts": asked.starts,
            "trigger_weights": asked.trigger,
            "mention_weights": asked.mentions,
            "askers": asked.askers,
        }
        return RereadOutput(*self._reread.run(None, feed))

    @cached_property
    def _passage(self) -> Session:
        return self._session("passage")

    @cached_property
    def _links(self) -> Session:
        return self._session("links")

    @cached_property
    def _reread(self) -> Session:
        return self._session("reread")

    def _session(self, name: str) -> Session:
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # it would write to the user's cache and call its maker
        import onnxruntime  # here, since it costs a tenth of a second that `comity show` need not pay

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        # What the links take grows with the square of the mentions: it is given back and not kept for the next time.
        options.enable_cpu_mem_arena = name != "links"
        path = self._folder / f"{name}.onnx"
        try:
            session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises classes of its own that have no common public root
            raise ModelError(f"The model file {path} cannot be loaded ({error}); install comity again.") from error
        return cast(Session, session)


def _description(folder: Path) -> dict[str, Any]:
    path = folder / "model.json"
    try:
        description: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"The model's description {path} cannot be read ({error}); install comity again.") from error
    return description
