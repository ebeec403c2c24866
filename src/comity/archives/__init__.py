"""Coded events of others (GDELT, ICEWS, POLECAT) as columns, in and out. They are leads and never touch standing.

>>> from comity.archives.archive import Archive
>>> Archive(path).events(since=date(2018, 1, 1), columns=("date", "source", "act", "target"))

What reads or writes Parquet needs the extra `columns`; `comity.exchange.open_archive` says so where it is missing.
"""
