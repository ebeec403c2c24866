"""A language model as reader: the codebook is its instructions, and what it cannot quote exactly is dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from comity.actors.resolution import resolve
from comity.model.document import Document, Span
from comity.model.report import COLLECTIVE, Mention, Report, Status
from comity.ontology.acts import CONTEXTS, acts
from comity.read.chat import Chat
from comity.read.dates import date_of, dates_across
from comity.read.retold import dates_retold
from comity.read.split import sentences

SECTION_SENTENCES = 25
"""Sentences asked about at once: enough for reference, few enough that a small model forgets none."""
CONFIDENCE = 0.75
"""What a report of a language model counts for; it gives no probability that could be calibrated."""

TASK = """You code news for a record of relations between states. Read the user's text by the codebook below. List
every event that the text states. `evidence` is the whole sentence and `trigger` the words in it that state the act,
both copied from the text exactly. `source` and `target` list mentions copied from it exactly, each with its codes.
`when` is the time phrase that dates the act, copied exactly, or null. If nothing happens, give an empty list.

"""


def _words(*choices: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(choices)}


_MENTION = {
    "type": "object",
    "properties": {"text": {"type": "string"}, "codes": {"type": "array", "items": {"type": "string"}}},
    "required": ["text", "codes"],
    "additionalProperties": False,
}
_FIELDS: dict[str, Any] = {
    "evidence": {"type": "string"},
    "trigger": {"type": "string"},
    "act": _words(*acts()),
    "status": _words(*(status.value for status in Status)),
    "source": {"type": "array", "items": _MENTION},
    "target": {"type": "array", "items": _MENTION},
    "when": {"type": ["string", "null"]},
    "contexts": {"type": "array", "items": _words(*CONTEXTS)},
}
_EVENT = {"type": "object", "properties": _FIELDS, "required": list(_FIELDS), "additionalProperties": False}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"events": {"type": "array", "items": _EVENT}},
    "required": ["events"],
    "additionalProperties": False,
}
"""What the model must answer with."""


@cache
def instructions() -> str:
    """What the model is told: the task and the whole codebook."""
    return TASK + files("comity.ontology").joinpath("data/codebook.md").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Section:
    """A run of sentences: where it stands in the document and its text."""

    document: Document
    start: int
    end: int
    sentences: Sequence[Span]


class LanguageModelReader:
    """Reads by asking a language model."""

    def __init__(self, chat: Chat, threshold: float) -> None:
        self._chat = chat
        self._threshold = threshold
        self.version = f"openai:{chat.model}"

    def read(self, document: Document) -> list[Report]:
        """The reports of a document. Raises FetchError if the model cannot be asked."""
        reports = [report for section in _sections(document) for report in self._section(section)]
        return dates_across(dates_retold(document.text, reports, document.published))

    def read_many(self, documents: Iterable[Document]) -> Iterator[list[Report]]:
        """The reports of each document, one after the other."""
        for document in documents:
            yield self.read(document)

    def _section(self, section: _Section) -> Iterator[Report]:
        text = section.document.text[section.start : section.end]
        published = section.document.published
        heading = f"Published: {published.isoformat() if published else 'unknown'}\n\n"
        answer = self._chat.ask(instructions(), heading + text, SCHEMA)
        for event in answer.get("events", []):
            report = self._report(section, event)
            if report is None:
                self._chat.usage.dropped += 1
            else:
                yield report

    def _report(self, section: _Section, event: dict[str, Any]) -> Report | None:
        """The event as a report; None if its words do not stand in the text, or an act or status is unknown."""
        document = section.document
        try:
            status = Status(event["status"])
            evidence = _evidence(section, event["evidence"])
            trigger = _within(document.text, event["trigger"], evidence)
            if evidence is None or trigger is None or event["act"] not in acts():
                return None
            source = _side(document, section, event["source"], trigger)
            target = _side(document, section, event["target"], trigger)
            hint = _within(document.text, event["when"], evidence) if event.get("when") else None
            contexts = tuple(context for context in event["contexts"] if context in CONTEXTS)
        except (KeyError, TypeError, ValueError):
            return None
        if source is None or target is None or not (source or target):
            return None
        return Report(
            document=document.id,
            act=event["act"],
            status=status,
            source=source,
            target=target,
            when=date_of(document.text, evidence, trigger, hint, status, document.published),
            trigger=trigger,
            evidence=evidence,
            contexts=contexts,
            confidence=CONFIDENCE,
            uncertain=self._threshold > CONFIDENCE,
            reader=self.version,
        )


def _sections(document: Document) -> Iterator[_Section]:
    found = sentences(document.text)
    for start in range(0, len(found), SECTION_SENTENCES):
        run = found[start : start + SECTION_SENTENCES]
        yield _Section(document, run[0].start, run[-1].end, run)


def _evidence(section: _Section, words: str) -> Span | None:
    """The sentence that the quoted words stand in; None if they stand nowhere in the section."""
    place = section.document.text.find(words.strip(), section.start, section.end) if words.strip() else -1
    return next((s for s in section.sentences if s.start <= place < s.end), None)


def _within(text: str, words: str, sentence: Span | None) -> Span | None:
    """Where `words` stand in a sentence."""
    place = text.find(words, sentence.start, sentence.end) if sentence and words else -1
    return Span.of(text, place, place + len(words)) if place >= 0 else None


def _side(
    document: Document, section: _Section, mentions: Sequence[dict[str, Any]], trigger: Span
) -> tuple[Mention, ...] | None:
    """The mentions of one side, nearest to the trigger; None if one of them does not stand in the text."""
    spans = [_nearest(document.text, section, mention["text"], trigger) for mention in mentions]
    if any(span is None for span in spans):
        return None
    places = [span for span in spans if span is not None]
    resolved = resolve(document.text, places, document.published)
    return tuple(_coded(found, mention["codes"]) for found, mention in zip(resolved, mentions, strict=True))


def _coded(found: Mention, codes: Sequence[str]) -> Mention:
    """Our own resolution where it names somebody, else the codes that the model gives."""
    if found.codes and found.codes != (COLLECTIVE,):
        return found
    return Mention(found.span, tuple(codes), found.sector, 0.5, "as the language model resolves it")


def _nearest(text: str, section: _Section, words: str, trigger: Span) -> tuple[int, int] | None:
    places, place = [], text.find(words, section.start, section.end) if words else -1
    while place >= 0:
        places.append(place)
        place = text.find(words, place + 1, section.end)
    if not places:
        return None
    start = min(places, key=lambda p: abs(p - trigger.start))
    return start, start + len(words)
