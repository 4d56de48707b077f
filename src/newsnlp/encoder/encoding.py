"""What the encoder has read off an article: spans by head, probabilities, and who goes with what."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from newsnlp.encoder.decode import OUTSIDE, Found, spans

Array = npt.NDArray[Any]
Anchor = tuple[int, int, int]  # words; -1 where there is none
Pair = tuple[int, int]  # first word, the word after the last


class Heads:
    """The weights that read labels and links off the states of words."""

    def __init__(self, arrays: dict[str, Array], names: Sequence[str]) -> None:
        self.arrays = arrays
        self.names = {name: number for number, name in enumerate(names)}

    def labels(self, states: Array) -> Array:
        """Log probabilities [word, head, 3] of O, B and I."""
        logits = states @ self.arrays["labels.weight"].T + self.arrays["labels.bias"]
        logits = logits.reshape(len(states), len(self.names), 3)
        logits -= logits.max(-1, keepdims=True)
        logits -= np.log(np.exp(logits).sum(-1, keepdims=True))
        return logits

    def link(self, kind: str, states: Array, anchor: Anchor, candidates: Sequence[Pair]) -> Array:
        """The probability of each candidate, and at last of nobody, to go with the anchor."""
        arrays = self.arrays
        zeros = np.zeros(states.shape[1], dtype=np.float32)
        joined = np.concatenate([states[i].astype(np.float32) if i >= 0 else zeros for i in anchor])
        a = arrays[f"anchors.{kind}.weight"] @ joined + arrays[f"anchors.{kind}.bias"]
        ends = np.concatenate(
            [states[[first for first, _ in candidates]], states[[last - 1 for _, last in candidates]]], axis=1
        ).astype(np.float32)
        c = ends @ arrays[f"candidates.{kind}.weight"].T + arrays[f"candidates.{kind}.bias"]
        near = [bucket(first - anchor[0], len(arrays[f"distance.{kind}"])) for first, _ in candidates]
        scores = c @ a / math.sqrt(len(a)) + arrays[f"distance.{kind}"][near]
        scores = np.append(scores, arrays[f"nobody.{kind}"] @ a)
        shares = np.exp(scores - scores.max())
        found: Array = shares / shares.sum()
        return found


def bucket(distance: int, buckets: int = 16) -> int:
    """The class of a distance in words: its sign and, by doubling, its size."""
    size = min(int(math.log2(abs(distance) + 1)), buckets // 2 - 1)
    return size + (buckets // 2 if distance > 0 else 0)


class Encoding:
    """What the heads say of an article's words.

    `log` are the log probabilities [word, head, 3] of O, B and I, `states` the words' states, in half
    precision, for a long text has many.
    """

    def __init__(self, states: Array, log: Array, heads: Heads) -> None:
        self.states, self.log, self.heads = states, log, heads
        self._spans: dict[str, list[Found]] = {}
        self._inside: dict[str, Array] = {}

    def of(self, head: str) -> Array:
        """Log probabilities [word, 3] of one head."""
        found: Array = self.log[:, self.heads.names[head]]
        return found

    def spans(self, head: str) -> list[Found]:
        """The spans of a head, in order."""
        if head not in self._spans:
            self._spans[head] = list(spans(self.of(head)))
        return self._spans[head]

    def inside(self, head: str) -> Array:
        """For every word the probability to be in a span of the head."""
        if head not in self._inside:
            self._inside[head] = 1 - np.exp(self.of(head)[:, OUTSIDE])
        return self._inside[head]

    def link(self, kind: str, anchor: Anchor, candidates: Sequence[Pair]) -> Array:
        """The probability of each candidate, and at last of nobody, to go with the anchor."""
        return self.heads.link(kind, self.states, anchor, candidates)
