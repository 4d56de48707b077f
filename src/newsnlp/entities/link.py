"""Gather mentions into entities."""

from __future__ import annotations

from collections.abc import Sequence

from newsnlp import lexicon
from newsnlp.document import Document, Name, Nominal, Reference, Referent, RoleLink, RoleMention, Span
from newsnlp.entities.canonical import full_name
from newsnlp.entities.context import post_leaning
from newsnlp.entities.initials import join_initials
from newsnlp.entities.organizations import Body, gather_organizations
from newsnlp.entities.people import Person, gather_people
from newsnlp.entities.places import gather_places
from newsnlp.entities.posts import find_holders
from newsnlp.entities.workplaces import Workplaces
from newsnlp.language.spelling import fold
from newsnlp.names.normal import nominative
from newsnlp.schema import EntityType


def link_entities(
    document: Document, names: list[Name], roles: list[RoleMention], namesakes: Sequence[Name] = ()
) -> tuple[list[Referent], list[RoleLink]]:
    """The entities of the document, in order of first mention, and who holds each role where.

    `namesakes` are people in the names of organisations: mentions of those who lead them or whom the article
    names elsewhere.
    """
    people = _people(document, _of_type(names, "person"), roles, namesakes)
    bodies = gather_organizations(document, _of_type(names, "organization"))
    organizations = [_organization(document, body) for body in bodies]
    places = [_place(document, mentions) for mentions in gather_places(document, _of_type(names, "location"))]
    workplaces = Workplaces(document, _named(bodies, organizations))
    where = _workplaces(document, roles, workplaces, organizations)
    held = find_holders(document, roles, _by_span(people), where)
    for one in held:
        if one.person is not None and one.role.holder is None:
            _refer(one.person, one.role, one.role.title)
    referents = [*people, *organizations, *places, *workplaces.made.values()]
    for referent in referents:
        referent.references.sort(key=lambda reference: (reference.start, reference.end))
    referents.sort(key=lambda referent: referent.references[0].start)
    for number, referent in enumerate(referents, 1):
        referent.id = f"e{number}"
    links = [
        RoleLink(
            one.role,
            one.person.id if one.person else None,
            one.organization.id if one.organization else None,
        )
        for one in held
    ]
    return referents, links


def _people(
    document: Document, names: list[Name], roles: Sequence[RoleMention], namesakes: Sequence[Name]
) -> list[Referent]:
    """The people, with what their roles say about their gender."""
    everybody = sorted([*names, *namesakes], key=lambda name: name.start)
    inside = {name.start for name in namesakes if not _is_leader(document, name)}
    found = [
        person
        for person in gather_people(document, everybody, roles)
        if any(mention.name.start not in inside for mention in person.mentions)
    ]
    posts: dict[int, list[str]] = {}
    for role in roles:
        for holder in (role.holder, *role.others):
            if holder is not None:
                posts.setdefault(holder.start, []).append(role.post)
    for person in found:
        held = {post for mention in person.mentions for post in posts.get(mention.name.start, ())}
        leanings = [post_leaning(post, document.morphology) for post in sorted(held)]
        female = min(leanings, default=0.0) < 0 or person.leaning < 0  # «министр» speaks not against a woman
        person.leaning += sum(leaning for leaning in leanings if leaning < 0 or not female)
    return join_initials([_person(document, person) for person in found])


def _is_leader(document: Document, name: Name) -> bool:
    """Whether a person in the name of a body leads it: «правительство Медведева»."""
    return name.first > 0 and fold(document.tokens[name.first - 1].lemma) in lexicon.column("led_bodies")


def _of_type(names: Sequence[Name], kind: EntityType) -> list[Name]:
    return [name for name in names if name.type == kind]


def _by_span(referents: Sequence[Referent]) -> dict[tuple[int, int], Referent]:
    """The entities by the span of each of their mentions."""
    return {
        (reference.start, reference.end): referent
        for referent in referents
        for reference in referent.references
    }


def _named(bodies: Sequence[Body], organizations: Sequence[Referent]) -> list[tuple[Name, Referent]]:
    """The mentions of organisations by name, in order."""
    mentions = [
        (name, organization)
        for body, organization in zip(bodies, organizations, strict=True)
        for name, _ in body.mentions
    ]
    return sorted(mentions, key=lambda mention: mention[0].start)


def _workplaces(
    document: Document,
    roles: Sequence[RoleMention],
    workplaces: Workplaces,
    organizations: Sequence[Referent],
) -> list[Referent | None]:
    """The organisation that each role itself names, with a mention where it is a common noun."""
    by_span = _by_span(organizations)
    found: list[Referent | None] = []
    for role in roles:
        place = role.workplace
        if isinstance(place, Nominal) and _is_plural(document, place):
            found.append(None)
        elif isinstance(place, Nominal):
            organization = workplaces.find(place)
            _refer(organization, place, place.normal)
            found.append(organization)
        else:
            found.append(None if place is None else by_span.get((place.start, place.end)))
    return found


def _is_plural(document: Document, nominal: Nominal) -> bool:
    """«руководители больниц»: no one organisation."""
    noun = next((t for t in document.tokens[nominal.first : nominal.last] if t.tag.pos == "NOUN"), None)
    return noun is not None and noun.tag.number == "Plur"


def _refer(referent: Referent, span: Span, normal: str) -> None:
    """Add a mention by a common noun."""
    if all((r.start, r.end) != (span.start, span.end) for r in referent.references[-4:]):
        referent.references.append(Reference(span.start, span.end, "nominal", normal))


def _person(document: Document, person: Person) -> Referent:
    full = full_name(document, person)
    references = [
        Reference(mention.name.start, mention.name.end, "name", normal)
        for mention, normal in zip(person.mentions, full.normals, strict=True)
    ]
    return Referent(
        "",
        "person",
        full.name,
        _sure_person(person),
        references,
        full.first,
        full.middle,
        full.last,
        full.gender,
    )


def _sure_person(person: Person) -> float:
    """How likely somebody is a person of the article, told from the others rightly."""
    full = bool(person.first and person.last)
    sure = 0.98 if full else 0.93 if len(person.mentions) > 1 else 0.78
    return round(sure - 0.1 * person.ambiguous / len(person.mentions), 2)


def _sure_body(body: Body) -> float:
    """How likely an organisation is one, told from the others rightly."""
    return 0.95 if body.known else 0.9 if len(body.mentions) > 2 else 0.78


def _organization(document: Document, body: Body) -> Referent:
    names = [name for name, _ in body.mentions]
    normals = _nominatives(document, names)
    references = [
        Reference(name.start, name.end, "name", normal) for name, normal in zip(names, normals, strict=True)
    ]
    proper = [not document.tokens[name.first].text[0].islower() for name in names]  # no «команда Microsoft»
    best = max(
        range(len(normals)), key=lambda i: (body.mentions[i][1], proper[i], len(normals[i].split()), -i)
    )
    return Referent("", "organization", normals[best], _sure_body(body), references)


def _nominatives(document: Document, names: Sequence[Name]) -> list[str]:
    """The nominative of each mention; the same words with the same tags have the same."""
    known: dict[tuple[object, ...], str] = {}
    found = []
    for name in names:
        tags = (token.tag for token in document.tokens[name.first : name.last])
        key = (document.words(name), *tags)
        if key not in known:
            known[key] = nominative(document, name)
        found.append(known[key])
    return found


def _place(document: Document, mentions: Sequence[Name]) -> Referent:
    normals = _nominatives(document, mentions)
    references = [
        Reference(name.start, name.end, "name", normal)
        for name, normal in zip(mentions, normals, strict=True)
    ]
    return Referent("", "location", max(normals, key=len), 0.9, references)
