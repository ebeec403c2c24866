"""The list of recognitions that ships with the ledger, and the motivating article beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from comity.ledger import Ledger, open_ledger
from comity.ledger.audit import verify
from comity.ledger.pairs import standing
from comity.ledger.reference import load_reference, reference
from comity.ledger.who import first, who
from comity.ledger.why import why
from tests.ledger.conftest import Calendar
from tests.ledger.making import on, said

ROWS = list(
    csv.DictReader(files("comity.ledger").joinpath("data/recognition.csv").read_text(encoding="utf-8").splitlines())
)
GIVING = {"recognise", "resume-recognition", "establish-relations"}
TAKING = {"withdraw-recognition", "suspend-recognition"}


@pytest.fixture(scope="module")
def calendar_of_all() -> Calendar:
    return Calendar()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, calendar_of_all: Calendar) -> Iterator[Ledger]:
    path: Path = tmp_path_factory.mktemp("reference") / "ledger.sqlite"
    with open_ledger(str(path), clock=calendar_of_all) as ledger:
        calendar_of_all.set(2025, 6, 1)
        assert load_reference(ledger) == len(ROWS)
        calendar_of_all.set(2025, 7, 4)
        ledger.add(
            *said(
                "recognise",
                "RUS",
                "AFG",
                "2025-07-03",
                words="RUS became the first country to officially recognize the Taliban government in AFG.",
            )
        )
        yield ledger


def implied(recognised: str, day: date) -> tuple[set[str], set[str]]:
    """Who recognises `recognised` on `day` by the undisputed rows alone, and for whom a disputed row says otherwise.

    A row dated to a month or year counts from its first day. Of disputed rows that date one act differently, only
    the date is in dispute: the last of them counts as undisputed.
    """
    state: dict[str, bool] = {}
    otherwise: dict[str, bool] = {}
    rows = [row for row in ROWS if row["recognised"] == recognised and row["act"] in GIVING | TAKING]
    for row in sorted(rows, key=lambda row: row["date"].ljust(10, "0")):
        if _first_day(row["date"]) > day:
            continue
        gives, actor = row["act"] in GIVING, row["recogniser"]
        if row["confidence"] == "disputed" and not _dated_last(row, rows):
            if gives != state.get(actor, False):
                otherwise[actor] = gives
        else:
            state[actor] = gives
            otherwise.pop(actor, None)
    return {actor for actor, gives in state.items() if gives} - otherwise.keys(), set(otherwise)


def _first_day(text: str) -> date:
    return date.fromisoformat((text + "-01-01")[:10])


def _dated_last(row: dict[str, str], rows: list[dict[str, str]]) -> bool:
    same = [
        other["date"]
        for other in rows
        if (other["recogniser"], other["act"], other["confidence"]) == (row["recogniser"], row["act"], "disputed")
    ]
    return len(same) > 1 and row["date"] == max(same)


@pytest.mark.parametrize("recognised", ["PSE", "XKX"])
@pytest.mark.parametrize("day", ["1989-01-01", "2008-12-31", "2013-07-01", "2019-12-31", "2025-10-01"])
def test_the_counts_equal_what_the_list_implies(loaded: Ledger, recognised: str, day: str) -> None:
    held = who(loaded, "recognises", recognised, on=on(day))
    undisputed = {row.actor for row in held if not row.disputed}
    disputed = {row.actor for row in held if row.disputed}
    assert (undisputed, disputed) == implied(recognised, on(day))


def test_known_counts() -> None:
    """The independent count is itself held to what is known: 53 members of the United Nations and Taiwan by 2008."""
    firm, disputed = implied("XKX", on("2025-10-01"))
    assert (len(firm), len(disputed)) == (93, 31)
    assert len(implied("XKX", on("2008-12-31"))[0]) == 54


def test_russia_is_the_first_to_recognise_the_government_since_2021(loaded: Ledger) -> None:
    [follower] = first(loaded, "recognise", "AFG")
    assert (follower.rank, follower.actor, follower.day) == (1, "RUS", on("2025-07-03"))
    assert len(who(loaded, "recognises", "AFG", on=on("2025-07-02"))) == 0


def test_the_article_is_why(loaded: Ledger) -> None:
    [row] = who(loaded, "recognises", "AFG", on=on("2025-07-04"))
    told = why(loaded, row.standing.id)
    words = [one.report.evidence.text for one in told.supports]
    assert "RUS became the first country to officially recognize the Taliban government in AFG." in words
    assert told.sources == 2


def test_as_known_before_the_list_was_loaded(loaded: Ledger) -> None:
    assert len(who(loaded, "recognises", "AFG", on=on("2025-07-04"), as_known=on("2025-05-01"))) == 0
    before = standing(loaded, "RUS", "AFG", on=on("2025-07-04"), as_known=on("2025-07-01")).rows
    after = standing(loaded, "RUS", "AFG", on=on("2025-07-04")).rows
    assert [row.supports for row in before] != [row.supports for row in after]


def test_three_recognised_the_first_emirate(loaded: Ledger) -> None:
    assert [row.actor for row in who(loaded, "recognises", "AFG", on=on("2000-01-01"))] == ["PAK", "SAU", "ARE"]
    assert len(who(loaded, "recognises", "AFG", on=on("2002-01-01"))) == 0


def test_recognising_beijing_ends_the_recognition_of_taipei(loaded: Ledger) -> None:
    actors = {row.actor for row in who(loaded, "recognises", "TWN", on=on("2025-07-01"))}
    assert {"PRY", "GTM", "VAT"} <= actors
    assert not actors & {"HND", "PAN", "NIC"}
    rows = standing(loaded, "NIC", "TWN", on=on("2025-07-01"))
    assert [row.state for row in rows if (row.source, row.dimension) == ("NIC", "recognition")] == ["withdrawn"]


def test_contested_withdrawals_show_as_disputed(loaded: Ledger) -> None:
    [row] = standing(loaded, "SUR", "XKX", on=on("2020-01-01"))
    assert (row.state, row.disputed, row.alternative) == ("formal", True, "withdrawn")
    frozen = {row.actor for row in who(loaded, "has-suspended-recognition-of", "ESH", on=on("2020-01-01"))}
    assert frozen


def test_each_claim_names_its_source_and_loading_again_changes_nothing(loaded: Ledger) -> None:
    assert load_reference(loaded) == 0
    assert verify(loaded).problems == ()
    for (document, reports), row in zip(reference(), ROWS, strict=True):
        assert document.publisher == row["source"]
        assert reports[0].trigger.text == row["act"]
