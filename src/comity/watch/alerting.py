"""Alerts while a watch goes on: what came in is looked through, and messages that are due are sent."""

from __future__ import annotations

import asyncio

from comity.ledger import Ledger
from comity.ledger.alerts import Alerts
from comity.watch.delivery import Courier
from comity.watch.desk import Desks
from comity.watch.pace import Terms
from comity.watch.raising import raise_alerts
from comity.watch.rules import Rules
from comity.watch.told import Tell, Told, What


class Alerting:
    """Looks through the ledger at one desk and sends at another, so that a slow receiver holds nothing up."""

    def __init__(self, ledger: Ledger, rules: Rules, desks: Desks, terms: Terms, tell: Tell) -> None:
        """Look through `ledger` by `rules`, which begin with what comes from now on if they are new."""
        self._ledger = ledger
        self._rules = rules
        self._desks = desks
        self._terms = terms
        self._tell = tell
        alerts = Alerts(ledger)
        alerts.begin(rule.name for rule in rules.rules)
        self._courier = Courier(alerts, rules.channels, terms, tell)

    async def go_round(self) -> None:
        """Look once, and try once what is due."""
        for alert in await self._desks.ledger.do(raise_alerts, self._ledger, self._rules, self._terms.wall()):
            self._tell(Told(What.ALERT, alert.rule, alert.content["reports"], alert.content["title"]))
        await self._desks.sending.do(self._courier.send_due)

    async def go_on(self) -> None:
        """Go round again and again."""
        while True:
            await self.go_round()
            await asyncio.sleep(self._terms.pace.look)
