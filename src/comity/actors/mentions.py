"""A mention while it is being resolved: its words, its names, and what it can refer to by its form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from comity.actors.nouns import Noun, head_noun
from comity.actors.people import PersonName
from comity.actors.phrases import NOBODY, Acting
from comity.actors.tables import table

_OWNER = re.compile(r"(its|his|her|their|our|my|your|whose)\s+(?=\S)", re.I)
_NUMBER = re.compile(r"\b(two|both|three|four|five|six|seven|eight|nine|ten|pair)\b", re.I)
_NUMBERS = {"two": 2, "both": 2, "pair": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8} | {
    "nine": 9,
    "ten": 10,
}
_VAGUE = re.compile(
    r"(?:the )?(no|any|some|many|most|several|other|few|all|various|certain|every|more|dozens|scores|hundreds|"
    r"thousands|those|foreign|anyone|nobody|none|not|at least|over|nearly|about|only|\d+|[a-z]+teen|"
    r"(?:twen|thir|for|fif|six)ty|(?:seven|eight|nine|ten) other|\w+ty-\w+)\b",
    re.I,
)
"""How a phrase opens that names actors without listing them."""


@dataclass(slots=True)
class Item:
    """One mention of a text, at `start` to `end`, in sentence `sentence`, and what has been found out about it.

    `index` counts in the order of the text, `order` in the order in which the spans were given;
    it is -1 for a name that stands in the text and is no mention.
    """

    index: int
    order: int
    start: int
    end: int
    text: str
    sentence: int
    acting: Acting = NOBODY
    people: tuple[PersonName, ...] = ()
    codes: tuple[str, ...] = ()
    sector: str | None = None
    score: float = 0.0
    reason: str = ""
    noun: Noun | None = None
    form: str = ""
    owner: str = ""
    number: int = 0

    def classify(self) -> None:
        """Derive noun, owner, number and form from the words and names."""
        words = " ".join(self.text.lower().replace("’", "'").split())
        owner = _OWNER.match(words)
        number = _NUMBER.search(words)
        self.noun = head_noun(words)
        self.owner = pronouns().get(owner[1], "") if owner else ""
        self.number = _NUMBERS[number[1]] if number else 0
        self.form = _form(words, self)

    @property
    def listed(self) -> bool:
        """Whether the item is one of the mentions to resolve, not only a name that stands in the text."""
        return self.order >= 0

    @property
    def vague(self) -> str:
        """The word by which a phrase names actors without listing them ("most countries"), empty if it does not."""
        found = _VAGUE.match(self.text)
        return found[1].lower() if found else ""


def _form(words: str, item: Item) -> str:
    """What the mention is, for the weighing of what it refers to: a pronoun, an owner with a noun, a noun, a name."""
    pronoun = pronouns().get(words)
    if pronoun:
        return pronoun
    if item.owner:
        return f"{item.owner}+{item.noun.sort if item.noun else 'thing'}"
    if any(len(person.words) > 0 for person in item.people) and not item.acting.names:
        return "person"
    if item.noun is None:
        return "name" if re.search(r"[A-Z]", item.text[1:]) else "thing"
    if item.number and item.noun.sort.endswith("s"):
        return "dual" if item.number == 2 else "several"
    determiner = words.partition(" ")[0]
    definite = {"the": "the ", "a": "a ", "an": "a "}.get(determiner, "")
    return f"{definite}{item.noun.sort}"


@cache
def pronouns() -> dict[str, str]:
    """The form of each pronoun and fixed phrase."""
    return {row["words"]: row["form"] for row in table("pronouns.csv")}
