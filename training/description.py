"""model.json: what stands beside the graphs, with the version that reports carry."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any


def describe(folder: Path, description: dict[str, Any]) -> None:
    """Write model.json with a version that changes with the graphs and with all that is decided from what they give."""
    description = {name: value for name, value in description.items() if name != "version"}
    whole = hashlib.sha256(json.dumps(description, sort_keys=True).encode())
    for name in ("passage.onnx", "reread.onnx", "links.onnx", "vocabulary.txt"):
        whole.update((folder / name).read_bytes())
    stamped = {"version": "minilm-" + whole.hexdigest()[:12], **description}
    (folder / "model.json").write_text(json.dumps(stamped, indent=1) + "\n", encoding="utf-8")
