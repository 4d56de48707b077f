"""From natasha's models to the files that newsnlp's tagger runs: ONNX graphs in 8-bit numbers, and arrays.

    python -m training.tagger

slovnet's three models (MIT, in the package natasha) are stacks of three convolutions over navec embeddings
and word shapes. Here their weights and what flows between the layers become 8-bit numbers, channel by
channel, over the range that each channel has in the articles to train on. The ranges are fixed, so that the
answer for a sentence depends on nothing else.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from navec import Navec
from onnx import TensorProto, helper
from slovnet.const import SHAPE
from slovnet.exec.model import NER, Morph, Syntax
from slovnet.exec.pack import Pack
from slovnet.shape import word_shape

from newsnlp.language.embedding import ZERO, natasha_data, to_bytes
from newsnlp.language.morphology import Morphology
from newsnlp.models import Model
from newsnlp.page.split import split_page
from newsnlp.reading import UNTAGGED, read
from training.export import MICROSOFT, Graph

Array = npt.NDArray[Any]

FOLDER = Path("src/newsnlp/language/weights")
KINDS = {"morph": (Morph, "tags"), "syntax": (Syntax, "relations"), "ner": (NER, "names")}
VOCABULARIES = {"morph": "tag", "syntax": "rel", "ner": "tag"}  # in natasha's files
LEVELS = 127  # of a weight, on either side
AFTER_RELU = 32  # the number for zero after the first layer, where most of a channel's values lie above it
SENTENCES = 3000  # to take the ranges from
RAREST = 0.0001  # of a channel's values at either end are cut off


class Layer(NamedTuple):
    """A convolution of width three, ReLU and batch normalisation."""

    weight: Array  # filters x inputs x 3
    bias: Array
    scale: Array
    shift: Array


class Scale(NamedTuple):
    """How the inputs of a layer become numbers of 8 bits: x / step + zero, rounded."""

    step: Array  # of each channel
    zero: int


def layers_of(model: Any) -> list[Layer]:
    """The layers of one of slovnet's models."""
    layers = []
    for layer in model.encoder.layers:
        norm = layer.norm
        scale = norm.weight.array / norm.std.array
        shift = norm.bias.array - norm.mean.array * scale
        layers.append(Layer(layer.conv.weight.array, layer.conv.bias.array, scale, shift))
    return layers


def convolve(layer: Layer, row: Array) -> Array:
    """The layer in floats over the words of one sentence."""
    padded = np.pad(row, ((1, 1), (0, 0)))
    taps = [padded[k : k + len(row)] @ layer.weight[:, :, k].T for k in range(3)]
    out: Array = np.maximum(sum(taps) + layer.bias, 0) * layer.scale + layer.shift
    return out


def scale_of(low: Array, high: Array, zero: int) -> Scale:
    """The scale for channels between `low` and `high`."""
    step = np.maximum(np.maximum(high, 0) / (255 - zero), np.maximum(-low, 0) / zero)
    return Scale(np.maximum(step, 1e-6).astype(np.float32), zero)


def graph_of(layers: list[Layer], scales: list[Scale], head: Any = None) -> Any:
    """The graph: `forms` [forms, inputs], `at` [positions], `gaps` [positions, 1] to `states`.

    With a linear layer as `head` the states are what it makes of those of the last convolution.
    """
    g = Graph()
    x = g.op("Gather", "forms", "at")
    for i, (layer, scale) in enumerate(zip(layers, scales, strict=True)):
        assert (layer.scale > 0).all()  # so that it may change places with ReLU
        nothing = np.array(scale.zero, np.uint8)
        if i:
            x = g.op("QuantizeLinear", x, g.constant(np.float32(1)), g.constant(nothing))
            x = g.op("Where", "gaps", g.constant(nothing), x)
        edge = g.constant(np.full((1, layer.weight.shape[1]), scale.zero, np.uint8))
        before = g.op("Concat", edge, positions(g, x, 0, -1), axis=0)
        after = g.op("Concat", positions(g, x, 1, 2**31), edge, axis=0)
        weight = (layer.weight * scale.step[None, :, None]).transpose(0, 2, 1).reshape(len(layer.weight), -1)
        steps = np.abs(weight).max(1) / LEVELS
        whole = np.round(weight / steps[:, None]).astype(np.int8)
        wide = g.op("Concat", before, x, after, axis=1)
        # relu(sum + bias) * scale + shift, in steps of the next layer
        norm = layer.scale / (scales[i + 1].step if i + 1 < len(scales) else 1)
        shift = layer.shift / layer.scale * norm
        x = g.op(
            "MatMulIntegerToFloat",
            wide,
            g.constant(whole.T),
            g.constant(np.float32(1)),
            g.constant((steps * norm).astype(np.float32)),
            g.constant(nothing),
            g.constant(np.zeros(len(steps), np.int8)),
            g.constant((layer.bias * norm + shift).astype(np.float32)),
            domain=MICROSOFT,
        )
        x = g.op("Max", x, g.constant(shift.astype(np.float32)))
    width = len(layers[-1].bias)
    if head is not None:
        x = g.op("Gemm", x, g.constant(head.weight.array), g.constant(head.bias.array))
        width = len(head.bias.array)
    g.nodes.append(helper.make_node("Identity", [x], ["states"]))
    inputs = [
        helper.make_tensor_value_info("forms", TensorProto.UINT8, ["forms", layers[0].weight.shape[1]]),
        helper.make_tensor_value_info("at", TensorProto.INT64, ["positions"]),
        helper.make_tensor_value_info("gaps", TensorProto.BOOL, ["positions", 1]),
    ]
    states = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["positions", width])
    made = helper.make_graph(g.nodes, "tagger", inputs, [states], g.constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9)


def positions(g: Graph, x: str, first: int, last: int) -> str:
    """The positions from `first` to `last`, half open."""
    return g.op("Slice", x, g.constant(np.array([first])), g.constant(np.array([last])))


class Recorder:
    """A tagger that keeps what it is asked to tag."""

    name = "recorder"

    def __init__(self) -> None:
        self.sentences: list[list[str]] = []

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Any]]:
        """No tags."""
        self.sentences += map(list, sentences)
        return [[UNTAGGED] * len(words) for words in sentences]


def sentences_of(corpora: Path) -> Iterator[list[str]]:
    """The words of the sentences to take the ranges from."""
    morphology, recorder = Morphology(), Recorder()
    with open(corpora / "quotes" / "train.jsonl", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            read(text, split_page(text), Model("", recorder, None), morphology)  # type: ignore[arg-type]
            yield from filter(None, recorder.sentences)
            recorder.sentences.clear()


def ranges(layers: list[Layer], sentences: list[list[str]], embed: Any) -> list[tuple[Array, Array]]:
    """The range of each channel before each layer, but for the rarest values."""
    rows: list[list[Array]] = [[] for _ in layers]
    for words in sentences:
        row = embed(words)
        for i, layer in enumerate(layers):
            rows[i].append(row)
            row = convolve(layer, row)
    joined = [np.concatenate(each) for each in rows]
    return [(np.quantile(each, RAREST, axis=0), np.quantile(each, 1 - RAREST, axis=0)) for each in joined]


def embedding(model: Any, navec: Navec, shapes: Any) -> Callable[[list[str]], Array]:
    """What turns words into the inputs of the first layer, in floats."""
    ids, unknown = navec.vocab.word_ids, navec.vocab.unk_id

    def embed(words: list[str]) -> Array:
        vectors = model.emb.word(np.array([ids.get(word.lower(), unknown) for word in words]))
        forms = [shapes.encode(word_shape(word)) for word in words]
        return np.concatenate([vectors, model.emb.shape.weight.array[forms]], axis=1)

    return embed


def heads_of(kind: str, model: Any) -> dict[str, Array]:
    """The arrays of what is computed outside of the graph."""
    if kind != "syntax":
        return {"ner.transitions": model.head.crf.transitions.array} if kind == "ner" else {}
    arrays = {}
    for name, layer in (("syntax.head", model.head), ("syntax.rel", model.rel)):
        arrays |= linear(f"{name}.head", layer.head.proj) | linear(f"{name}.tail", layer.tail.proj)
        arrays |= {f"{name}.kernel": layer.kernel.array, f"{name}.root": layer.root.array.reshape(1, -1)}
    # one column for each relation, over the pairs of what the head and what the word is
    kernel = arrays["syntax.rel.kernel"]
    width = len(kernel)
    pairs = kernel.reshape(width, -1, width).transpose(0, 2, 1).reshape(width * width, -1)
    return arrays | {"syntax.rel.kernel": pairs}


def linear(name: str, layer: Any) -> dict[str, Array]:
    """The arrays of a linear layer."""
    return {f"{name}.weight": layer.weight.array, f"{name}.bias": layer.bias.array}


def lines(items: Sequence[str]) -> Array:
    """Strings as an array of bytes."""
    return np.frombuffer("\n".join(items).encode(), np.uint8)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    cli.add_argument("--folder", type=Path, default=FOLDER)
    options = cli.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    data = natasha_data()
    navec = Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    sentences = list(islice(sentences_of(options.corpora), SENTENCES))
    arrays: dict[str, Array] = {}
    for kind, (model_type, labels) in KINDS.items():
        with Pack(data / "model" / f"slovnet_{kind}_news_v1.tar") as pack:
            pack.load_meta().check_protocol()
            loaded = pack.load_model(model_type)
            model = loaded.inject_arrays(dict(pack.load_arrays(loaded.weights))).inject_navec(navec)
            arrays[labels] = lines(pack.load_vocab(VOCABULARIES[kind]).items)
            shapes = pack.load_vocab(SHAPE)  # the same in all three
        layers = layers_of(model)
        scales = [
            scale_of(low, high, AFTER_RELU if i else ZERO)
            for i, (low, high) in enumerate(ranges(layers, sentences, embedding(model, navec, shapes)))
        ]
        (options.folder / f"{kind}.onnx").write_bytes(
            graph_of(layers, scales, None if kind == "syntax" else model.head.proj).SerializeToString()
        )
        arrays |= {"shapes": lines(shapes.items), "words.step": scales[0].step[: model.emb.word.dim]}
        arrays[f"{kind}.shapes"] = to_bytes(
            model.emb.shape.weight.array, scales[0].step[model.emb.word.dim :]
        )
        arrays |= heads_of(kind, model)
    np.savez_compressed(options.folder / "heads.npz", **arrays)
    for path in sorted(options.folder.iterdir()):
        print(f"{path.name} {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
