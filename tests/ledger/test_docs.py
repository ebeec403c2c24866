"""The page on standing holds the same table as the program."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from comity.ledger.moves import DENIAL_DAYS, ONE_ACT_DAYS
from comity.ledger.rules import LAPSE_DAYS, rules

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_what_the_data_files_give() -> None:
    """`python docs/standing.py` mends it."""
    spec = importlib.util.spec_from_file_location("standing", DOCS / "standing.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.page()


def test_the_page_gives_the_numbers_of_the_code() -> None:
    text = " ".join((DOCS / "standing.md").read_text(encoding="utf-8").split())
    assert f"at most {ONE_ACT_DAYS} days" in text
    assert f"twice within {ONE_ACT_DAYS} days" in text
    assert f"more than {DENIAL_DAYS} days" in text
    assert f"for {LAPSE_DAYS} days" in text
    assert all(rule.reason in text for rule in rules())
