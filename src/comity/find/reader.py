"""The reader: from a document to its reports, by whatever finds them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from comity.actors.names import find_names
from comity.actors.resolution import Links, resolve
from comity.find.completion import completed
from comity.find.decode import Decoded, Habits, confidence, decode
from comity.find.first import Floors, Marked, Reading, read_passage
from comity.find.links import find_links
from comity.find.model import PACKAGED, Model
from comity.find.passages import Passage, passages, sections
from comity.find.second import Candidate, read_triggers
from comity.find.sides import Cuts
from comity.model.document import Document, Span
from comity.model.report import Mention, Report, Status
from comity.ontology.contexts import contexts_named
from comity.read.dates import date_of, dates_across
from comity.read.retold import dates_retold
from comity.read.split import sentences
from comity.settings import THRESHOLD


class Reader(Protocol):
    """Whatever turns documents into reports. `version` stands in each report."""

    @property
    def version(self) -> str:
        """Names the reader and its state, so that a report says who read it."""
        ...

    def read(self, document: Document) -> list[Report]:
        """The reports of a document, in the order of its text."""
        ...

    def read_many(self, documents: Iterable[Document]) -> Iterator[list[Report]]:
        """The reports of each document, in the order given; not all documents are held at once."""
        ...


def load_reader(*, threshold: float = THRESHOLD, folder: Path = PACKAGED, threads: int = 1) -> Reader:
    """The packaged reader; reports below `threshold` are marked uncertain. Raises ModelError if it is broken."""
    return ModelReader(Model(folder, threads), threshold)


@dataclass(frozen=True, slots=True)
class _Section:
    """A run of a document's sentences with the passages it was cut into; `id` is the document's."""

    document: Document
    id: str
    sentences: Sequence[Span]
    readings: list[Reading]


class ModelReader:
    """Reads with the trained network."""

    def __init__(self, model: Model, threshold: float) -> None:
        self._model = model
        self._threshold = threshold
        self._cuts = Cuts(**model.description["cuts"])
        self._habits = Habits(model.reciprocal, model.within)
        self._weights: list[float] = model.description["confidence"]
        self.version: str = model.version

    def read(self, document: Document) -> list[Report]:
        """The reports of a document, in the order of its text."""
        found = [report for section in self._sections(document) for report in self._reports(section)]
        reports = _distinct(completed(found))
        return dates_across(dates_retold(document.text, reports, document.published))

    def read_many(self, documents: Iterable[Document]) -> Iterator[list[Report]]:
        """The reports of each document, one document at a time."""
        return map(self.read, documents)

    def candidates(self, document: Document) -> list[tuple[Candidate, list[Mention]]]:
        """Every trigger as read again with its section's mentions, before anything is decided; for calibration."""
        found = []
        for section in self._sections(document):
            mentions, candidates = self._read_section(section)
            found += [(candidate, mentions) for candidate in candidates]
        return found

    def _sections(self, document: Document) -> Iterator[_Section]:
        identity = document.id
        for run in sections(sentences(document.text)):
            yield _Section(document, identity, run, [self._passage(document, cut) for cut in passages(run)])

    def _passage(self, document: Document, cut: Passage) -> Reading:
        floors = Floors(self._cuts.mention, self._cuts.name, self._cuts.trigger)
        hits = find_names(document.text[cut.start : cut.end], document.published)
        names = [(cut.start + hit.start, cut.start + hit.end) for hit in hits]
        return read_passage(self._model, document.text, cut, floors, names)

    def _read_section(self, section: _Section) -> tuple[list[Mention], list[Candidate]]:
        marked = [mention for reading in section.readings for mention in reading.mentions]
        if not marked:
            return [], []
        spans = [(mention.start, mention.end) for mention in marked]
        links = self._links(section, marked)
        mentions = resolve(section.document.text, spans, section.document.published, links)
        return mentions, [c for reading in section.readings for c in read_triggers(self._model, reading, marked)]

    def _links(self, section: _Section, marked: list[Marked]) -> Links:
        readings = section.readings
        starts = [word[0] for r in readings for word in r.pieces.words if word[0] >= r.passage.fresh]
        order = np.searchsorted(np.array(starts), np.array([mention.start for mention in marked]))
        meanings = np.stack([meaning for reading in readings for meaning in reading.meanings])
        return find_links(self._model, meanings, order.astype(np.int64))

    def _reports(self, section: _Section) -> Iterator[Report]:
        mentions, candidates = self._read_section(section)
        for candidate in candidates:
            found = decode(candidate, mentions, self._cuts, self._habits)
            sure = confidence(found.evidence, self._weights) if found else 0.0
            if found and sure >= self._cuts.emit:
                yield self._report(section, found, mentions, sure)

    def _contexts(self, found: Decoded, evidence: Span) -> tuple[str, ...]:
        """The contexts that are likely enough, for which less is enough if the sentence names them."""
        named = contexts_named(evidence.text)
        chances = zip(self._model.contexts, found.candidate.contexts.tolist(), strict=True)
        cuts = self._cuts
        return tuple(c for c, p in chances if p >= (cuts.named_context if c in named else cuts.context))

    def _report(self, section: _Section, found: Decoded, mentions: list[Mention], sure: float) -> Report:
        text = section.document.text
        trigger = Span.of(text, found.candidate.trigger.start, found.candidate.trigger.end)
        evidence = section.sentences[bisect_right(section.sentences, trigger.start, key=lambda s: s.start) - 1]
        status = Status(self._model.statuses[found.status])
        hint = Span.of(text, *found.candidate.when) if found.candidate.when else None
        return Report(
            document=section.id,
            act=self._model.acts[found.act],
            status=status,
            source=tuple(mentions[n] for n in found.source.mentions),
            target=tuple(mentions[n] for n in found.target.mentions),
            when=date_of(text, evidence, trigger, hint, status, section.document.published),
            trigger=trigger,
            evidence=evidence,
            contexts=self._contexts(found, evidence),
            according_to=None if found.authority is None else mentions[found.authority],
            confidence=round(sure, 4),
            uncertain=sure < self._threshold,
            reader=self.version,
        )


def _distinct(reports: list[Report]) -> list[Report]:
    """Each report once: two triggers of one sentence may state the same act of the same sides."""
    best: dict[object, Report] = {}
    for report in reports:
        key = (report.act, report.status, report.source_codes, report.target_codes, report.evidence.start)
        if key not in best or report.confidence > best[key].confidence:
            best[key] = report
    return sorted(best.values(), key=lambda report: report.trigger.start)
