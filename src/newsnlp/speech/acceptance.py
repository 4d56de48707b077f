"""Whether words are reported speech: a learned balance of what the rules and the encoder see of them.

A rule knows the frame («…, что», «по словам …») and not whether it reports; the encoder knows how such words
read and not what their frame is. The table `acceptance.tsv` weighs both, by log odds.
"""

from __future__ import annotations

from functools import cache
from math import exp, log, log1p

import numpy as np

from newsnlp.document import Report
from newsnlp.encoder.decode import BEGIN
from newsnlp.encoder.encoding import Encoding
from newsnlp.lexicon import table
from newsnlp.speech.clauses import asks_what
from newsnlp.speech.context import Context

ACCEPTED = 0.45  # probability from which retold speech is reported: near it F1 is highest, out of fold
FLOOR = 0.01  # no probability of the encoder counts as nearer to 0 or 1

Facts = dict[str, float]


def probability(facts: Facts) -> float:
    """The chance that somebody has annotated these words as reported speech."""
    weights = _weights()
    return 1 / (1 + exp(-sum(weights.get(name, 0.0) * value for name, value in facts.items())))


def facts_of(context: Context, encoding: Encoding, report: Report) -> Facts:
    """What the chance depends on, for a report without marks or dashes of its own."""
    tokens = context.tokens
    ranges = [range(context.index(s.start), context.index(s.end)) for s in report.segments]
    words = [i for stretch in ranges for i in stretch if tokens[i].is_word]
    if not words:
        return {"always": 1.0, "support": _odds(0.0)}
    inside = (encoding.inside("direct")[words] + encoding.inside("reported")[words]).clip(0, 1)
    first = ranges[0].start
    first += asks_what(context, first)  # the encoder leaves out every «что»
    begins = np.exp(encoding.of("reported")[first, BEGIN]) + np.exp(encoding.of("direct")[first, BEGIN])
    facts = {
        "always": 1.0,
        "support": _odds(float(inside.mean())),
        "begins": _odds(min(float(begins), 1.0)),
        "words": log1p(len(words)),
        "mixed": float(report.kind == "mixed"),
        f"pattern: {report.pattern}": 1.0,
    }
    for name, span in (("cue", report.cue), ("source", report.source)):
        if span is not None:
            facts[f"has {name}"] = 1.0
            facts[name] = _odds(float(encoding.inside(name)[context.index(span.start)]))
    return facts


def _odds(probability: float) -> float:
    return log((probability + FLOOR) / (1 - probability + FLOOR))


@cache
def _weights() -> Facts:
    return {row[0]: float(row[1]) for row in table("acceptance")}
