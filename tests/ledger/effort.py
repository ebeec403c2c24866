"""How hard the slow loops try: COMITY_TEST_EFFORT multiplies them, 1 being the quick default."""

from __future__ import annotations

import os

EFFORT = int(os.environ.get("COMITY_TEST_EFFORT", "1"))
