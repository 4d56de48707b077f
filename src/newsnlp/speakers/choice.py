"""Choose among candidates: a weighted sum of features for each, made into probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Generic, Literal, TypeVar

from newsnlp.lexicon import table

Kind = Literal["pronoun", "noun", "dropped"]
COLUMNS: tuple[Kind, ...] = ("pronoun", "noun", "dropped")
Features = Mapping[str, float]
T = TypeVar("T")

REASONS = 3  # facts that are told of a candidate
TELLING = 0.2  # log odds below which a fact says little


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """A candidate with its features."""

    value: T
    features: Features


@cache
def weights(kind: Kind) -> dict[str, float]:
    """The weight of each feature for one kind of mention."""
    column = COLUMNS.index(kind) + 1
    return {row[0]: float(row[column]) for row in table("salience")}


def probabilities(kind: Kind, options: list[Option[T]]) -> list[tuple[T, float]]:
    """Each candidate with its probability, the best first."""
    weight = weights(kind)
    scores = [sum(weight.get(name, 0.0) * value for name, value in o.features.items()) for o in options]
    top = max(scores, default=0.0)
    raised = [exp(score - top) for score in scores]
    total = sum(raised)
    ranked = [(option.value, value / total) for option, value in zip(options, raised, strict=True)]
    return sorted(ranked, key=lambda pair: -pair[1])


def reasons(kind: Kind, features: Features) -> tuple[str, ...]:
    """The facts that speak most for a candidate, the strongest first, by their names in `salience.tsv`."""
    weight = weights(kind)
    worth = {name: weight.get(name, 0.0) * value for name, value in features.items()}
    best = sorted((name for name in worth if worth[name] >= TELLING), key=lambda name: -worth[name])
    return tuple(best[:REASONS])
