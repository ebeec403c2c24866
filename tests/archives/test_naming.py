"""Whom others' names and codes mean."""

from __future__ import annotations

from datetime import date

import pytest

from comity.actors.registry import registry
from comity.archives.naming import EPOCH, Named, country_code, resolve, steps
from comity.archives.tables import mapping

DAY = date(2018, 6, 1)


@pytest.mark.parametrize(
    ("name", "country", "code"),
    [
        ("Japan", "JPN", "JPN"),
        ("Head of Government (Japan)", "JPN", "JPN"),
        ("Citizen (South Africa)", "ZAF", "ZAF"),
        ("Head_of_Government_(South_Africa)", "", "ZAF"),
        ("Citizen (Palestinian Territory, Occupied)", "", "PSE"),
        ("European Union", "", "EU"),
        ("Ministry (European Union)", "", "EU"),
        ("Boko Haram", "NGA", "NGA:BOKOHARAM"),
        ("Armed Gang (Free Syrian Army)", "SYR", "SYR:FSA"),
        ("Islamic State of Iraq and the Levant", "IRQ", "IRQ:ISIS"),
        ("GEORGIA", "USA", "USA"),
        ("JORDAN", "USA", "USA"),
        ("Taro Nobody", "JPN", "JPN"),
        ("António Guterres", "", "UN"),
        ("Africa", "", ""),
        ("", "", ""),
    ],
)
def test_a_name_means_its_bearer_else_the_country(name: str, country: str, code: str) -> None:
    assert resolve(Named(name, country), DAY) == code


@pytest.mark.parametrize("actor", [Named("TALIBAN", "AFG", "AFG:TALIBAN"), Named("Taliban", "AFG")])
def test_the_taliban_are_the_state_while_they_govern_it(actor: Named) -> None:
    assert resolve(actor, date(2000, 1, 1)) == "AFG"
    assert resolve(actor, date(2018, 1, 1)) == "AFG:TALIBAN"
    assert resolve(actor, date(2022, 1, 1)) == "AFG"


@pytest.mark.parametrize("actor", [Named("TALIBAN", "AFG", "AFG:TALIBAN"), Named("Taliban", "AFG"), Named("Japan")])
def test_steps_say_for_every_day_what_resolving_says(actor: Named) -> None:
    told = steps(actor)
    for year in range(1979, 2027):
        day = date(year, 8, 20)
        held = [code for start, code in told if start <= (day - EPOCH).days]
        assert held[-1] == resolve(actor, day), day


@pytest.mark.parametrize(
    ("text", "code"),
    [("ROM", "ROU"), ("KSV", "XKX"), ("FRA", "FRA"), ("Hong Kong", "HKG"), ("EUR", ""), ("Nowhere", ""), ("", "")],
)
def test_a_country_is_known_by_its_letters_and_its_name(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("table", ["countries", "groups", "fips"])
def test_the_tables_name_actors_of_the_registry(table: str) -> None:
    assert [code for code in mapping(table).values() if not registry().rows(code)] == []


def test_fips_is_not_iso() -> None:
    told = {code: mapping("fips")[code] for code in ("RS", "CH", "AU", "AS", "BG", "GM", "IS", "SZ", "NI", "UP", "RI")}
    assert list(told.values()) == ["RUS", "CHN", "AUT", "AUS", "BGD", "DEU", "ISR", "CHE", "NGA", "UKR", "SRB"]
