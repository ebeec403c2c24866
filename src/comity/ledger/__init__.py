"""The ledger: documents, reports and what follows from them, kept with valid time and known time."""

from comity.ledger.ledger import Ledger, open_ledger
from comity.ledger.record import Added

__all__ = ["Added", "Ledger", "open_ledger"]
