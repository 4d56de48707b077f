"""What the speaker stage answers for a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from newsnlp.schema import Speaker


class Scored(NamedTuple):
    """A candidate: the id of its entity, its probability, and the facts that speak most for it."""

    entity: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker of a report, the rule that decided, and the candidates with their scores.

    `confidence` is the probability that kind and speaker are right.
    """

    speaker: Speaker | None
    rule: str | None
    candidates: tuple[Scored, ...]
    confidence: float
