"""Which time phrase of a sentence dates the act that a trigger names: rules, the surest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from comity.model.document import Span
from comity.model.report import Status
from comity.read.clauses import Sentence
from comity.read.offsets import is_offset

_EVENT = (
    r"(?:accession|accord|agreement|announcement|annexation|assassination|assault|attack|blockade|bombardment|bombing|"
    r"breach|break-?up|capture|ceasefire|clash|collapse|conquest|coup|crackdown|crash|deal|death|declaration|"
    r"defeat|deportation|downing|election|embargo|execution|expulsion|fall|genocide|hijacking|incursion|independence|"
    r"intervention|invasion|kidnapping|killing|massacre|meeting|murder|occupation|offensive|ouster|overthrow|pact|"
    r"partition|poisoning|protest|pull-?out|raid|rebellion|recognition|referendum|resignation|revolt|revolution|rising|"
    r"rupture|seizure|shelling|shooting|siege|split|strike|summit|takeover|talk|treaty|truce|unification|uprising|"
    r"visit|vote|war|withdrawal)(?:s|es)?"
)
_ENDS_IN_EVENT = re.compile(rf"\b{_EVENT}$", re.IGNORECASE)
_ABOUT_EVENT = re.compile(
    rf"\b(?:for|of|over|about|to|by|in|from|against|with|on|into|during|despite|at) (?:[\w'’.-]+ ){{0,4}}?{_EVENT}\b",
    re.IGNORECASE,
)
_MADE_VERB = re.compile(r"\b(?:to|will|would|may|could|might|should|can|must|not|did) $", re.IGNORECASE)
_GOVERNED = re.compile(
    r"\b(?:for|of|over|about|after|since|by|from|against|despite|following) (?:[\w'’-]+ ){0,3}$", re.IGNORECASE
)

_ON = r"(?: (?:on|in|at))?(?: (?:late|early) on)? $"
_SAID = re.compile(
    rf"\b(?:said|says|told|announced|confirmed|reported|added|stated|acknowledged|admitted)(?: [\w'’]+){{0,5}}?{_ON}",
    re.IGNORECASE,
)
_DID = re.compile(
    rf"\b(?:\w+ed|said|told|met|held|made|gave|took|spoke|wrote|began|won|left|came)(?: [\w'’]+){{0,3}}?{_ON}",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|would|may|might|could|should|must|is to|are to|due to|plans?|intends?|hopes?)\b", re.IGNORECASE
)
_FIRST = re.compile(
    r"\b(?:first|only|last|latest|biggest|largest|worst|deadliest|highest|lowest|longest)\b", re.IGNORECASE
)

_ARTICLE = re.compile(r"(?:\b(?:the|a|an|its|his|her|their|this)|['’]s) $", re.IGNORECASE)
_FRONTED = re.compile(r"^(?:in|at|during|on)(?: (?:the|a|an|his|her|its|their))? $", re.IGNORECASE)
_NOUN_FOLLOWS = re.compile(
    r" (?!(?:by|in|on|at|and|to|from|after|before|when|with|for|but|as|that|or|until|while|has|had|was|is)\b)[a-z]"
)
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?= )")
_DATELINE = re.compile(r"^\W*[A-Z][A-Z .,’'/-]{2,}, $")


@dataclass(frozen=True, slots=True)
class Attachment:
    """The phrase that dates an act.

    `offset` is "a day after" where `phrase` dates the act on the other side of it; `dateline` marks the day that a
    dateline gives, before which the act may lie.
    """

    phrase: Span
    offset: Span | None = None
    dateline: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """A trigger in its sentence, with what is claimed of it; `old` are the phrases that mean long ago."""

    sentence: Sentence
    trigger: Span
    status: Status
    old: frozenset[Span]

    @property
    def is_noun(self) -> bool:
        """Whether the trigger is a noun such as "invasion", and not a clause's verb."""
        before = self.sentence.text[: self.trigger.start]
        return _ENDS_IN_EVENT.search(self.trigger.text) is not None and _MADE_VERB.search(before) is None

    def words_to(self, phrase: Span) -> str:
        """What stands between the trigger and `phrase`."""
        if phrase.start >= self.trigger.end:
            return self.sentence.text[self.trigger.end : phrase.start]
        return self.sentence.text[phrase.end : self.trigger.start]

    def follows(self, phrase: Span) -> bool:
        """Whether the trigger stands after `phrase`."""
        return self.trigger.start >= phrase.end

    def shares_clause(self, phrase: Span) -> bool:
        """Whether no clause border lies between the trigger and `phrase`."""
        return self.sentence.clause_at(phrase.start) == self.sentence.clause_at(self.trigger.start)


def attach(act: Act) -> Attachment | None:
    """What dates `act`; None where its sentence does not say."""
    free = [phrase for phrase in act.sentence.phrases if _may_date(act, phrase)]
    near = [phrase for phrase in free if act.shares_clause(phrase)]
    plain = [phrase for phrase in near if not is_offset(phrase.text)]
    chosen = _own(act, plain) or _own(act, near) or _told(act, plain) or _shared(act, plain)
    return Attachment(chosen) if chosen else _from_outside(act, free)


def _may_date(act: Act, phrase: Span) -> bool:
    """Whether nothing in the words around `phrase` gives it to something else."""
    before = act.sentence.text[: phrase.start]
    if _DATELINE.search(before):
        return False
    if _is_attribute(act.sentence.text, phrase):
        return _stands_before_noun(act, phrase)
    if before.endswith(" of "):
        return not act.follows(phrase) and len(act.words_to(phrase).split()) <= 3
    return not (before.endswith("since ") and _FIRST.search(act.sentence.part_at(phrase.start)))


def _is_attribute(text: str, phrase: Span) -> bool:
    """Whether `phrase` stands before a noun as in "Thursday's talks" and "the 2019 attack"."""
    if _POSSESSIVE.match(text, phrase.end):
        return True
    return _ARTICLE.search(text[: phrase.start]) is not None and _NOUN_FOLLOWS.match(text, phrase.end) is not None


def _stands_before_noun(act: Act, phrase: Span) -> bool:
    if _FRONTED.match(act.sentence.text[: phrase.start]):
        return True
    return act.follows(phrase) and len(act.words_to(phrase).split()) <= 3


def _own(act: Act, phrases: Iterable[Span]) -> Span | None:
    """The closest phrase of the trigger's own part of the clause."""
    fitting = [phrase for phrase in phrases if _is_own(act, phrase)]
    return min(fitting, key=lambda phrase: len(act.words_to(phrase).split()), default=None)


def _is_own(act: Act, phrase: Span) -> bool:
    if act.sentence.breaks_between(act.trigger.start, phrase.start) or _belongs_to_another_verb(act, phrase):
        return False
    if act.is_noun:
        return not (act.follows(phrase) and _is_governed(act))
    between = act.words_to(phrase)
    return act.follows(phrase) or phrase not in act.old or _ABOUT_EVENT.search(between) is None


def _is_governed(act: Act) -> bool:
    """Whether the noun hangs on a preposition, as in "blamed Iran on Tuesday for the attack"."""
    start = act.trigger.start
    nearest = act.sentence.text[max(0, start - 60) : start]
    attributes = [p for p in act.sentence.phrases if p.end <= start and _is_attribute(act.sentence.text, p)]
    return _GOVERNED.search(nearest) is not None and not attributes


def _belongs_to_another_verb(act: Act, phrase: Span) -> bool:
    """As "on Friday" in "agreed on Friday to send arms" and "would send arms, it said on Friday"."""
    before = act.sentence.text[: phrase.start]
    verb = _SAID.search(before) or (
        _DID.search(before) if act.follows(phrase) and act.status != Status.ASSERTED else None
    )
    if verb is None:
        return False
    return not (verb.start() < act.trigger.end and act.trigger.start < phrase.start)


def _told(act: Act, phrases: Iterable[Span]) -> Span | None:
    """The day on which an act was told of, which news takes for the day of the act itself."""
    if act.status != Status.ASSERTED or act.is_noun:
        return None
    told = [phrase for phrase in phrases if _SAID.search(act.sentence.text[: phrase.start])]
    return min(told, key=lambda phrase: len(act.words_to(phrase).split()), default=None)


def _shared(act: Act, phrases: list[Span]) -> Span | None:
    """The phrase of another part of the clause, as in "on Monday Oman met both sides and offered to mediate"."""
    if act.is_noun and _is_governed(act):
        return None
    fitting = [phrase for phrase in phrases if _is_shared(act, phrase)]
    return min(fitting, key=lambda phrase: len(act.words_to(phrase).split()), default=None)


def _is_shared(act: Act, phrase: Span) -> bool:
    breaks = act.sentence.breaks_between(act.trigger.start, phrase.start)
    if not breaks or is_future(act.sentence.part_at(phrase.start)) != is_future(
        act.sentence.part_at(act.trigger.start)
    ):
        return False
    if act.follows(phrase):
        return not _belongs_to_another_verb(act, phrase)
    fronted = len(act.sentence.text[breaks[-1].end : phrase.start].split()) <= 1
    return all(here.bare for here in breaks) and not fronted


def is_future(words: str) -> bool:
    """Whether `words` speak of what is yet to come."""
    return _FUTURE.search(words) is not None


def _from_outside(act: Act, phrases: list[Span]) -> Attachment | None:
    clause = act.sentence.clause_at(act.trigger.start)
    if clause is None:
        return _dateline(act)
    outside = [p for p in phrases if act.sentence.clause_at(p.start) == act.sentence.clause_at(clause.start - 1)]
    plain = [phrase for phrase in outside if not is_offset(phrase.text)]
    opening = next((p for p in outside if is_offset(p.text) and clause.start <= p.end <= clause.start + 7), None)
    if opening is not None and plain:
        return Attachment(plain[-1], offset=opening)
    if clause.kind == "temporal":
        named = next((p for p in outside if clause.start - 2 <= p.end <= clause.start), None)
        return Attachment(named) if named else None
    if clause.kind == "content":
        told = _told(act, plain)
        return Attachment(told) if told else None
    if clause.kind == "beside" and not act.is_noun:
        return Attachment(plain[-1]) if plain else None
    return None


def _dateline(act: Act) -> Attachment | None:
    if act.status != Status.ASSERTED or act.is_noun:
        return None
    days = (phrase for phrase in act.sentence.phrases if _DATELINE.search(act.sentence.text[: phrase.start]))
    day = next(days, None)
    return Attachment(day, dateline=True) if day else None
