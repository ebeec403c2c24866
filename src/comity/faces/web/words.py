"""What pages say of reports, events and standings, beside what every face says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from textwrap import shorten
from typing import Any
from urllib.parse import quote

from comity.actors.registry import registry
from comity.faces.web.charts.timeline import is_uncertain, respect
from comity.faces.web.charts.tones import tone
from comity.faces.wording import counted, named, percent, since
from comity.ledger import days
from comity.model.document import Document
from comity.model.report import COLLECTIVE, Mention, Report, Status
from comity.ontology.acts import act

ERRORS = {
    400: "That cannot be understood",
    401: "The token is needed",
    403: "That is refused",
    404: "Nothing here",
    413: "That is too large",
    422: "That cannot be answered",
    429: "Too many requests",
    500: "Something went wrong",
    503: "Not now",
}
"""What stands over the page of an error of that status."""

BACKGROUND_DAYS = 30
"""How long before its document something must have happened to be told as background."""

HEADING = 90
"""The characters of a text that stand for a missing title, at most."""

_CODE = re.compile(r"\b[A-Z]{2,}[0-9A-Z]*(?::[0-9A-Z_]+)*\b")

SIGNS = {Status.ASSERTED: "●", Status.DENIED: "✕", Status.PLANNED: "△", Status.HYPOTHETICAL: "◇"}
"""A sign for each status, the same in texts and in charts."""


def title(code: str) -> str:
    """The name of an actor."""
    return registry().title(code) if code else "somebody"


def actor_address(code: str, other: str = "") -> str:
    """The address of the page of an actor, or of a pair."""
    return "/" + "/".join(quote(part, safe=":") for part in (code, other) if part)


def is_background(report: Report, document: Document) -> bool:
    """Whether a report tells of what happened more than BACKGROUND_DAYS before its document was published."""
    if report.when.date is None or document.published is None:
        return False
    last = days.day(days.bounds(report.when.date)[1])
    return last < document.published - timedelta(days=BACKGROUND_DAYS)


def heading(document: Document) -> str:
    """The title of a document, or the beginning of its text if it has none."""
    return document.title or shorten(document.text.partition("\n")[0], HEADING, placeholder=" …")


def side(mentions: Iterable[Mention]) -> list[tuple[str, str]]:
    """The actors of one side, each as its code and name; without a code where the text names them only together."""
    found = {code: mention for mention in mentions for code in mention.codes}
    return [("", mention.span.text) if code == COLLECTIVE else (code, title(code)) for code, mention in found.items()]


def act_words(name: str) -> str:
    """An act as words: “withdraw recognition”."""
    return name.replace("-", " ")


def with_names(told: str) -> str:
    """`told` with the names of actors in the place of their codes: “RUS toward AFG: …”."""
    return _CODE.sub(lambda code: title(code[0]), told)


def arrow(name: str) -> str:
    """How an act joins its sides: one way, or both."""
    return "↔" if act(name).reciprocal else "→"


SHOWN: dict[str, Callable[..., Any] | dict[Status, str]] = {
    "SIGNS": SIGNS,
    "act_words": act_words,
    "actor_address": actor_address,
    "arrow": arrow,
    "counted": counted,
    "heading": heading,
    "is_background": is_background,
    "is_uncertain": is_uncertain,
    "named": named,
    "percent": percent,
    "respect": respect,
    "side": side,
    "since": since,
    "title": title,
    "with_names": with_names,
    "tone": tone,
}
"""What every template can call, by name."""
