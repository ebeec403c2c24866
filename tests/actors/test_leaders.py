"""The dated list of leaders."""

from __future__ import annotations

from datetime import date

from comity.actors.leaders import leaders
from comity.actors.registry import registry


def code(name: str, on: date | None) -> str | None:
    leader = leaders().named(name, on)
    return leader and leader.code


def test_by_full_name_or_alias() -> None:
    assert code("Amir Khan Muttaqi", date(2025, 1, 1)) == "AFG"
    assert code("Amir Khan Muttaqi", date(2015, 1, 1)) in {"AFG", "AFG:TALIBAN"}
    assert code("Emmanuel Macron", None) == "FRA"
    assert code("Nobody At All", None) is None


def test_a_surname_alone_needs_a_date() -> None:
    assert leaders().surnamed("Putin", None) is None
    putin = leaders().surnamed("Putin", date(2020, 1, 1))
    assert putin is not None and putin.code == "RUS"


def test_namesakes_are_told_apart_by_date_and_text() -> None:
    early, late = leaders().surnamed("Johnson", date(1965, 1, 1)), leaders().surnamed("Johnson", date(2021, 1, 1))
    assert early is not None and late is not None
    assert (early.code, late.code) == ("USA", "GBR")
    abdullah = leaders().surnamed("Abdullah", date(2021, 1, 1), near={"JOR"})
    assert abdullah is not None and abdullah.code == "JOR"


def test_a_first_name_and_surname_suffice() -> None:
    trudeau = leaders().resembling(("Justin", "Trudeau"), date(2020, 1, 1))
    assert trudeau is not None and trudeau.code == "CAN"
    assert leaders().resembling(("Margaret", "Trudeau"), date(2020, 1, 1)) is None


def test_every_leader_leads_a_known_actor() -> None:
    unknown = {term.code for terms in leaders().by_name.values() for term in terms} - set(registry().codes())
    assert unknown == set()
