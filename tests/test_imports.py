"""Imports run downward: a room may use the rooms before it, never those after."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import comity

ROOT = Path(comity.__file__).parent
ROOMS = (
    *("errors", "settings", "clock", "model", "ontology", "actors", "read", "find"),
    *("ledger", "questions", "upkeep", "evaluation", "records", "archives", "outlook", "forecasts", "scale", "coding"),
    *("answers", "watch", "exchange", "service", "faces"),
)
MODULES = sorted(ROOT.rglob("*.py"))


def room(dotted: str) -> str:
    """The room of a module, by the name that follows the package's."""
    return dotted.split(".")[1]


def imported(path: Path) -> Iterator[str]:
    """The dotted names of ours that the module at `path` imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("comity."))
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            if node.module == "comity":
                yield from (f"comity.{alias.name}" for alias in node.names)
            elif node.module and node.module.startswith("comity."):
                yield node.module


def test_every_room_is_known() -> None:
    """A new room takes its place in ROOMS, and in docs/architecture.md."""
    found = {path.relative_to(ROOT).parts[0].removesuffix(".py") for path in MODULES} - {"__init__"}
    assert found == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_downward(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    upward = [name for name in imported(path) if ROOMS.index(room(name)) > ROOMS.index(own)]
    assert upward == []
