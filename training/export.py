"""Write trained weights as the int8 ONNX files that the package ships.

    python -m training.export WEIGHTS.pt... [--out DIR]

Several weights of one shape are averaged first. Writes passage.onnx, reread.onnx, links.onnx, vocabulary.txt and
model.json (labels, sizes, version, the digest of the corpus). Calibration is written by `training.calibrate`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.description import describe
from training.habits import within
from training.labels import ACTS, CONTEXTS, ROLES, SECTORS, STATUSES
from training.network import Layer, Links, Network, Reread, Shape, attend
from training.weights import read_network, vocabulary

PACKAGE = Path(__file__).parent.parent / "src/comity/find/data"
WIDTH = Shape().width
INT8 = {"weight_type": QuantType.QInt8, "per_channel": True, "reduce_range": True}
"""Seven bits of weights: with eight, processors without VNNI saturate their sums and read otherwise than others."""


class Attention(torch.autograd.Function):
    """Attention as one operator of onnxruntime's, some sixth faster than the many that it would become.

    Sources: onnxruntime's ContribOperators, com.microsoft.MultiHeadAttention.
    """

    @staticmethod
    def forward(ctx: object, query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None, heads: int) -> Tensor:
        """As `network.attend`."""
        return attend(query, key, value, bias, heads=heads)

    @staticmethod
    def symbolic(
        g: torch.Graph, query: torch.Value, key: torch.Value, value: torch.Value, bias: torch.Value, heads: int
    ) -> torch.Value:
        """The operator, with what is added to scores if anything is."""
        inputs = [query, key, value]
        if bias is not None:
            left_out = g.op("prim::Constant")
            left_out.setType(torch.OptionalType.ofTensor())
            inputs += [left_out, left_out, bias]
        return g.op("com.microsoft::MultiHeadAttention", *inputs, num_heads_i=heads).setType(query.type())


def _fuse(layers: Iterable[nn.Module], heads: int) -> None:
    """Let layers attend by the operator."""
    for layer in layers:
        layer.attend = lambda query, key, value, bias: Attention.apply(query, key, value, bias, heads)


class PassageGraph(nn.Module):
    """One passage's ids to hidden states, probabilities of tags, and what the second reading looks at."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.passage = network.passage
        self.memory = nn.ModuleList(_memory(layer) for layer in network.reread.layers)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """As Passage, with softmax over tags, for one passage without padding."""
        branch, top, mention, trigger = self.passage(ids, None)
        seen = [branch, *[top] * (len(self.memory) - 1)]
        memory = torch.cat([part(states) for part, states in zip(self.memory, seen, strict=True)], -1)
        return branch, top, mention.softmax(-1), trigger.softmax(-1), memory


def _memory(layer: Layer) -> nn.Linear:
    """What a layer of the second reading makes of a state to look at it, as a layer of its own, to be made int8."""
    weight, bias = layer.keys_and_values()
    part = nn.Linear(weight.shape[1], weight.shape[0])
    with torch.no_grad():
        part.weight.copy_(weight)
        part.bias.copy_(bias)
    return part


class RereadGraph(nn.Module):
    """The second reading of one passage's triggers, all rows' pieces in a line, with probabilities for logits."""

    def __init__(self, reread: Reread) -> None:
        super().__init__()
        self.reread = reread

    def forward(
        self,
        asked: Tensor,
        memory: Tensor,
        rows: Tensor,
        marks: Tensor,
        starts: Tensor,
        trigger: Tensor,
        mentions: Tensor,
        askers: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """As Reread, with softmax or sigmoid.

        `asked` [N, H] are the pieces of all rows and `rows` [N] says whose each is: pieces of other rows are not seen.
        `starts` [R] are the places of each row's first piece, `trigger` [R, N] and `mentions` [M, N] weights,
        `askers` [M] the row that asks about a mention.
        """
        apart = torch.where(rows[:, None] == rows[None, :], 0.0, -1e4)
        bias = torch.cat([torch.zeros(asked.shape[0], memory.shape[1]), apart], 1)[None, None]
        hidden = self.reread.states(asked[None], memory, bias, marks[None])[0]
        about = trigger @ hidden
        acts, status, contexts = self.reread.judge(about, hidden[starts])
        roles = self.reread.roles(mentions @ hidden, about[askers])
        when = self.reread.when(hidden)[:, 0]
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
    network = read_network(*weights).eval()
    out.mkdir(parents=True, exist_ok=True)
    graphs = _graphs(network)
    for name, (module, inputs, names, axes) in graphs.items():
        _write(module, inputs, names, axes, out / f"{name}.onnx")
    (out / "vocabulary.txt").write_text("\n".join(vocabulary()) + "\n", encoding="utf-8")
    _describe(network, torch.load(weights[0])["corpus"], out)


def _graphs(network: Network) -> dict[str, tuple[nn.Module, tuple[Tensor, ...], list[str], dict[str, list[str]]]]:
    shape = network.shape
    _fuse([*network.passage.layers, *network.reread.layers], shape.heads)
    ids, asked = torch.ones(1, 7, dtype=torch.long), torch.zeros(6, shape.width)
    memory = torch.zeros(1, 7, 2 * shape.width * shape.reread)
    rows, starts, askers = torch.tensor([0, 0, 0, 1, 1, 1]), torch.tensor([0, 3]), torch.tensor([0, 0, 1])
    marks, trigger, mentions = torch.ones(6, dtype=torch.long), torch.zeros(2, 6), torch.zeros(3, 6)
    return {
        "passage": (
            PassageGraph(network),
            (ids,),
            ["branch", "top", "mention", "trigger", "memory"],
            {"ids": ["", "pieces"]},
        ),
        "reread": (
            RereadGraph(network.reread),
            (asked, memory, rows, marks, starts, trigger, mentions, askers),
            ["act", "status", "contexts", "roles", "when"],
            {
                "asked": ["wanted", ""],
                "memory": ["", "pieces", ""],
                "rows": ["wanted"],
                "marks": ["wanted"],
                "starts": ["triggers"],
                "trigger_weights": ["triggers", "wanted"],
                "mention_weights": ["spans", "wanted"],
                "askers": ["spans"],
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
        quantize_dynamic(str(whole), str(path), **INT8)
    onnx.checker.check_model(str(path))


def _describe(network: Network, corpus: str, out: Path) -> None:
    description = {
        "corpus": corpus,
        "acts": ACTS,
        "statuses": STATUSES,
        "contexts": CONTEXTS,
        "roles": ROLES,
        "sectors": SECTORS,
        "within": within(),
        "width": network.shape.width,
    }
    describe(out, description)


if __name__ == "__main__":
    main()
