"""The page of an actor: who stands how toward it, on a map and in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import RedirectResponse, Response

from comity.actors.registry import registry
from comity.faces.server.asking import Asking
from comity.faces.web.charts.tones import tone
from comity.faces.web.charts.world import has_place, places
from comity.faces.web.routes import Day, actors, page
from comity.faces.web.words import actor_address, title
from comity.faces.wording import since
from comity.ledger.who import Holder
from comity.model.standing import Dimension


@actors.get("/{name}")
def actor(
    request: Request,
    ask: Asking,
    name: str,
    on: Day = None,
    as_known: Day = None,
    respect: Annotated[Dimension, Query()] = Dimension.RECOGNITION,
) -> Response:
    """Who stands how toward an actor in one respect, on a day and as known on a day."""
    code = ask.code(name, on)
    if code != name:
        return RedirectResponse(actor_address(code) + (f"?{request.url.query}" if request.url.query else ""))
    today = ask.ledger.today()
    holders = ask.toward(respect, code, on=on or today, as_known=as_known).rows
    ever = ask.toward(respect, code, as_known=as_known).rows
    return page(
        request,
        "actor.html",
        {
            "code": code,
            "rows": registry().rows(code),
            "asked": respect,
            "respects": tuple(Dimension),
            "day": on or today,
            "today": today,
            "holders": sorted(holders, key=_order),
            "counts": _counts(holders),
            "places": tuple(places(_states(holders, code), _labels(holders))),
            "unmapped": [one for one in holders if not has_place(one.actor)],
            "first_day": _beginning(ever, today),
            "gone": [one for one in ever if one.standing.end and one.standing.end <= (on or today)][-60:],
        },
    )


def _order(one: Holder) -> tuple[bool, str, str]:
    return one.disputed, one.standing.state, title(one.actor)


def _counts(holders: Sequence[Holder]) -> list[tuple[str, str, int]]:
    """How many stand in each state, with its tone, the most frequent first; the disputed by themselves."""
    found = Counter(_shown(one) for one in holders)
    return [(tone_name, state, number) for (tone_name, state), number in found.most_common()]


def _shown(one: Holder) -> tuple[str, str]:
    return ("disputed", "disputed") if one.disputed else (tone(one.standing).value, one.standing.state)


def _states(holders: Sequence[Holder], code: str) -> dict[str, str]:
    return {one.actor: _shown(one)[0] for one in holders} | {code: "self"}


def _labels(holders: Sequence[Holder]) -> dict[str, str]:
    return {one.actor: f"{title(one.actor)}: {_said(one)} since {since(one.standing)}" for one in holders}


def _said(one: Holder) -> str:
    return f"disputed, {one.standing.how}" if one.disputed else one.standing.state


def _beginning(ever: Sequence[Holder], today: date) -> date:
    return min((one.since for one in ever), default=today.replace(year=today.year - 1, day=1))
