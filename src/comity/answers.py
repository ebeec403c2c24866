"""The use cases: what every face asks, in one place.

Where many things are asked at once, what goes wrong with one of them is yielded in its place and the rest goes on.
The reader and the ledger are slow to load, so each is imported only by the answers that need it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from comity.actors.registry import registry
from comity.errors import InputError
from comity.evaluation import Claim, Evaluation, evaluate
from comity.model.event import Recorded
from comity.read.source import read_source
from comity.records.labelled import coded_claims, labelled_cases
from comity.records.reading import Reading
from comity.settings import Settings

if TYPE_CHECKING:
    from comity.find.reader import Reader
    from comity.ledger import Added
    from comity.read.chat import Usage


@dataclass(frozen=True, slots=True)
class Addition:
    """A reading, what recording it did, and the name of the ledger, without a password."""

    reading: Reading
    added: Added
    ledger: str


def read(
    sources: Iterable[str],
    settings: Settings,
    *,
    published: date | None = None,
    force: bool = False,
    stdin: BinaryIO | None = None,
    usage: Usage | None = None,
) -> Iterator[Reading | InputError]:
    """What each of `sources` (a path, a web address, or "-") says, or why it cannot be read.

    What a language model is asked, where one reads, is counted in `usage`.
    """
    reader: Reader | None = None
    for source in sources:
        try:
            document = read_source(source, settings, published=published, force=force, stdin=stdin)
        except InputError as error:
            yield error
        else:
            reader = reader or _reader(settings, usage)
            yield Reading(document, tuple(reader.read(document)))


def add(
    sources: Iterable[str],
    settings: Settings,
    *,
    published: date | None = None,
    force: bool = False,
    stdin: BinaryIO | None = None,
    usage: Usage | None = None,
) -> Iterator[Addition | InputError]:
    """Read `sources` as `read` does and record each in the ledger; a document recorded before changes nothing."""
    from comity.ledger import open_ledger

    with open_ledger(settings.ledger) as ledger:
        for outcome in read(sources, settings, published=published, force=force, stdin=stdin, usage=usage):
            if isinstance(outcome, Reading):
                yield Addition(outcome, ledger.add(outcome.document, outcome.reports), ledger.name)
            else:
                yield outcome


def show(
    actor: str,
    other: str | None,
    settings: Settings,
    *,
    on: date | None = None,
    as_known: date | None = None,
    limit: int | None = None,
) -> list[Recorded]:
    """What the ledger holds of `actor`, or of `actor` and `other`, by day; both are codes or names as people type them.

    `on` leaves out what happened later, `as_known` what the ledger learned later; `limit` keeps the latest so many.
    """
    from comity.ledger import open_ledger

    first = registry().lookup(actor, on)
    second = registry().lookup(other, on) if other is not None else None
    with open_ledger(settings.ledger, create=False) as ledger:
        return ledger.reports(first, second, on=on, as_known=as_known, limit=limit)


def evaluate_reader(gold: Path, settings: Settings, usage: Usage | None = None) -> Evaluation:
    """The figures of the reader on the labelled cases at `gold`, mentions found and not given."""
    evaluation = Evaluation()
    cases = list(labelled_cases(gold))
    reader = _reader(settings, usage)
    for case, reports in zip(cases, reader.read_many(case.document for case in cases), strict=True):
        evaluation.add(case, [Claim.of(report) for report in reports])
    return evaluation


def evaluate_file(gold: Path, coded: Path) -> Evaluation:
    """The figures of a file that `comity code`, or another coder, wrote for the cases at `gold`."""
    return evaluate(labelled_cases(gold), coded_claims(coded))


def _reader(settings: Settings, usage: Usage | None) -> Reader:
    from comity.find.readers import choose_reader

    return choose_reader(settings, usage)
