"""Find reported speech."""

from __future__ import annotations

from newsnlp.document import Document, Name, Report, RoleMention


def find_speech(document: Document, names: list[Name], roles: list[RoleMention]) -> list[Report]:
    """The reports of the document, ordered by their first segment."""
    return []
