"""navec's word embeddings, as natasha ships them, in 8-bit numbers."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from navec.pq import PQ
from navec.tar import Tar
from navec.vocab import Vocab

Array = npt.NDArray[Any]

ZERO = 128  # what stands for zero


class Embedding:
    """The vectors of 250,000 words: a word is a row of codes, and a code stands for three numbers.

    `step` says for each of the 300 dimensions how much one step of the 8-bit numbers is.
    """

    def __init__(self, step: Array) -> None:
        with Tar(natasha_data() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar") as tar:
            vocabulary = Vocab.from_file(tar.load("vocab.bin"))
            packed = _Packed.from_file(tar.load("pq.bin"))
        self._word_ids, self._unknown = vocabulary.word_ids, vocabulary.unk_id
        parts, centroids, self._size = packed.codes.shape
        codes = np.zeros((parts, centroids, 4), np.uint8)  # four bytes are taken faster than three
        codes[:, :, : self._size] = to_bytes(packed.codes, step.reshape(parts, 1, self._size))
        self._codes = codes.view(np.uint32).reshape(-1)
        self._indexes, self._offsets = packed.indexes, np.arange(parts) * centroids
        self.dim = parts * self._size

    def id(self, word: str) -> int:
        """The number of a word; of all unknown words one."""
        number: int = self._word_ids.get(word.lower(), self._unknown)
        return number

    def __call__(self, ids: Array) -> Array:
        """The vectors of these words, one row each."""
        taken = self._codes[self._indexes[ids] + self._offsets]
        parts = taken.view(np.uint8).reshape(len(ids), -1, 4)
        vectors: Array = parts[:, :, : self._size].reshape(len(ids), self.dim)
        return vectors


class _Packed(PQ):  # type: ignore[misc]
    """navec's codes without the products that only similarities of words need: they take a while."""

    def precompute(self) -> None:
        """Nothing."""


def to_bytes(values: Array, step: Array) -> Array:
    """Numbers in so many steps from `ZERO`."""
    rounded: Array = np.round(values / step + ZERO).clip(0, 255).astype(np.uint8)
    return rounded


def natasha_data() -> Path:
    """The folder of the models that the package natasha ships."""
    spec = importlib.util.find_spec("natasha")  # found but not imported: it needs setuptools
    if spec is None or spec.origin is None:
        raise ImportError("the word embeddings are in the package natasha: pip install natasha")
    return Path(spec.origin).parent / "data"
