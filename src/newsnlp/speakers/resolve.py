"""Resolve who speaks."""

from __future__ import annotations

from dataclasses import dataclass

from newsnlp.document import Document, Referent, Report, RoleLink, Span
from newsnlp.schema import Speaker


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker of a report, the rule that decided, and the candidates with their scores."""

    speaker: Speaker | None
    rule: str | None
    candidates: tuple[tuple[str, float], ...]
    confidence: float
    pronoun: Span | None = None  # a mention of the speaker to add to its entity


def resolve_speakers(
    document: Document, reports: list[Report], referents: list[Referent], roles: list[RoleLink]
) -> list[Attribution]:
    """An attribution for every report."""
    return [Attribution(None, None, (), report.confidence) for report in reports]
