"""The encoder as it runs: onnxruntime on one thread, one window at a time, so that nothing is padded.

A window by itself also has one result, whatever other articles are read in the same process.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import numpy.typing as npt

from newsnlp.encoder.encoding import Encoding, Heads
from newsnlp.encoder.vocabulary import Vocabulary
from newsnlp.encoder.windows import Window, positions, windows
from newsnlp.language.sessions import Level, open_session

Array = npt.NDArray[Any]

WEIGHTS = files("newsnlp") / "encoder" / "weights"
BLOCK = 32  # numbers that share a scale in the embeddings


class Encoder:
    """Reads articles with the weights of one name in a folder: of newsnlp's own, "best" or "default".

    The vocabulary and the embeddings are the same for all names.
    """

    def __init__(self, name: str, folder: Traversable = WEIGHTS) -> None:
        shared = np.load(io.BytesIO((folder / "pieces.npz").read_bytes()))
        texts = bytes(shared["texts"]).decode("utf-8").split("\n")
        self.vocabulary = Vocabulary(list(zip(texts, shared["scores"].tolist(), strict=True)))
        self._packed, self._scales = shared["packed"], shared["scales"]
        # more would fuse Add and LayerNormalization into an operator that takes four times as long
        self._session = open_session(folder / f"{name}.onnx", Level.ORT_ENABLE_BASIC)
        arrays = dict(np.load(io.BytesIO((folder / f"{name}.npz").read_bytes())))
        names = bytes(arrays.pop("names")).decode().split()
        self.heads = Heads({key: array.astype(np.float32) for key, array in arrays.items()}, names)

    def __call__(
        self, words: Sequence[str], spaced: Sequence[bool], sentences: Sequence[int], blocks: Sequence[int]
    ) -> Encoding:
        """Read an article: its words, whether white space precedes each, its sentence and its block."""
        pieces = [self.vocabulary.pieces(word, space) for word, space in zip(words, spaced, strict=True)]
        sizes = [len(each) for each in pieces]
        states, logs = [], []
        for window in windows(sizes, sentences, blocks):
            read = self._read(window, pieces, blocks)
            states.append(read.astype(np.float16))
            logs.append(self.heads.labels(read))
        return Encoding(np.concatenate(states), np.concatenate(logs), self.heads)

    def _read(self, window: Window, pieces: Sequence[tuple[int, ...]], blocks: Sequence[int]) -> Array:
        """The states of the words that a window answers."""
        read = positions(window, pieces, blocks)
        feed = {
            "pieces": self._embed(read.ids)[None],
            "first": np.array(read.first),
            "last": np.array(read.last),
        }
        answered = [at for at, word in enumerate(read.words) if window.first <= word < window.last]
        states: Array = self._session.run(None, feed)[0][0, answered]
        return states

    def _embed(self, ids: Sequence[int]) -> Array:
        """The embeddings of pieces, unpacked from four-bit numbers."""
        packed, scales = self._packed[ids], self._scales[ids].astype(np.float32)
        halves = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32)
        halves -= 8
        found: Array = (halves * scales[:, :, None]).reshape(len(ids), -1)
        return found
