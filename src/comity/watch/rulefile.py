"""The file of rules for alerts, in TOML; whatever is wrong in it is said with its place."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from comity.actors.registry import registry
from comity.errors import ActorError, RulesError
from comity.model.report import Status
from comity.model.standing import Dimension
from comity.ontology.acts import acts
from comity.read.addresses import web_address
from comity.read.send import MailServer
from comity.watch.rules import DAYS, AtomFile, Channel, Mail, Rule, Rules, Side, Webhook

ANY = "any"

_TOP = ("rule", "channel", "group")
_RULE = ("name", "standing", "acts", "status", "actors", "with", "sources", "uncertain", "days", "probability", "send")
_CHANNELS = {
    "webhook": ("webhook", "token_env"),
    "smtp": ("smtp", "from", "to", "password_env"),
    "atom": ("atom", "title"),
}

_FEW = 12
"""So many choices are listed where none is near to what was written."""

T = TypeVar("T")


def read_rules(path: Path, environment: Mapping[str, str] = os.environ) -> Rules:
    """The rules of the file at `path`; passwords and tokens are taken from the environment.

    Raises RulesError, with the place, for the first thing that is wrong.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RulesError(f"{path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RulesError(f"{path} is not TOML: {error}.") from None
    return _File(str(path), content, environment).rules()


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the file, which errors call `where`."""

    where: str
    content: Mapping[str, Any]

    def wrong(self, what: str) -> RulesError:
        return RulesError(f"{self.where}: {what}.")

    def check_keys(self, known: Collection[str]) -> None:
        for key in self.content:
            if key not in known:
                raise self.wrong(f"there is no key {key!r}{_meant(key, known)}")

    def get(self, key: str, kind: type[T], default: T) -> T:
        value = self.content.get(key, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(f"{key} must be {_KINDS[kind]}, and is {value!r}")
        return value

    def texts(self, key: str) -> list[str]:
        """A text, or a list of them."""
        value = self.content.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(one, str) and one.strip() for one in values):
            raise self.wrong(f"{key} must be a text or a list of texts, and is {value!r}")
        return values

    def choices(self, key: str, known: Collection[str]) -> frozenset[str]:
        """The texts of a list, each among `known`; all of those for "any"."""
        values = self.texts(key)
        if values == [ANY]:
            return frozenset(known)
        for value in values:
            if value not in known:
                raise self.wrong(f"{key} has {value!r}, which is none of them{_meant(value, known)}")
        return frozenset(values)

    def number(self, key: str, default: int) -> int:
        value = self.get(key, int, default)
        if value < 1:
            raise self.wrong(f"{key} must be at least 1, and is {value}")
        return value


_KINDS = {str: "a text", int: "a whole number", bool: "true or false", dict: "a table", list: "a list of tables"}


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    content: Mapping[str, Any]
    environment: Mapping[str, str]

    def rules(self) -> Rules:
        top = _Table(self.path, self.content)
        top.check_keys(_TOP)
        channels = {name: self._channel(name, table) for name, table in top.get("channel", dict, {}).items()}
        groups = _Table(f"{self.path}, group", top.get("group", dict, {}))
        tables = top.get("rule", list, [])
        if not tables:
            raise top.wrong("there is no [[rule]] in it")
        rules = [self._rule(number, table, channels, groups) for number, table in enumerate(tables, start=1)]
        for number, rule in enumerate(rules):
            if rule.name in {other.name for other in rules[:number]}:
                raise top.wrong(f"two rules have the name {rule.name!r}")
        return Rules(tuple(rules), channels)

    def _rule(self, number: int, content: object, channels: Mapping[str, Channel], groups: _Table) -> Rule:
        if not isinstance(content, dict):
            raise RulesError(f"{self.path}: rule {number} must be a table, begun by [[rule]].")
        named = content.get("name")
        table = _Table(f"{self.path}, rule {named or number!r}", content)
        table.check_keys(_RULE)
        if not isinstance(named, str) or not named.strip():
            raise table.wrong('it has no name; give name = "…"')
        dimensions = table.choices("standing", [dimension.value for dimension in Dimension])
        looked = table.choices("acts", acts())
        if not dimensions and not looked:
            if not {"actors", "status", "probability"} & content.keys():
                raise table.wrong("it says nothing; give standing, acts, status, actors or probability")
            looked = frozenset(acts())
        return Rule(
            name=named,
            dimensions=frozenset(Dimension(one) for one in dimensions),
            acts=looked,
            statuses=frozenset(Status(one) for one in table.choices("status", list(Status)) or {Status.ASSERTED}),
            actors=_side(table, "actors", groups),
            others=_side(table, "with", groups),
            sources=table.number("sources", 1),
            uncertain=table.get("uncertain", bool, False),
            days=table.number("days", DAYS),
            probability=_probability(table),
            channels=self._sent_by(table, channels),
        )

    def _sent_by(self, table: _Table, channels: Mapping[str, Channel]) -> tuple[str, ...]:
        names = table.texts("send") or list(channels)
        if not names:
            raise table.wrong("there is nowhere to send it; give a [channel.NAME]")
        for name in names:
            if name not in channels:
                raise table.wrong(f"send names {name!r}, and there is no [channel.{name}]{_meant(name, channels)}")
        return tuple(dict.fromkeys(names))

    def _channel(self, name: str, content: object) -> Channel:
        if not isinstance(content, dict):
            raise RulesError(f"{self.path}: channel must hold tables, as [channel.desk].")
        table = _Table(f"{self.path}, channel {name}", content)
        kinds = [kind for kind in _CHANNELS if kind in content]
        if len(kinds) != 1:
            raise table.wrong("give one of webhook, smtp and atom")
        table.check_keys(_CHANNELS[kinds[0]])
        return {"webhook": self._webhook, "smtp": self._mail, "atom": self._atom}[kinds[0]](table)

    def _webhook(self, table: _Table) -> Channel:
        address = web_address(table.get("webhook", str, ""), "")
        if address is None:
            raise table.wrong("webhook must be a web address")
        return Webhook(address, self._secret(table, "token_env"))

    def _mail(self, table: _Table) -> Channel:
        sender, to = table.get("from", str, ""), tuple(table.texts("to"))
        if "@" not in sender or not to or not all("@" in one for one in to):
            raise table.wrong("from and to must be addresses of e-mail")
        try:
            server = MailServer.of(table.get("smtp", str, ""), self._secret(table, "password_env"))
        except ValueError:
            raise table.wrong("smtp must be as smtp://user@host:587 or smtps://user@host") from None
        return Mail(server, sender, to)

    def _atom(self, table: _Table) -> Channel:
        path = table.get("atom", str, "")
        if not path or not Path(path).expanduser().absolute().parent.is_dir():
            raise table.wrong("atom must be the path of a file in a folder that exists")
        return AtomFile(path, table.get("title", str, "Alerts of Comity"))

    def _secret(self, table: _Table, key: str) -> str | None:
        name = table.get(key, str, "")
        if name and not self.environment.get(name):
            raise table.wrong(f"{key} names the variable {name}, which is not set in the environment")
        return self.environment[name] if name else None


def _probability(table: _Table) -> float | None:
    value = table.content.get("probability")
    if value is None:
        return None
    if not isinstance(value, float) or not 0 < value < 1:
        raise table.wrong(f"probability must be between 0 and 1, as 0.2, and is {value!r}")
    for key in ("standing", "status", "sources", "uncertain", "days"):
        if key in table.content:
            raise table.wrong(f"with probability it is about forecasts, which have no {key}")
    return value


def _side(table: _Table, key: str, groups: _Table) -> Side | None:
    """The codes of the actors that a rule names, by code, name or group; a bloc stands for its members too."""
    if key not in table.content:
        return None
    found: set[str] = set()
    for name in table.texts(key):
        members = groups.texts(name) if name in groups.content else [name]
        where = table if members == [name] else groups
        for member in members:
            found |= _codes(where, key, member)
    if not found:
        raise table.wrong(f"{key} names nobody")
    return frozenset(found)


def _codes(table: _Table, key: str, name: str) -> set[str]:
    try:
        code = registry().lookup(name)
    except ActorError as error:
        raise RulesError(f"{table.where}, {key}: {error}") from None
    return {code, *(member for row in registry().rows(code) for member in row.members)}


def _meant(name: str, known: Collection[str]) -> str:
    """What there is that `name` may have meant, to end a sentence with."""
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return f", but {near[0]!r}"
    return f", but {', '.join(sorted(known))}" if 0 < len(known) <= _FEW else ""
