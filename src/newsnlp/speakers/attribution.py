"""What the speaker stage answers for a report."""

from __future__ import annotations

from dataclasses import dataclass

from newsnlp.schema import Speaker


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker of a report, the rule that decided, and the candidates with their scores.

    `confidence` is the probability that kind and speaker are right.
    """

    speaker: Speaker | None
    rule: str | None
    candidates: tuple[tuple[str, float], ...]
    confidence: float
