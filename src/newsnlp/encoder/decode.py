"""From the labels' log probabilities to spans: the best path on which I follows only B or I."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

OUTSIDE, BEGIN, INSIDE = range(3)
SURE = -0.002  # log probability from which a word is outside whatever stands beside it


class Found(NamedTuple):
    """Words `first` to `last` (half open), and how probable it is that each of them belongs there."""

    first: int
    last: int
    probability: float


def spans(log: Array) -> Iterator[Found]:
    """The spans of one head, in order. `log` [word, 3]: log probabilities of O, B and I.

    >>> import numpy as np
    >>> list(spans(np.log([[0.98, 0.01, 0.01], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [0.9, 0.05, 0.05]])))
    [Found(first=1, last=3, probability=0.9)]
    """
    open_at = np.flatnonzero(log[:, OUTSIDE] < SURE)
    if not len(open_at):
        return
    inside = 1 - np.exp(log[:, OUTSIDE])
    breaks = np.flatnonzero(np.diff(open_at) > 1) + 1
    for stretch in np.split(open_at, breaks):
        low = int(stretch[0])
        for first, last in _read(_path(log[low : int(stretch[-1]) + 1].tolist())):
            mean = float(inside[low + first : low + last].mean())
            yield Found(low + first, low + last, round(mean, 4))


def _path(log: list[list[float]]) -> list[int]:
    """The best labels of a stretch before and after which all is outside."""
    outside, begin, inside = log[0][OUTSIDE], log[0][BEGIN], -math.inf
    back: list[tuple[int, int]] = []
    for o, b, i in log[1:]:
        best, state = max((outside, OUTSIDE), (begin, BEGIN), (inside, INSIDE))
        going, from_ = (begin, BEGIN) if begin >= inside else (inside, INSIDE)
        back.append((state, from_))
        outside, begin, inside = best + o, best + b, going + i
    label = max((outside, OUTSIDE), (begin, BEGIN), (inside, INSIDE))[1]
    path = [label]
    for state, from_ in reversed(back):
        label = from_ if label == INSIDE else state
        path.append(label)
    return path[::-1]


def _read(path: list[int]) -> Iterator[tuple[int, int]]:
    start = -1
    for i, label in enumerate([*path, OUTSIDE]):
        if start >= 0 and label != INSIDE:
            yield start, i
            start = -1
        if label == BEGIN:
            start = i
