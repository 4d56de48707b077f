"""How far a quote can be trusted: from what the finders and the speaker stage think of their own answers.

The two estimates, multiplied, are the chance that all is right if both are honest and independent. They
are neither quite: the table `trust.tsv`, learned from annotated articles, says by how much an answer of each
pattern and each rule is better or worse than it thinks.
"""

from __future__ import annotations

from functools import cache
from math import exp, log

from newsnlp.document import Report
from newsnlp.lexicon import table
from newsnlp.speakers.attribution import Attribution

SUREST = 0.99  # and 1 - SUREST: nobody is surer than that before the table is asked


def confidence(report: Report, attribution: Attribution, *, alone: bool) -> float:
    """The chance that content, kind and speaker of a quote are all right; `alone`: without an encoder."""
    facts = features(
        report.pattern, attribution.rule, report.confidence * attribution.confidence, alone=alone
    )
    weights = _weights()
    chance = 1 / (1 + exp(-sum(weights.get(name, 0.0) * value for name, value in facts.items())))
    return round(chance, 4)  # behind it stand sums of floats, whose last digits differ from run to run


def features(pattern: str, rule: str | None, product: float, *, alone: bool) -> dict[str, float]:
    """What the chance depends on. Without an encoder, how sure a finder is says less."""
    product = min(max(product, 1 - SUREST), SUREST)
    odds = log(product / (1 - product))
    facts = {"always": 1.0, "odds": odds, f"pattern: {pattern}": 1.0, f"rule: {rule}": 1.0}
    if alone:
        facts |= {"rules alone": 1.0, "odds, rules alone": odds, f"rules alone, pattern: {pattern}": 1.0}
    return facts


@cache
def _weights() -> dict[str, float]:
    return {row[0]: float(row[1]) for row in table("trust")}
