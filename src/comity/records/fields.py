"""What each field of a report's record is: output, column types and the reference in `docs/` are made from this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a field holds, named as the docs name it."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "true or false"
    WORDS = "list of text"
    MENTION = "mention"
    MENTIONS = "list of mentions"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, what it holds and what that means."""

    name: str
    kind: Kind
    meaning: str


MENTION_FIELDS = (
    Field("text", Kind.TEXT, "the words, exactly as they stand in the document"),
    Field("start", Kind.WHOLE, "their first character, counted from 0 in the document's text"),
    Field("end", Kind.WHOLE, "the character after their last"),
    Field("codes", Kind.WORDS, "the actors that the words stand for, as of the document's date"),
    Field("sector", Kind.TEXT, "PLOVER's sector code (GOV, MIL, REB …); null where not clear"),
    Field("score", Kind.NUMBER, "how sure the reader is that the words stand for these actors, from 0 to 1"),
    Field("reason", Kind.TEXT, "how the actors were found, in words"),
)
"""The fields of a mention."""

FIELDS = (
    Field("id", Kind.TEXT, "the report's id: a hash of what is claimed, where it stands and who read it"),
    Field("act", Kind.TEXT, "what was done, an act of the [codebook](codebook.md)"),
    Field("status", Kind.TEXT, "what the text claims of the act: `asserted`, `denied`, `planned` or `hypothetical`"),
    Field("plover", Kind.TEXT, "PLOVER's event type"),
    Field("mode", Kind.TEXT, "PLOVER's mode; empty where the event type has none for the act"),
    Field("contexts", Kind.WORDS, "what the act is about, PLOVER's contexts and some of ours"),
    Field("cameo", Kind.TEXT, "the CAMEO code, with its leading zero"),
    Field("goldstein", Kind.NUMBER, "Goldstein's scale of conflict and cooperation, from -10 to 10"),
    Field("source", Kind.WORDS, "codes of the side that acts; empty where the text names none"),
    Field("target", Kind.WORDS, "codes of the side acted upon; empty where the text names none"),
    Field("source_mentions", Kind.MENTIONS, "the words that `source` comes from"),
    Field("target_mentions", Kind.MENTIONS, "the words that `target` comes from"),
    Field("date", Kind.TEXT, "when, as far as the text says: `2025-07-03`, `2021-08` or `1979`; null where unknown"),
    Field("date_precision", Kind.TEXT, "`day`, `month`, `year` or `unknown`"),
    Field("date_phrase", Kind.TEXT, "the words that the date comes from; null where the text has none"),
    Field("date_phrase_start", Kind.WHOLE, "their first character"),
    Field("date_phrase_end", Kind.WHOLE, "the character after their last"),
    Field("date_note", Kind.TEXT, "why a phrase stayed unresolved, for instance without a publication date"),
    Field("trigger", Kind.TEXT, "the words that state the act"),
    Field("trigger_start", Kind.WHOLE, "their first character"),
    Field("trigger_end", Kind.WHOLE, "the character after their last"),
    Field("evidence", Kind.TEXT, "the passage that states it, an exact substring of the document"),
    Field("evidence_start", Kind.WHOLE, "its first character"),
    Field("evidence_end", Kind.WHOLE, "the character after its last"),
    Field("according_to", Kind.WORDS, "codes of whoever the text says it from; empty where it is said outright"),
    Field("according_to_mention", Kind.MENTION, "the words that `according_to` comes from; null where there are none"),
    Field("confidence", Kind.NUMBER, "the probability that act, sides and status are right, from 0 to 1"),
    Field("uncertain", Kind.FLAG, "whether the confidence is below the threshold: kept for review, not for standing"),
    Field("reader", Kind.TEXT, "the version of the reader"),
    Field("document", Kind.TEXT, "the document's id: a hash of all that it says of itself"),
    Field("corpus_id", Kind.TEXT, "the id that a corpus gives the document; null outside of one"),
    Field("title", Kind.TEXT, "the document's title; null where unknown, as in the next three"),
    Field("address", Kind.TEXT, "its web address"),
    Field("publisher", Kind.TEXT, "who published it"),
    Field("published", Kind.TEXT, "the day of its publication"),
)
"""The fields of a report's record, in the order of the output."""

EVENT_FIELDS = (
    Field("id", Kind.TEXT, "the event's id, as `comity timeline` shows it"),
    *(field for field in FIELDS if field.name in ("act", "status", "plover", "mode", "contexts", "cameo", "goldstein")),
    Field("source", Kind.TEXT, "code of the side that acts; empty where the texts name none"),
    Field("target", Kind.TEXT, "code of the side acted upon; empty where the texts name none"),
    Field("date", Kind.TEXT, "when, as far as the reports say: `2025-07-03`, `2021-08` or `1979`; null where unknown"),
    Field("date_precision", Kind.TEXT, "`day`, `month`, `year` or `unknown`"),
    Field("first", Kind.TEXT, "the first day on which it can have happened; null where unknown"),
    Field("last", Kind.TEXT, "the last one"),
    Field("sources", Kind.WHOLE, "how many independent sources tell of it"),
    Field("reports", Kind.WHOLE, "how many reports tell of it"),
    Field("confidence", Kind.NUMBER, "the confidence of the surest report, from 0 to 1"),
    Field("uncertain", Kind.FLAG, "whether no report of it is certain enough to count for standing"),
    Field("known", Kind.TEXT, "the moment, in UTC, at which the ledger first learned of it"),
    Field("evidence", Kind.TEXT, "the words that say so, from the report that dates it best, as in what follows"),
    *(field for field in FIELDS if field.name in ("title", "address", "publisher", "published")),
)
"""The fields of an event's record, in the order of the output."""
