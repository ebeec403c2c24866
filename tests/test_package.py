"""What `import comity` offers."""

from __future__ import annotations

import doctest
import subprocess
import sys

import pytest

import comity


@pytest.mark.parametrize("name", comity.__all__)
def test_public_names_load(name: str) -> None:
    assert getattr(comity, name).__name__ == name


def test_other_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        comity.nothing  # noqa: B018 - the access is the test


def test_the_example_works() -> None:
    assert doctest.testmod(comity).failed == 0


def test_importing_is_light() -> None:
    code = "import sys, comity; sys.exit('numpy' in sys.modules or 'onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
