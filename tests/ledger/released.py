"""Write the ledger that `test_upgrade.py` opens with later code: of the schema that this version has.

python -m tests.ledger.released     after a new step of the migrations; the files of earlier ones stay as they are
"""

from __future__ import annotations

import gzip
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from comity.ledger import open_ledger
from comity.ledger.correct import retract
from comity.ledger.migrations import STEPS
from tests.ledger.making import said

DATA = Path(__file__).parent / "data"


def main() -> None:
    """Write the file that is named after the last step."""
    path = DATA / f"{list(STEPS)[-1].replace(' ', '-')}.sqlite.gz"
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "ledger.sqlite"
        with open_ledger(str(made)) as ledger:
            ledger.add(
                *said("recognise", "RUS", "AFG", "2025-07-03", publisher="Zürich", address="https://a.example/1")
            )
            ledger.add(*said("recognise", "FJI", "XKX", "2026-03-10", words="FJI did recognise XKX, said Suva."))
            ledger.add(*said("visit", "RUS", "AFG", "2025-07-05", address="https://a.example/2"))
            ledger.add(*said("visit", "RUS", "AFG", "2025-07-06", address="https://a.example/2", words="RUS saw AFG."))
            retract(ledger, "FJI/recognition/XKX/2026-03-10", reason="hearsay", by="a person")
        with closing(sqlite3.connect(made)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("VACUUM")
        path.write_bytes(gzip.compress(made.read_bytes(), mtime=0))
    print(f"wrote {path.name}")


if __name__ == "__main__":
    main()
