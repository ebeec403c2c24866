"""The archives that can be imported, by name."""

from __future__ import annotations

from comity.archives.gdelt import GDELT
from comity.archives.icews import ICEWS
from comity.archives.origin import Origin
from comity.archives.polecat import POLECAT

ORIGINS: dict[str, Origin] = {origin.name: origin for origin in (GDELT, ICEWS, POLECAT)}
"""Each archive that can be imported, by its name."""
