"""Gather mentions into entities."""

from __future__ import annotations

from newsnlp.document import Document, Name, Reference, Referent, RoleLink, RoleMention


def link_entities(
    document: Document, names: list[Name], roles: list[RoleMention]
) -> tuple[list[Referent], list[RoleLink]]:
    """The entities of the document, in order of first mention, and who holds each role where."""
    referents: dict[str, Referent] = {}
    for name in names:
        text = document.words(name)
        referent = referents.setdefault(text, Referent(f"e{len(referents) + 1}", name.type, text, 0.5, []))
        referent.references.append(Reference(name.start, name.end, "name", text))
    return list(referents.values()), [RoleLink(role) for role in roles]
