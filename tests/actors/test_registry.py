"""Looking actors up as people name them on a command line."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from comity.actors.registry import STATES, Kind, registry
from comity.errors import ActorError


@pytest.mark.parametrize(
    ("name", "on", "code"),
    [
        ("russia", None, "RUS"),
        ("rus", None, "RUS"),
        ("Moscow", date(1985, 3, 1), "SUN"),
        ("Russia", date(1985, 3, 1), "SUN"),
        ("Russia", date(1995, 3, 1), "RUS"),
        ("USSR", None, "SUN"),
        ("Côte d'Ivoire", None, "CIV"),
        ("cote d’ivoire", None, "CIV"),
        ("Ivory Coast", None, "CIV"),
        ("ROC", None, "TWN"),
        ("the gambia", None, "GMB"),
        ("U.S.", None, "USA"),
        ("congo", None, "COD"),
        ("afg:taliban", None, "AFG:TALIBAN"),
        ("UNHCR", None, "UN"),
        ("burma", None, "MMR"),
        ("lahore", None, "PAK"),
    ],
)
def test_names_as_people_type_them(name: str, on: date | None, code: str) -> None:
    assert registry().lookup(name, on) == code


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(1995, 6, 1), "AFG:TALIBAN"),
        (date(1996, 9, 26), "AFG:TALIBAN"),
        (date(1996, 9, 27), "AFG"),
        (date(2001, 11, 13), "AFG"),
        (date(2001, 11, 14), "AFG:TALIBAN"),
        (date(2021, 8, 14), "AFG:TALIBAN"),
        (date(2021, 8, 15), "AFG"),
        (None, "AFG"),
    ],
)
def test_the_taliban_govern_in_two_spans(day: date | None, code: str) -> None:
    assert registry().lookup("taliban", day) == code


def test_an_unknown_name_comes_with_the_closest() -> None:
    with pytest.raises(ActorError, match=r"^No actor is called “Rusia”; did you mean Russia \(RUS\)"):
        registry().lookup("Rusia")
    with pytest.raises(ActorError, match=r"^No actor is called “qqq”; give a name or code"):
        registry().lookup("qqq")


def test_an_ambiguous_name_comes_with_its_choices() -> None:
    with pytest.raises(
        ActorError, match=r"^“National Liberation Army” names several actors: .*COL:ELN.*; give the code\.$"
    ):
        registry().lookup("National Liberation Army", date(2001, 5, 1))


def test_titles_are_for_display() -> None:
    titles = {code: registry().title(code) for code in ("AFG", "SUN", "YUG", "COL:FARC", "EU", "NOBODY")}
    assert titles == {
        "AFG": "Afghanistan",
        "SUN": "Soviet Union",
        "YUG": "Yugoslavia",
        "COL:FARC": "Revolutionary Armed Forces of Colombia",
        "EU": "European Union",
        "NOBODY": "NOBODY",
    }


def test_successors_and_predecessors() -> None:
    assert registry().successors("SUN")[0] == "RUS"
    assert registry().predecessors("CZE") == ("CSK",)
    assert registry().successors("FRA") == ()


def test_blocs_list_their_members() -> None:
    members = {row.code: row.members for row in registry().actors if row.kind is Kind.BLOC}
    assert members["BALTICS"] == ("EST", "LVA", "LTU")
    assert members["QUARTET"] == ("USA", "RUS", "EU", "UN")
    assert members["COLLECTIVE"] == ()


def test_the_table_is_consistent() -> None:
    codes = set(registry().codes())
    for row in registry().actors:
        assert row.aliases and all(row.aliases), row
        assert row.since is None or row.until is None or row.since <= row.until, row
        assert not row.state or row.state in codes or row.kind in STATES, row
    assert all(before in codes and after in codes for before, after in registry().successions)


def test_importing_and_loading_is_quick() -> None:
    code = (
        "import time; t = time.process_time()\n"
        "from comity.actors.registry import registry\n"
        "from comity.actors.names import find_names\n"
        "s = time.process_time(); registry(); find_names('Russia', None); print(time.process_time() - s)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(result.stdout) < 0.8, "registry and automaton load well under a second even on a busy machine"
