"""The docs say what the program does: references are generated, commands are run, links and names resolve."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from comity import errors

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*.md")])
FRACTION = re.compile(r"\b[01]\.\d+")
"""Confidence and scores, which differ in the last digits from one processor to another."""


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def without_fractions(page: str) -> list[str]:
    """The lines of a page, with a sign in place of each fraction."""
    return FRACTION.sub("0.…", page).splitlines()


def test_generated_pages_are_what_the_code_would_write() -> None:
    """`make docs` mends it; look at what changed before you commit."""
    for path, text in generator().pages().items():
        assert without_fractions(path.read_text(encoding="utf-8")) == without_fractions(text), path.name


def test_every_exit_status_is_documented() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.ComityError)]
    documented = {status for status, _ in generator().STATUSES}
    assert {str(kind.exit_status) for kind in kinds} <= documented


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for requirement in project["dependencies"]:
        assert f"`{re.split('[<>=[]', requirement)[0]}`" in page, requirement
    for extra in project["optional-dependencies"]:
        assert f"| `{extra}` |" in page, extra


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        assert path.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(path), f"{page.name}: {target}"


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in ROOT.glob("docs/*.md"):
        assert page.name == "index.md" or f"]({page.name})" in index, page.name


def test_every_target_of_make_that_the_docs_name_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = {
        name for page in PAGES for name in re.findall(r"(?:`|^)make ([a-z]+)", page.read_text(encoding="utf-8"), re.M)
    }
    assert named <= targets


def test_every_file_that_the_docs_name_exists() -> None:
    """Paths in backquotes that begin at the root of the repository."""
    roots = {path.name for path in ROOT.iterdir()}
    for page in PAGES:
        for name in re.findall(r"`([\w.-]+(?:/[\w.-]+)+/?)`", page.read_text(encoding="utf-8")):
            if name.split("/")[0] in roots:
                assert (ROOT / name).exists(), f"{page.name}: {name}"
