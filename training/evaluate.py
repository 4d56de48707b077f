"""Span F1 of the heads by themselves, on articles that were not trained on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from newsnlp.encoder.decode import spans
from training.corpora import HEADS, Sample


class Figures(NamedTuple):
    """F1 of a head: same span, and shares a word."""

    exact: float
    overlap: float


def figures(samples: Iterable[Sample], logs: Iterable[np.ndarray]) -> dict[str, Figures]:
    """The figures of every head over these articles."""
    counts = np.zeros((len(HEADS), 5))  # gold, found, same, found that share, gold that share
    for sample, log in zip(samples, logs, strict=True):
        for k, head in enumerate(HEADS):
            if head not in sample.known:
                continue
            gold, found = set(sample.spans.get(head, ())), {(f.first, f.last) for f in spans(log[:, k])}
            found = {s for s in found if s in gold or not (set(range(*s)) & sample.ignored)}
            counts[k] += (
                len(gold),
                len(found),
                len(gold & found),
                sum(any(a < d and c < b for c, d in gold) for a, b in found),
                sum(any(a < d and c < b for c, d in found) for a, b in gold),
            )
    made = {}
    for head, (gold, found, same, of_found, of_gold) in zip(HEADS, counts, strict=True):
        if gold and found:
            p, r = of_found / found, of_gold / gold
            made[head] = Figures(2 * same / (gold + found), 2 * p * r / (p + r) if p + r else 0.0)
    return made
