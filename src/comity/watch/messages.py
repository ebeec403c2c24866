"""An alert as an e-mail and as an entry of an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as Tree

Content = dict[str, Any]

_NO_XML = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATOM = "http://www.w3.org/2005/Atom"


def mail(content: Content, sender: str, to: Iterable[str], at: datetime) -> EmailMessage:
    """The e-mail that tells of an alert; its id is the alert's, so that a second copy can be known."""
    message = EmailMessage()
    message["Subject"] = _line(f"{content['rule']}: {content['title']}")
    message["From"] = sender
    message["To"] = ", ".join(to)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{content['id']}@comity>"
    message.set_content(in_words(content))
    return message


def in_words(content: Content) -> str:
    """What an alert says, with the passages that it rests on and where they stand."""
    lines = [content["title"], *_grounds(content["forecast"], content["subject"]), ""]
    for passage in content["evidence"]:
        origin = (passage["title"], passage["publisher"], passage["published"], passage["address"])
        lines += [f"“{passage['words']}”", f"    {', '.join(part for part in origin if part)}", ""]
    more = content["reports"] - len(content["evidence"])
    return "\n".join([*lines, *([f"And {more:,} more."] if more else [])])


def _grounds(forecast: Content | None, subject: str) -> list[str]:
    """What a forecast rests on; of what happened, how to ask why."""
    if forecast is None:
        return [f"comity why {subject}"]
    between = f"Between {forecast['low']:.0%} and {forecast['high']:.0%}; of any state alike {forecast['base']:.0%}."
    reasons = [f"{reason['words']}: times {reason['factor']:.2g}" for reason in forecast["reasons"]]
    return [between, *reasons, forecast["basis"]]


def atom(title: str, alerts: Iterable[tuple[float, Content]]) -> bytes:
    """The Atom feed of `alerts`, each with when it was raised, the newest first."""
    Tree.register_namespace("", _ATOM)
    ordered = list(alerts)
    feed = Tree.Element(_name("feed"))
    _add(feed, "id", "urn:comity:alerts")
    _add(feed, "title", title)
    _add(feed, "updated", _moment(ordered[0][0] if ordered else 0.0))
    _add(_add(feed, "author"), "name", "Comity")
    for at, content in ordered:
        entry = _add(feed, "entry")
        _add(entry, "id", f"urn:comity:alert:{content['id']}")
        _add(entry, "title", content["title"])
        _add(entry, "updated", _moment(at))
        _add(entry, "category").set("term", content["rule"])
        address = next((passage["address"] for passage in content["evidence"] if passage["address"]), None)
        if address:
            _add(entry, "link").set("href", _line(address))
        _add(entry, "content", in_words(content)).set("type", "text")
    return bytes(Tree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _add(parent: Tree.Element, name: str, text: str | None = None) -> Tree.Element:
    child = Tree.SubElement(parent, _name(name))
    child.text = _printable(text) if text is not None else None
    return child


def _name(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _moment(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")


def _printable(text: str) -> str:
    """`text` without the characters that XML does not know."""
    return _NO_XML.sub(" ", text)


def _line(text: str) -> str:
    return " ".join(text.split())
