"""Role phrases."""

from __future__ import annotations

from newsnlp.document import Document, Name, RoleMention


def find_roles(document: Document, names: list[Name]) -> list[RoleMention]:
    """The role mentions of the document, in order."""
    return []
