"""Inference for slovnet's convolutional taggers, several models over one embedding, in 8-bit numbers.

slovnet's own loop pads batches and embeds every word once for each model, in floats. Its three models share
a vocabulary and an embedding, so here the sentences are laid end to end with one empty position between them
(as wide as the convolutions look), every distinct word is embedded once, and each model reads the whole row
in one pass. The convolutions are graphs that onnxruntime runs (`training/tagger.py` makes them from natasha's
weights). The answers for a sentence do not depend on the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from newsnlp.language.embedding import ZERO
from newsnlp.language.sessions import open_session

Array = npt.NDArray[Any]

WEIGHTS = files("newsnlp") / "language" / "weights"
EMPTY = 0  # the form at the empty positions
RELATION_BATCH = 64  # words: what is computed for them stays in the processor's cache
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
        self._session = open_session(folder / f"{kind}.onnx")
        self._shapes = shapes  # the embedding of each shape

    def __call__(self, row: Row) -> Array:
        """What the graph makes of a row of words: hidden states, or a score for each label."""
        width = row.words.shape[1]
        forms = np.full((len(row.words) + 1, width + self._shapes.shape[1]), ZERO, np.uint8)
        forms[1:, :width] = row.words
        forms[1:, width:] = self._shapes[row.shapes]
        feed = {"forms": forms, "at": row.forms, "gaps": (row.forms == EMPTY)[:, None]}
        states: Array = self._session.run(None, feed)[0]
        return states


class Projection(NamedTuple):
    """A linear layer and ReLU."""

    weight: Array
    bias: Array

    def __call__(self, row: Array) -> Array:
        """The layer over the rows of a matrix."""
        out: Array = np.maximum(row @ self.weight + self.bias, 0)
        return out


class Biaffine(NamedTuple):
    """Two projections, the kernel between them, and the state of the root."""

    head: Projection
    tail: Projection
    kernel: Array
    root: Array


def viterbi(emissions: list[Array], transitions: Array) -> list[list[int]]:
    """The best path through a linear-chain CRF for each of many sequences."""
    order = sorted(range(len(emissions)), key=lambda i: -len(emissions[i]))
    paths: list[list[int]] = [[]] * len(order)
    for start in range(0, len(order), VITERBI_BATCH):
        batch = order[start : start + VITERBI_BATCH]
        for i, path in zip(batch, _viterbi([emissions[i] for i in batch], transitions), strict=True):
            paths[i] = path
    return paths


def _viterbi(emissions: list[Array], transitions: Array) -> Iterator[list[int]]:
    """The same for sequences that are padded to the first, which is the longest."""
    lengths = np.array([len(each) for each in emissions])
    longest, tags = len(emissions[0]), transitions.shape[0]
    padded = np.zeros((longest, len(emissions), tags), dtype=np.float32)
    for column, each in enumerate(emissions):
        padded[: len(each), column] = each
    back = np.zeros((longest, len(emissions), tags), dtype=np.int8)
    score = padded[0].copy() if longest else padded
    into = np.ascontiguousarray(transitions.T)
    for step, live in enumerate((lengths[:, None] > np.arange(1, longest)).sum(0).tolist(), 1):
        ways = score[:live, None, :] + into
        back[step, :live] = ways.argmax(2)
        score[:live] = np.maximum.reduce(ways, 2) + padded[step, :live]
    for column, length in enumerate(lengths.tolist()):
        path = [int(score[column].argmax())] if length else []
        for row in back[max(length - 1, 0) : 0 : -1, column].tolist():
            path.append(row[path[-1]])
        yield path[::-1]


def arcs_of(head: Biaffine, relation: Biaffine, states: Array) -> Array:
    """For each word of a sentence its head (0: the root, words from 1) and its relation."""
    mine, others = head.head(states) @ head.kernel, head.tail(np.vstack([head.root, states]))
    heads = (mine @ others.T).argmax(-1)
    above = relation.head(np.vstack([relation.root, states])[heads])
    return np.stack([heads, _relations(above, relation.tail(states), relation.kernel)], axis=1)


def _relations(above: Array, below: Array, kernel: Array) -> Array:
    """The best relation of each word, from its head's state and its own; the kernel is over pairs of them."""
    found = np.zeros(len(above), np.int64)
    width = above.shape[1]
    for start in range(0, len(above), RELATION_BATCH):
        batch = slice(start, start + RELATION_BATCH)
        weights = (above[batch] @ kernel.reshape(width, -1)).reshape(-1, width, kernel.shape[1])
        found[batch] = (below[batch, None, :] @ weights)[:, 0].argmax(-1)
    return found
