from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[3]


def test_answers_are_as_the_description_says() -> None:
    """A short run; `python benchmarks/contract.py` sends 20,000 requests."""
    command = [sys.executable, ROOT / "benchmarks" / "contract.py", "--requests", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "every answer as described" in done.stdout


def test_every_field_is_described_with_an_example(client: httpx.Client) -> None:
    description = client.get("/api/v1/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    for name, schema in description["components"]["schemas"].items():
        for field, meant in schema.get("properties", {}).items():
            nested = "$ref" in json.dumps(meant)
            assert meant.get("description") or "$ref" in meant, (name, field)
            assert meant.get("examples") or nested, (name, field)
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"] and operation["description"], (method, path)
            for parameter in operation.get("parameters", []):
                assert parameter["description"], (path, parameter["name"])
