"""Coded events of others (GDELT, ICEWS, POLECAT) as columns, in and out. They are leads and never touch standing.

>>> from comity.archives.archive import Archive
>>> Archive(path).events(since=date(2018, 1, 1), columns=("date", "source", "act", "target"))

Needs the extra `columns`; without it every module of the room raises InputError.
"""

from __future__ import annotations

from importlib.util import find_spec

from comity.errors import InputError

if any(find_spec(name) is None for name in ("pyarrow", "filelock")):
    raise InputError("Archives need the extra “columns”: pip install 'comity[columns]'.")
