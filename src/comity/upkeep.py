"""The use cases of a ledger's upkeep: backup, restoring and retention."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from comity.ledger import open_ledger
from comity.ledger.audit import Verified, verify
from comity.ledger.backup import Progress, back_up, restore
from comity.ledger.retain import Retained, retain
from comity.settings import Settings

__all__ = ["Progress", "Retained", "Verified", "back_up_ledger", "restore_ledger", "retain_ledger"]


def back_up_ledger(settings: Settings, path: Path, progress: Progress, *, check: bool) -> Verified | None:
    """Copy the ledger, while it is in use, to a SQLite file at `path`; with `check`, what verifying the copy finds."""
    back_up(settings.ledger, path, progress)
    return _verified(str(path)) if check else None


def restore_ledger(path: Path, settings: Settings, progress: Progress, *, check: bool) -> Verified | None:
    """Lay the ledger anew from the backup at `path`; with `check`, what verifying it finds."""
    restore(path, settings.ledger, progress)
    return _verified(settings.ledger) if check else None


def retain_ledger(settings: Settings, days: int, *, apply: bool, by: str, reason: str) -> Retained:
    """Cut the documents recorded more than `days` days ago that moved nothing, or only count them."""
    with open_ledger(settings.ledger, create=False) as ledger:
        return retain(ledger, ledger.today() - timedelta(days=days), apply=apply, by=by, reason=reason)


def _verified(ledger: str) -> Verified:
    with open_ledger(ledger, create=False) as opened:
        return verify(opened)
