"""Sending alerts through their channels: each message until it is sent or given up, and what became of it noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from comity.errors import ComityError, UnreachableError
from comity.ledger.alerts import Alerts, Delivery
from comity.read.send import post_json, send_mail
from comity.records.files import whole_file
from comity.watch.messages import atom, mail
from comity.watch.pace import MOST_JITTER, Terms
from comity.watch.rules import AtomFile, Channel, Mail, Webhook
from comity.watch.told import Tell, Told, What

IN_FEED = 100
"""How many alerts a feed holds; the oldest drop out."""


@dataclass(frozen=True, slots=True)
class Courier:
    """Sends the messages that are due by the `channels`."""

    alerts: Alerts
    channels: Mapping[str, Channel]
    terms: Terms
    tell: Tell

    def send_due(self) -> None:
        """Try each message that is due once."""
        longest = self.terms.pace.longest * MOST_JITTER
        for delivery in self.alerts.due(list(self.channels), self.terms.wall(), longest):
            self._send(delivery)

    def _send(self, delivery: Delivery) -> None:
        tried = replace(delivery, tries=delivery.tries + 1)
        where = f"{tried.channel}: {tried.content['title']}"
        try:
            self._hand_over(tried)
        except ComityError as error:
            self._not_sent(tried, error)
            self.tell(Told(What.UNSENT, where, tried.tries, str(error)))
        else:
            self.alerts.delivered(tried, self.terms.wall())
            self.tell(Told(What.SENT, where, tried.tries))

    def _hand_over(self, delivery: Delivery) -> None:
        channel, content = self.channels[delivery.channel], delivery.content
        if isinstance(channel, Webhook):
            token = {"Authorization": f"Bearer {channel.token}"} if channel.token else {}
            post_json(channel.address, content, {"Idempotency-Key": delivery.alert, **token})
        elif isinstance(channel, Mail):
            at = datetime.fromtimestamp(self.terms.wall(), UTC)
            send_mail(channel.server, mail(content, channel.sender, channel.to, at))
        else:
            self._write_feed(delivery.channel, channel)

    def _write_feed(self, name: str, channel: AtomFile) -> None:
        """Write the whole feed anew: who reads it while this goes on, or is killed, has the one before."""
        with whole_file(Path(channel.path).expanduser()) as file:
            file.write(atom(channel.title, self.alerts.latest(name, IN_FEED)))

    def _not_sent(self, delivery: Delivery, error: ComityError) -> None:
        pace = self.terms.pace
        # What keeps a file from being written, such as a full disk, passes; so may what kept a server away.
        passing = isinstance(error, UnreachableError) or isinstance(self.channels[delivery.channel], AtomFile)
        if not passing or delivery.tries >= pace.tries:
            self.alerts.failed(delivery, str(error))
            return
        due = self.terms.wall() + pace.pause(delivery.tries, self.terms.chance)
        self.alerts.postponed(replace(delivery, due=due), str(error))
