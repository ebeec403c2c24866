"""Labelled cases and coded corpora, from JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from comity.errors import CorpusError, InputError
from comity.evaluation import Case, Claim
from comity.model.report import Status
from comity.ontology.acts import acts
from comity.records.rows import json_lines, json_object, row

T = TypeVar("T")


def labelled_cases(path: Path) -> Iterator[Case]:
    """The cases of the corpus at `path`, labelled as the codebook says.

    Raises CorpusError at the first line that is malformed: figures on a part of the cases would mislead.
    """
    return _each(path, _case)


def coded_claims(path: Path) -> dict[str, list[Claim]]:
    """What `comity code` wrote to `path`: the claims by the id or text of their document.

    Raises CorpusError at the first line that is malformed.
    """
    return dict(_each(path, _answer))


def _each(path: Path, parse: Callable[[int, dict[Any, Any]], T]) -> Iterator[T]:
    try:
        with path.open("rb") as file:
            for number, line in json_lines(file):
                try:
                    yield parse(number, json_object(line))
                except InputError as error:
                    raise CorpusError(f"{path}, line {number}: {error}") from error
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}.") from error


def _case(line: int, values: dict[Any, Any]) -> Case:
    mentions = {str(actor.get("mention")): _codes(actor.get("codes"), {}) for actor in _objects(values, "actors")}
    labelled = row(line, values)
    claims = tuple(_claim(event, mentions) for event in _objects(values, "events"))
    return Case(labelled.id, labelled.document, claims)


def _answer(_: int, values: dict[Any, Any]) -> tuple[str, list[Claim]]:
    key = values.get("id") or values.get("text")
    if not isinstance(key, str):
        raise CorpusError("it has neither “id” nor “text”.")
    return key, [_claim(report, {}) for report in _objects(values, "reports")]


def _objects(values: dict[Any, Any], name: str) -> list[dict[Any, Any]]:
    found = values.get(name)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise CorpusError(f"its “{name}” is not a list of objects.")
    return found


def _claim(entry: dict[Any, Any], mentions: dict[str, tuple[str, ...]]) -> Claim:
    act, status = entry.get("act"), entry.get("status")
    if not isinstance(act, str) or act not in acts():
        raise CorpusError(f"its act {act!r} is not in the codebook.")
    if status not in list(Status):
        raise CorpusError(f"its status {status!r} is none of {', '.join(Status)}.")
    source, target = (_codes(entry.get(side), mentions) for side in ("source", "target"))
    return Claim(act, status, source, target, optional=bool(entry.get("optional")))


def _codes(side: object, mentions: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The codes of a side that lists mentions, or codes outright."""
    if side is None:
        return ()
    if not isinstance(side, list) or not all(isinstance(entry, str) for entry in side):
        raise CorpusError("it has a “source”, “target” or “codes” that is not a list of text.")
    return tuple(code for entry in side for code in mentions.get(entry, (entry,)))
