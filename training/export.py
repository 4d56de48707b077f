"""From a trained network to the files that newsnlp runs: an ONNX graph with 8-bit weights, and arrays."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from newsnlp.encoder.model import BLOCK
from training.corpora import HEADS
from training.network import ATTENTION_HEADS, INNER, WIDTH
from training.pieces import Pretrained, load

MICROSOFT = "com.microsoft"  # operators that onnxruntime adds to the standard ones


class Graph:
    """An ONNX graph while it is being written."""

    def __init__(self, quantize: str = "int8") -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self.quantize = quantize
        self.count = 0

    def constant(self, array: np.ndarray) -> str:
        self.count += 1
        name = f"c{self.count}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def op(self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: Any) -> str:
        self.count += 1
        names = [f"t{self.count}" if i == 0 else f"t{self.count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """x W^T + b with 8-bit weights, one scale for each output."""
        if self.quantize == "float":
            return self.op("Add", self.op("MatMul", x, self.constant(weight.T)), self.constant(bias))
        if self.quantize == "nbits":
            out, size = weight.shape
            blocks = weight.reshape(out, size // 64, 64)
            scale = np.abs(blocks).max(2) / 127
            q = (np.round(blocks / scale[:, :, None]) + 128).clip(0, 255).astype(np.uint8)
            return self.op(
                "MatMulNBits",
                x,
                self.constant(q),
                self.constant(scale.astype(np.float32).reshape(-1)),
                "",
                "",
                self.constant(bias),
                domain=MICROSOFT,
                K=size,
                N=out,
                bits=8,
                block_size=64,
                accuracy_level=4,
            )
        scale = np.abs(weight).max(1) / 127
        q = np.round(weight / scale[:, None]).astype(np.int8)
        return self.op(
            "DynamicQuantizeMatMul",
            x,
            self.constant(q.T),
            self.constant(scale.astype(np.float32)),
            self.constant(np.zeros(len(scale), np.int8)),
            self.constant(bias),
            domain=MICROSOFT,
        )


def graph_of(state: dict[str, np.ndarray], layers: int, low: int, quantize: str = "int8") -> onnx.ModelProto:
    """The body: `pieces` [1, pieces, width], `first` and `last` [words] to `states` [1, words, width]."""
    g = Graph(quantize)

    def norm(x: str, skip: str, name: str) -> str:
        # onnxruntime's fused SkipLayerNormalization takes four times as long
        weight, bias = (g.constant(state[f"{name}.{part}"]) for part in ("weight", "bias"))
        return g.op("LayerNormalization", g.op("Add", x, skip), weight, bias, axis=-1, epsilon=1e-12)

    length = g.op("Gather", g.op("Shape", "pieces"), g.constant(np.array([1])))
    positions = g.op("Slice", g.constant(state["body.position"]), g.constant(np.array([0])), length)
    x = g.op("Add", "pieces", positions)
    x = g.op(
        "LayerNormalization",
        x,
        g.constant(state["body.norm.weight"]),
        g.constant(state["body.norm.bias"]),
        axis=-1,
        epsilon=1e-12,
    )
    for i in range(layers):
        if i == low:
            both = g.op("Add", g.op("Gather", x, "first", axis=1), g.op("Gather", x, "last", axis=1))
            x = g.op("Mul", both, g.constant(np.float32(0.5).reshape(1)))
        p = f"body.layers.{i}."
        q, k, v = (g.linear(x, state[f"{p}{n}.weight"], state[f"{p}{n}.bias"]) for n in "qkv")
        seen = g.op("MultiHeadAttention", q, k, v, domain=MICROSOFT, num_heads=ATTENTION_HEADS)
        x = norm(g.linear(seen, state[f"{p}o.weight"], state[f"{p}o.bias"]), x, f"{p}attended")
        up = g.op("Gelu", g.linear(x, state[f"{p}up.weight"], state[f"{p}up.bias"]), domain=MICROSOFT)
        x = norm(g.linear(up, state[f"{p}down.weight"], state[f"{p}down.bias"]), x, f"{p}fed")
    g.nodes.append(helper.make_node("Identity", [x], ["states"]))
    assert state["body.layers.0.up.weight"].shape[0] == INNER
    made = helper.make_graph(
        g.nodes,
        "encoder",
        [
            helper.make_tensor_value_info("pieces", TensorProto.FLOAT, [1, "pieces", WIDTH]),
            helper.make_tensor_value_info("first", TensorProto.INT64, ["words"]),
            helper.make_tensor_value_info("last", TensorProto.INT64, ["words"]),
        ],
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "words", WIDTH])],
        g.constants,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9)


def write_shared(pretrained: Pretrained, folder: Path) -> None:
    """The vocabulary and the embeddings, in the four-bit blocks in which they came."""
    words = pretrained.tensors["emb.word"].reshape(-1, WIDTH // BLOCK, BLOCK)
    scales = np.take_along_axis(words, np.abs(words).argmax(-1)[..., None], -1)[..., 0] / -8
    exact = np.where(scales == 0, 1, scales)
    q = np.round(words / exact[..., None]).clip(-8, 7).astype(np.int8)
    low, high = (q[..., : BLOCK // 2] + 8).astype(np.uint8), (q[..., BLOCK // 2 :] + 8).astype(np.uint8)
    np.savez_compressed(
        folder / "pieces.npz",
        texts=np.frombuffer("\n".join(piece for piece, _ in pretrained.pieces).encode(), np.uint8),
        scores=np.array([score for _, score in pretrained.pieces], np.float32),
        packed=low | (high << 4),
        scales=scales.astype(np.float16),
    )


def write(run: Path, name: str, folder: Path, quantize: str = "int8") -> None:
    """The files of a trained network under the name of a model."""
    saved = torch.load(run, map_location="cpu", weights_only=True)
    state = {key: value.float().numpy() for key, value in saved["state"].items()}
    model = graph_of(state, len(saved["layers"]), saved["low"], quantize)
    (folder / f"{name}.onnx").write_bytes(model.SerializeToString())
    heads = {key.removeprefix("heads."): value for key, value in state.items() if key.startswith("heads.")}
    heads["names"] = np.frombuffer(" ".join(HEADS).encode(), np.uint8)
    half = {
        key: value if value.dtype == np.uint8 else value.astype(np.float16) for key, value in heads.items()
    }
    np.savez_compressed(folder / f"{name}.npz", **half)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("run", type=Path, help="a file that training wrote")
    cli.add_argument("name", help="of the model")
    cli.add_argument("--folder", type=Path, default=Path("src/newsnlp/encoder/weights"))
    cli.add_argument("--quantize", choices=["int8", "nbits", "float"], default="int8")
    args = cli.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    write_shared(load(), args.folder)
    write(args.run, args.name, args.folder, args.quantize)
    for path in sorted(args.folder.iterdir()):
        print(f"{path.name} {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
