"""Write trained weights as the int8 ONNX files that the package ships.

    python -m training.export WEIGHTS.pt... [--out DIR]

Several weights of one shape are averaged first. Writes passage.onnx, reread.onnx, links.onnx, vocabulary.txt and
model.json (labels, sizes, version, the digest of the corpus). Calibration is written by `training.calibrate`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.labels import ACTS, CONTEXTS, ROLES, SECTORS, STATUSES
from training.network import Links, Network, Passage, Reread, padding_bias
from training.weights import vocabulary

PACKAGE = Path(__file__).parent.parent / "src/comity/find/data"


class PassageGraph(nn.Module):
    """Ids and what is present to hidden states and probabilities of tags."""

    def __init__(self, passage: Passage) -> None:
        super().__init__()
        self.passage = passage

    def forward(self, ids: Tensor, present: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """As Passage, with softmax over tags."""
        branch, top, mention, trigger = self.passage(ids, padding_bias(present))
        return branch, top, mention.softmax(-1), trigger.softmax(-1)


class RereadGraph(nn.Module):
    """The second reading with probabilities for logits."""

    def __init__(self, reread: Reread) -> None:
        super().__init__()
        self.reread = reread

    def forward(
        self, branch: Tensor, present: Tensor, marks: Tensor, wanted: Tensor, trigger: Tensor, mentions: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """As Reread, with softmax or sigmoid."""
        acts, status, contexts, roles, when = self.reread(
            branch, padding_bias(present), marks, wanted, trigger, mentions
        )
        return acts.softmax(-1), status.softmax(-1), contexts.sigmoid(), roles.sigmoid(), when.sigmoid()


class LinksGraph(nn.Module):
    """Links with probabilities for logits."""

    def __init__(self, links: Links) -> None:
        super().__init__()
        self.links = links

    def forward(self, mentions: Tensor, order: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """As Links, with sigmoid or softmax."""
        same, collective, sector = self.links(mentions, order)
        return same.sigmoid(), collective.sigmoid(), sector.softmax(-1)


def main() -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=PACKAGE)
    args = parser.parse_args()
    export(args.weights, args.out)


def export(weights: list[Path], out: Path) -> None:
    """Write the files of the averaged weights into `out`."""
    saved = [torch.load(path) for path in weights]
    network = Network()
    network.load_state_dict({name: sum(s["weights"][name] for s in saved) / len(saved) for name in saved[0]["weights"]})
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    graphs = _graphs(network)
    for name, (module, inputs, names, axes) in graphs.items():
        _write(module, inputs, names, axes, out / f"{name}.onnx")
    (out / "vocabulary.txt").write_text("\n".join(vocabulary()) + "\n", encoding="utf-8")
    _describe(network, saved[0]["corpus"], out)


def _graphs(network: Network) -> dict[str, tuple[nn.Module, tuple[Tensor, ...], list[str], dict[str, list[str]]]]:
    shape = network.shape
    ids, present = torch.ones(2, 7, dtype=torch.long), torch.ones(2, 7, dtype=torch.bool)
    hidden, wanted = torch.zeros(2, 7, shape.width), torch.zeros(2, 5, dtype=torch.long)
    row = ["batch", "pieces"]
    return {
        "passage": (
            PassageGraph(network.passage),
            (ids, present),
            ["branch", "top", "mention", "trigger"],
            {"ids": row, "present": row},
        ),
        "reread": (
            RereadGraph(network.reread),
            (hidden, present, ids, wanted, torch.zeros(2, 5), torch.zeros(2, 3, 5)),
            ["act", "status", "contexts", "roles", "when"],
            {
                "branch": [*row, ""],
                "present": row,
                "marks": row,
                "wanted": ["batch", "wanted"],
                "trigger_weights": ["batch", "wanted"],
                "mention_weights": ["batch", "spans", "wanted"],
            },
        ),
        "links": (
            LinksGraph(network.links),
            (torch.zeros(3, shape.width), torch.arange(3)),
            ["same", "collective", "sector"],
            {"mentions": ["spans", ""], "order": ["spans"]},
        ),
    }


def _write(
    module: nn.Module, inputs: tuple[Tensor, ...], outputs: list[str], axes: dict[str, list[str]], path: Path
) -> None:
    dynamic = {name: {n: axis for n, axis in enumerate(named) if axis} for name, named in axes.items()}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            module, inputs, str(whole), input_names=list(axes), output_names=outputs,
            dynamic_axes=dynamic, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(str(whole), str(path), weight_type=QuantType.QInt8, per_channel=True)
    onnx.checker.check_model(str(path))


def _describe(network: Network, corpus: str, out: Path) -> None:
    whole = hashlib.sha256()
    for name in ("passage", "reread", "links"):
        whole.update((out / f"{name}.onnx").read_bytes())
    description = {
        "version": "minilm-" + whole.hexdigest()[:12],
        "corpus": corpus,
        "acts": ACTS,
        "statuses": STATUSES,
        "contexts": CONTEXTS,
        "roles": ROLES,
        "sectors": SECTORS,
        "width": network.shape.width,
    }
    (out / "model.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
