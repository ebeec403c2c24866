"""Which time phrase of a sentence dates the act that a trigger names: rules, the surest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from comity.model.document import Span
from comity.model.report import Status
from comity.read import signals
from comity.read.clauses import Sentence
from comity.read.offsets import is_offset


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
        return (
            signals.IS_EVENT.fullmatch(self.trigger.text) is not None and signals.MADE_VERB.search(self.before) is None
        )

    @property
    def is_aside(self) -> bool:
        """Whether the trigger is a participle at a noun: "the jailed mayor", "a plan drawn up by Egypt"."""
        after = self.sentence.text[self.trigger.end :]
        if self.is_noun:
            return False
        if after.startswith(" by "):
            return signals.AUXILIARY.search(self.before) is None
        participle = signals.PARTICIPLE.fullmatch(self.trigger.text) and signals.ARTICLE.search(self.before)
        return participle is not None and re.match(r" [a-z]", after) is not None

    @property
    def before(self) -> str:
        """The sentence up to the trigger."""
        return self.sentence.text[: self.trigger.start]

    def distance(self, phrase: Span) -> int:
        """How many words stand between the trigger and `phrase`."""
        return len(self.words_to(phrase).split())

    def closest(self, phrases: Iterable[Span]) -> Span | None:
        """Of `phrases` the one that stands closest to the trigger."""
        return min(phrases, key=self.distance, default=None)

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
    chosen = _own(act, plain) or _own(act, near) or _at_when(act)
    if act.is_aside:
        return Attachment(chosen) if chosen else None
    chosen = chosen or _told(act, plain) or _shared(act, plain)
    return Attachment(chosen) if chosen else _from_outside(act, free)


def _may_date(act: Act, phrase: Span) -> bool:
    """Whether nothing in the words around `phrase` gives it to something else."""
    before = act.sentence.text[: phrase.start]
    if signals.DATELINE.fullmatch(before):
        return False
    if _is_attribute(act.sentence.text, phrase):
        return _stands_before_noun(act, phrase)
    if before.endswith(" of "):
        return not act.follows(phrase) and act.distance(phrase) <= 3
    if before.endswith("since "):
        return act.status == Status.ASSERTED and signals.FIRST.search(act.sentence.part_at(phrase.start)) is None
    return True


def _is_attribute(text: str, phrase: Span) -> bool:
    """Whether `phrase` stands before a noun as in "Thursday's talks" and "the 2019 attack"."""
    if signals.POSSESSIVE.match(text, phrase.end):
        return True
    return (
        signals.ARTICLE.search(text[max(0, phrase.start - 10) : phrase.start]) is not None
        and signals.NOUN_FOLLOWS.match(text, phrase.end) is not None
    )


def _stands_before_noun(act: Act, phrase: Span) -> bool:
    if signals.FRONTED.fullmatch(act.sentence.text[: phrase.start]):
        return True
    if act.follows(phrase):
        return act.distance(phrase) <= 3
    # "Will attend next week's summit": whoever plans to does so then; but Monday's attack was condemned later.
    return act.status != Status.ASSERTED and act.distance(phrase) <= 1


def _own(act: Act, phrases: Iterable[Span]) -> Span | None:
    """The closest phrase of the trigger's own part of the clause."""
    return act.closest(phrase for phrase in phrases if _is_own(act, phrase))


def _is_own(act: Act, phrase: Span) -> bool:
    if act.sentence.breaks_between(act.trigger.start, phrase.start) or _belongs_to_another_verb(act, phrase):
        return False
    if act.is_aside:
        return not act.follows(phrase) and act.distance(phrase) <= 6
    if act.is_noun:
        return not (act.follows(phrase) and _is_governed(act))
    between = act.words_to(phrase)
    return act.follows(phrase) or phrase not in act.old or signals.ABOUT_EVENT.search(between) is None


def _is_governed(act: Act) -> bool:
    """Whether the noun hangs on a preposition, as in "blamed Iran on Tuesday for the attack"."""
    start = act.trigger.start
    if signals.GOVERNED.search(act.sentence.text[max(0, start - 60) : start]) is None:
        return False
    return not any(phrase.end <= start and _is_attribute(act.sentence.text, phrase) for phrase in act.sentence.phrases)


def _belongs_to_another_verb(act: Act, phrase: Span) -> bool:
    """As "on Friday" in "agreed on Friday to send arms" and "would send arms, it said on Friday"."""
    before = act.sentence.text[: phrase.start]
    verb = signals.SAID.search(before)
    if act.follows(phrase) and act.status != Status.ASSERTED:
        if _hangs_on_a_verb(act.before) and signals.PREPOSITION.fullmatch(before) is None:
            return True
        verb = verb or signals.DID.search(before)
    return verb is not None and not verb.start() < act.trigger.end <= phrase.start


def _hangs_on_a_verb(before: str) -> bool:
    return signals.INFINITIVE.search(before) is not None and signals.PLANNED_TO.search(before) is None


def _told(act: Act, phrases: Iterable[Span]) -> Span | None:
    """The day on which an act was told of, which news takes for the day of the act itself."""
    if act.status != Status.ASSERTED or act.is_noun:
        return None
    # "Has opened an embassy, it said on Friday" does not say when; "opened an embassy, it said on Friday" does.
    perfect = signals.PERFECT.search(act.before) is not None
    told = [phrase for phrase in phrases if signals.SAID.search(act.sentence.text[: phrase.start])]
    return act.closest(phrase for phrase in told if act.follows(phrase) or not perfect)


def _at_when(act: Act) -> Span | None:
    """The phrase of a clause that says when: "relations, suspended when war broke out in 1998"."""
    clause = act.sentence.clause_at(act.trigger.end + 1)
    if clause is None or clause.kind != "temporal" or clause.start != act.trigger.end + 1:
        return None
    inside = [phrase for phrase in act.sentence.phrases if act.sentence.clause_at(phrase.start) == clause]
    return act.closest(inside)


def _shared(act: Act, phrases: list[Span]) -> Span | None:
    """The phrase of another part of the clause, as in "on Monday Oman met both sides and offered to mediate"."""
    if act.is_noun and _is_governed(act):
        return None
    return act.closest(phrase for phrase in phrases if _is_shared(act, phrase))


def _is_shared(act: Act, phrase: Span) -> bool:
    breaks = act.sentence.breaks_between(act.trigger.start, phrase.start)
    if not breaks:
        return False
    if act.follows(phrase):
        here, there = act.sentence.part_at(act.trigger.start), act.sentence.part_at(phrase.start)
        return is_future(here) == is_future(there) and not _belongs_to_another_verb(act, phrase)
    opens = signals.PREPOSITION.fullmatch(act.sentence.text[breaks[-1].end : phrase.start].lstrip())
    return all(here.bare for here in breaks) and opens is None


def is_future(words: str) -> bool:
    """Whether `words` speak of what is yet to come."""
    return signals.FUTURE.search(words) is not None


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
        named = next((p for p in act.sentence.phrases if clause.start - 2 <= p.end <= clause.start), None)
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
    days = (phrase for phrase in act.sentence.phrases if signals.DATELINE.fullmatch(act.sentence.text[: phrase.start]))
    day = next(days, None)
    return Attachment(day, dateline=True) if day else None
