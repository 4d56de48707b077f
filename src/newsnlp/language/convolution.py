"""Inference for slovnet's convolutional taggers, several models over one embedding.

slovnet's own loop pads batches and embeds every word once for each model. Its three models share a
vocabulary and an embedding, so here the sentences are laid end to end with one empty position
between them (as wide as the convolutions look), every distinct word is embedded and projected
once, and each model reads the whole row in one pass. For each sentence the answers equal those of
slovnet for that sentence alone (a test compares them).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

EMPTY = 0  # the form at the empty positions
VITERBI_BATCH = 256  # sequences, of like length: bounds the padding


class Row(NamedTuple):
    """Sentences end to end, with an empty position before each and at the end.

    `vectors` are the embeddings of the distinct words; a form is a word in a shape: `words` and `shapes` tell
    those of each distinct form, `forms` the form at each position; `gaps` are the empty positions.
    """

    vectors: Array
    words: Array
    shapes: Array
    forms: Array
    gaps: Array


class Layer:
    """Convolution of width three, ReLU and batch normalisation, with slovnet's weights."""

    def __init__(self, layer: Any) -> None:
        weight = layer.conv.weight.array  # filters x inputs x 3
        if weight.shape[2] != 3:
            raise ValueError("these weights are not from natasha 1.x: convolutions must be 3 wide")
        self.taps = [np.ascontiguousarray(weight[:, :, k].T) for k in range(3)]
        self.bias = layer.conv.bias.array
        norm = layer.norm
        self.scale = norm.weight.array / norm.std.array
        self.shift = norm.bias.array - norm.mean.array * self.scale

    def __call__(self, row: Array, gaps: Array) -> Array:
        """The next row; `row` has an empty position (zeros) at both ends and at all `gaps`."""
        return self.finish([row @ tap for tap in self.taps], gaps)

    def finish(self, parts: list[Array], gaps: Array) -> Array:
        """Add what the three taps saw, shifted to their places, and normalise."""
        left, middle, right = parts
        out: Array = middle + self.bias
        out[1:] += left[:-1]
        out[:-1] += right[1:]
        np.maximum(out, 0, out=out)
        out *= self.scale
        out += self.shift
        out[gaps] = 0
        return out


class Encoder:
    """One model's stack of convolutions; the first reads words and word shapes."""

    def __init__(self, model: Any, word_dim: int) -> None:
        first, *rest = (Layer(layer) for layer in model.encoder.layers)
        self.first, self.rest = first, rest
        shapes = model.emb.shape.weight.array
        self.word_taps = [tap[:word_dim] for tap in first.taps]
        self.shape_rows = [shapes @ tap[word_dim:] for tap in first.taps]  # one row for each shape

    def __call__(self, row: Row) -> Array:
        """Hidden states of a row of words."""
        parts = []
        for tap, by_shape in zip(self.word_taps, self.shape_rows, strict=True):
            forms = (row.vectors @ tap)[row.words]
            forms += by_shape[row.shapes]
            forms[EMPTY] = 0
            parts.append(forms[row.forms])
        states = self.first.finish(parts, row.gaps)
        for layer in self.rest:
            states = layer(states, row.gaps)
        return states


def linear(layer: Any, row: Array) -> Array:
    """A linear layer of slovnet over the rows of a matrix."""
    out: Array = row @ layer.weight.array + layer.bias.array
    return out


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


def heads(model: Any, hidden: Array) -> Array:
    """For each word of one sentence the position of its head, 0 for the root, words from 1."""
    head = model.head
    rooted = np.concatenate((head.root.array.reshape(1, -1), hidden))
    scores = (_forward(head.head, rooted) @ head.kernel.array) @ _forward(head.tail, rooted).T
    found: Array = scores[1:].argmax(-1)
    return found


def relations(model: Any, hidden: Array, head_states: Array) -> Array:
    """The relation of each word to its head; one row of both for each word."""
    rel = model.rel
    size = rel.tail.proj.weight.array.shape[1]
    kernel = rel.kernel.array
    head = (_forward(rel.head, head_states) @ kernel).reshape(len(hidden), kernel.shape[1] // size, size)
    found: Array = np.einsum("nrh,nh->nr", head, _forward(rel.tail, hidden)).argmax(-1)
    return found


def _forward(block: Any, row: Array) -> Array:
    return np.maximum(linear(block.proj, row), 0)
