"""Gather mentions into entities."""

from __future__ import annotations

from collections.abc import Sequence

from newsnlp.document import Document, Name, Reference, Referent, RoleLink, RoleMention
from newsnlp.entities.canonical import full_name
from newsnlp.entities.organizations import Body, gather_organizations
from newsnlp.entities.people import Person, gather_people
from newsnlp.entities.places import gather_places
from newsnlp.names.normal import nominative


def link_entities(
    document: Document, names: list[Name], roles: list[RoleMention]
) -> tuple[list[Referent], list[RoleLink]]:
    """The entities of the document, in order of first mention, and who holds each role where."""
    people = gather_people(document, [name for name in names if name.type == "person"])
    bodies = gather_organizations(document, [name for name in names if name.type == "organization"])
    places = gather_places(document, [name for name in names if name.type == "location"])
    referents = [
        *(_person(document, person) for person in people),
        *(_organization(document, body) for body in bodies),
        *(_place(document, mentions) for mentions in places),
    ]
    referents.sort(key=lambda referent: referent.references[0].start)
    for number, referent in enumerate(referents, 1):
        referent.id = f"e{number}"
    return referents, [RoleLink(role) for role in roles]


def _person(document: Document, person: Person) -> Referent:
    full = full_name(document, person)
    references = [
        Reference(mention.name.start, mention.name.end, "name", normal)
        for mention, normal in zip(person.mentions, full.normals, strict=True)
    ]
    return Referent("", "person", full.name, 0.9, references, full.first, full.middle, full.last, full.gender)


def _organization(document: Document, body: Body) -> Referent:
    normals = [nominative(document, name) for name, _ in body.mentions]
    references = [
        Reference(name.start, name.end, "name", normal)
        for (name, _), normal in zip(body.mentions, normals, strict=True)
    ]
    best = max(
        range(len(normals)),
        key=lambda i: (not body.mentions[i][1].abbreviated, body.mentions[i][1].proper + body.mentions[i][1].legal, -i),
    )
    return Referent("", "organization", normals[best], 0.8, references)


def _place(document: Document, mentions: Sequence[Name]) -> Referent:
    normals = [nominative(document, name) for name in mentions]
    references = [
        Reference(name.start, name.end, "name", normal) for name, normal in zip(mentions, normals, strict=True)
    ]
    return Referent("", "location", max(normals, key=len), 0.8, references)
