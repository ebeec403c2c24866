"""A mention while it is being resolved: its words, its names, and what it can refer to by its form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from comity.actors.nouns import Noun, head_noun
from comity.actors.people import PersonName
from comity.actors.phrases import NOBODY, Acting
from comity.actors.tables import table

_OWNER = re.compile(r"(its|his|her|their|our|my|your|whose)\s+(?=\S)", re.I)
_CAPITAL = re.compile(r"[A-Z]")
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
    vague: str = ""
    surface: str = ""
    plural: bool = False

    def classify(self) -> None:
        """Derive from the words and names what the item is.

        `noun`, `owner`, `number` and `form` say what it can refer to, `vague` is the word by which it names actors
        without listing them ("most countries"), `surface` in what way it names its actor.
        """
        words = " ".join(self.text.lower().replace("’", "'").split())
        owner = _OWNER.match(words)
        number = _NUMBER.search(words)
        self.noun = head_noun(words)
        self.owner = pronouns().get(owner[1], "") if owner else ""
        self.number = _NUMBERS[number[1]] if number else 0
        self.form = _form(words, self)
        self.vague = vague[1].lower() if (vague := _VAGUE.match(self.text)) else ""
        self.surface = _surface(self)
        self.plural = _is_plural(self.text.split())

    @property
    def listed(self) -> bool:
        """Whether the item is one of the mentions to resolve, not only a name that stands in the text."""
        return self.order >= 0


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
        return "name" if _CAPITAL.search(item.text, 1) else "thing"
    if item.number and item.noun.sort.endswith("s"):
        return "dual" if item.number == 2 else "several"
    determiner = words.partition(" ")[0]
    definite = {"the": "the ", "a": "a ", "an": "a "}.get(determiner, "")
    return f"{definite}{item.noun.sort}"


def _surface(item: Item) -> str:
    if not item.listed:
        return "unlisted"
    if item.people:
        return "person"
    return "name" if item.acting.names else "reference"


def _is_plural(words: Sequence[str]) -> bool:
    """Whether a mention's words look like a plural ("the Taliban" and "troops" do, "Russia's army" does not)."""
    return words[-1].endswith("s") and not words[-1].endswith(("'s", "’s", "ss", "us")) and words[0].islower()


@cache
def pronouns() -> dict[str, str]:
    """The form of each pronoun and fixed phrase."""
    return {row["words"]: row["form"] for row in table("pronouns.csv")}
