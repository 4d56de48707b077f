"""Gather mentions into entities."""

from __future__ import annotations

from newsnlp.document import Document, Name, Reference, Referent, RoleLink, RoleMention
from newsnlp.entities.canonical import full_name
from newsnlp.entities.people import Person, gather_people
from newsnlp.names.normal import nominative


def link_entities(
    document: Document, names: list[Name], roles: list[RoleMention]
) -> tuple[list[Referent], list[RoleLink]]:
    """The entities of the document, in order of first mention, and who holds each role where."""
    referents: dict[str, Referent] = {}
    people = gather_people(document, [n for n in names if n.type == "person"])
    out = [_person(document, person) for person in people]
    for name in names:
        if name.type == "person":
            continue
        text = document.words(name)
        referent = referents.setdefault(text, Referent("", name.type, text, 0.5, []))
        referent.references.append(Reference(name.start, name.end, "name", nominative(document, name)))
    out += referents.values()
    out.sort(key=lambda r: r.references[0].start)
    for number, referent in enumerate(out, 1):
        referent.id = f"e{number}"
    return out, [RoleLink(role) for role in roles]


def _person(document: Document, person: Person) -> Referent:
    full = full_name(document, person)
    references = [
        Reference(mention.name.start, mention.name.end, "name", normal)
        for mention, normal in zip(person.mentions, full.normals, strict=True)
    ]
    return Referent("", "person", full.name, 0.9, references, full.first, full.middle, full.last, full.gender)
