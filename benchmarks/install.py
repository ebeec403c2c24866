"""How much the base install weighs: build a wheel, install it into a fresh environment, and measure that.

python benchmarks/install.py     prints megabytes by package; exits 1 above the limit
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIMIT_MB = 350
SHOWN = 8
"""Packages that are named; the rest is summed."""


def main() -> None:
    """Print the weight of the environment and of its heaviest packages."""
    with tempfile.TemporaryDirectory() as name:
        sizes = weigh(installed(Path(name)))
    total = sum(sizes.values())
    for package, size in sizes.most_common(SHOWN):
        print(f"{megabytes(size):8.1f} MB  {package}")
    print(f"{megabytes(total - sum(size for _, size in sizes.most_common(SHOWN))):8.1f} MB  the rest")
    print(f"{megabytes(total):8.1f} MB  in all, of at most {LIMIT_MB}")
    sys.exit(megabytes(total) > LIMIT_MB)


def installed(folder: Path) -> Path:
    """The packages of a fresh environment in `folder` into which a wheel of Comity was installed."""
    environment, wheels = folder / "environment", folder / "wheels"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", wheels, ROOT], check=True)
    [wheel] = wheels.iterdir()
    print(f"{megabytes(wheel.stat().st_size):8.1f} MB  {wheel.name}")
    subprocess.run([*pip, "install", wheel], check=True)
    subprocess.run([*pip, "uninstall", "--yes", "setuptools", "pip"], check=True)
    [packages] = environment.glob("lib/python*/site-packages")
    return packages


def weigh(packages: Path) -> Counter[str]:
    """Bytes by the folder or file that lies directly in `packages`; a file with two names counts once."""
    sizes: Counter[str] = Counter()
    seen: set[int] = set()
    for folder, _, names in os.walk(packages):
        for path in (Path(folder, name) for name in names):
            status = path.stat()
            if status.st_ino not in seen:
                sizes[path.relative_to(packages).parts[0]] += status.st_size
            seen.add(status.st_ino)
    return sizes


def megabytes(size: int) -> float:
    """`size` bytes in megabytes of a million."""
    return size / 1e6


if __name__ == "__main__":
    main()
