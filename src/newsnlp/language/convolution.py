"""Inference for slovnet's convolutional taggers, several models over one embedding, in 8-bit numbers.

slovnet's own loop pads batches and embeds every word once for each model, in floats. Its three models share
a vocabulary and an embedding, so here the sentences are laid end to end with one empty position between them
(as wide as the convolutions look), every distinct word is embedded once, and each model reads the whole row
in one pass. The convolutions are graphs that onnxruntime runs (`training/tagger.py` makes them from natasha's
weights). The answers for a sentence do not depend on the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime

from newsnlp.language.embedding import ZERO

Array = npt.NDArray[Any]

WEIGHTS = files("newsnlp") / "language" / "weights"
EMPTY = 0  # the form at the empty positions
VITERBI_BATCH = 256  # sequences, of like length: bounds the padding


class Row(NamedTuple):
    """Sentences end to end, with an empty position before each and at the end.

    A form is a word in a shape: `words` are the embeddings and `shapes` the numbers of those of each distinct
    form but the empty one, `forms` the form at each position; `gaps` are the empty positions.
    """

    words: Array
    shapes: Array
    forms: Array
    gaps: Array


class Convolutions:
    """One model's stack of convolutions."""

    def __init__(self, kind: str, shapes: Array, folder: Traversable = WEIGHTS) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            (folder / f"{kind}.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        self._shapes = shapes  # the embedding of each shape

    def __call__(self, row: Row) -> Array:
        """Hidden states of a row of words."""
        width = row.words.shape[1]
        forms = np.full((len(row.words) + 1, width + self._shapes.shape[1]), ZERO, np.uint8)
        forms[1:, :width] = row.words
        forms[1:, width:] = self._shapes[row.shapes]
        feed = {"forms": forms, "at": row.forms, "gaps": (row.forms == EMPTY)[:, None]}
        states: Array = self._session.run(None, feed)[0]
        return states


class Linear(NamedTuple):
    """A linear layer."""

    weight: Array
    bias: Array

    def __call__(self, row: Array) -> Array:
        """The layer over the rows of a matrix."""
        out: Array = row @ self.weight + self.bias
        return out


class Biaffine(NamedTuple):
    """Two projections, and the kernel between them."""

    head: Linear
    tail: Linear
    kernel: Array
    root: Array


def linear(arrays: Mapping[str, Array], name: str) -> Linear:
    """The linear layer of this name."""
    return Linear(arrays[f"{name}.weight"], arrays[f"{name}.bias"])


def biaffine(arrays: Mapping[str, Array], name: str) -> Biaffine:
    """The biaffine layer of this name."""
    head, tail = linear(arrays, f"{name}.head"), linear(arrays, f"{name}.tail")
    return Biaffine(head, tail, arrays[f"{name}.kernel"], arrays[f"{name}.root"].reshape(1, -1))


def viterbi(emissions: list[Array], transitions: Array) -> list[Array]:
    """The best path through a linear-chain CRF for each of many sequences."""
    order = sorted(range(len(emissions)), key=lambda i: -len(emissions[i]))
    paths: list[Array] = [np.zeros(0, dtype=np.int64)] * len(order)
    for start in range(0, len(order), VITERBI_BATCH):
        batch = order[start : start + VITERBI_BATCH]
        for i, path in zip(batch, _viterbi([emissions[i] for i in batch], transitions), strict=True):
            paths[i] = path
    return paths


def _viterbi(emissions: list[Array], transitions: Array) -> Iterator[Array]:
    """The same for sequences that are padded to the first, which is the longest."""
    lengths = np.array([len(each) for each in emissions])
    longest, tags = len(emissions[0]), transitions.shape[0]
    padded = np.zeros((longest, len(emissions), tags), dtype=np.float32)
    for column, each in enumerate(emissions):
        padded[: len(each), column] = each
    back = np.zeros((longest, len(emissions), tags), dtype=np.int8)
    score = padded[0].copy() if longest else padded
    for step in range(1, longest):
        live = int((lengths > step).sum())
        ways = score[:live, :, None] + transitions
        back[step, :live] = best = ways.argmax(1)
        score[:live] = np.take_along_axis(ways, best[:, None, :], 1)[:, 0] + padded[step, :live]
    for column, length in enumerate(lengths):
        path = np.zeros(length, dtype=np.int64)
        if length:
            path[-1] = score[column].argmax()
            for step in range(length - 1, 0, -1):
                path[step - 1] = back[step, column, path[step]]
        yield path


def heads(layer: Biaffine, hidden: Array) -> Array:
    """For each word of one sentence the position of its head, 0 for the root, words from 1."""
    rooted = np.concatenate((layer.root, hidden))
    scores = (_forward(layer.head, rooted) @ layer.kernel) @ _forward(layer.tail, rooted).T
    found: Array = scores[1:].argmax(-1)
    return found


def relations(layer: Biaffine, hidden: Array, governors: Array) -> Array:
    """The relation of each word to its head; one row for each word, and the position of its head."""
    size = layer.tail.weight.shape[1]
    states = np.concatenate((layer.root, hidden))[governors]
    head = (_forward(layer.head, states) @ layer.kernel).reshape(len(hidden), -1, size)
    found: Array = np.einsum("nrh,nh->nr", head, _forward(layer.tail, hidden)).argmax(-1)
    return found


def _forward(layer: Linear, row: Array) -> Array:
    return np.maximum(layer(row), 0)
