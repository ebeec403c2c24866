"""The API against its own description: requests made from it at random, each answer held against what it promises.

python benchmarks/contract.py                     20,000 requests
python benchmarks/contract.py --requests 300      a short run, as in the tests

Needs the extra dev. Exits 1 if an answer is a server's error, or of a status, type or form that is not described.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from comity.faces.server.options import Options, Rates  # noqa: E402  the tests' server is found only now
from comity.service import About, serving  # noqa: E402
from comity.settings import Settings  # noqa: E402
from tests.faces.serving import TOKEN, WRITER, answering  # noqa: E402

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
PER_EXAMPLE = 30
"""About so many requests come of one example more for each operation."""


def main() -> None:
    """Send so many requests, and say how many were sent and what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    sent, good = 0, True
    while good and sent < options.requests:
        examples = max(1, min(200, (options.requests - sent) // PER_EXAMPLE))
        told, good = ask(examples, options.seed + sent)
        sent += told
        print(
            f"{sent:,} requests, {'every answer as described' if good else 'NOT every answer as described'}", flush=True
        )
    sys.exit(not good)


def ask(examples: int, seed: int) -> tuple[int, bool]:
    """Make `examples` for each operation and send them to a fresh server; how many were sent, and whether all held."""
    with tempfile.TemporaryDirectory() as folder, serving(Settings(f"{folder}/ledger.sqlite")) as service:
        article = (ROOT / "examples" / "recognition.txt").read_text(encoding="utf-8")
        service.add(service.read_text(article, About(published=date(2026, 3, 12))))
        with answering(service, Options(TOKEN, rates=Rates(None, None, None))) as client:
            description = Path(folder) / "openapi.json"
            description.write_bytes(client.get("/api/v1/openapi.json", headers=WRITER).content)
            done = subprocess.run(
                [
                    *(sys.executable, "-m", "schemathesis.cli", "run", description, "--url", str(client.base_url)),
                    *("--header", f"Authorization: Bearer {TOKEN}", "--checks", CHECKS, "--no-color"),
                    *("--max-examples", str(examples), "--seed", str(seed), "--request-timeout", "120"),
                ],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
            )
    if done.returncode != 0:
        print(done.stdout + done.stderr)
    found = re.search(r"([\d,]+) generated", done.stdout)
    return int(found[1].replace(",", "")) if found else 0, done.returncode == 0


if __name__ == "__main__":
    main()
