"""What is kept of an article: its people and organisations, without its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from sys import intern

from newsnlp.language.spelling import fold
from newsnlp.schema import Article, Entity, PersonRole

MAX_CONTEXT = 64  # names of an article that are kept as its context


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What an article is about: the folded names of its places, people and organisations.

    `places` are those of the places alone.
    """

    names: frozenset[str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """A person or organisation in one article; the fields are those of `Entity` and `Appearance`.

    `names` are its mentions by name; `workplaces` the ids of the organisations of its roles.
    """

    article: int
    entity: str
    name: str
    names: tuple[str, ...]
    scene: Scene
    quotes: int
    mentions: int
    first: str | None
    middle: str | None
    last: str | None
    gender: str | None
    roles: tuple[PersonRole, ...]
    workplaces: tuple[str | None, ...]


def sightings(at: int, article: Article) -> Iterator[tuple[str, Sighting]]:
    """The people and organisations of the article at this position, each with its type."""
    quotes = Counter(quote.speaker.entity for quote in article.quotes if quote.speaker is not None)
    scene = _scene(article)
    bodies = {entity.name: entity.id for entity in article.organizations}
    for entity in article.entities:
        if entity.type != "location":
            yield (
                entity.type,
                Sighting(
                    at,
                    intern(entity.id),
                    intern(entity.name),
                    tuple(intern(m.normal) for m in entity.mentions if m.kind == "name"),
                    scene,
                    quotes[entity.id],
                    len(entity.mentions),
                    entity.first,
                    entity.middle,
                    entity.last,
                    entity.gender,
                    entity.roles,
                    tuple(bodies.get(role.organization or "") for role in entity.roles),
                ),
            )


def _scene(article: Article) -> Scene:
    entities = article.entities[:MAX_CONTEXT]
    places = frozenset(intern(fold(entity.name)) for entity in entities if entity.type == "location")
    telling = frozenset(intern(fold(entity.name)) for entity in entities if _tells(entity))
    return Scene(places | telling, places)


def _tells(entity: Entity) -> bool:
    """Whether a name is that of one thing in many articles: a full name, a name in capitals or marks."""
    if entity.type == "person":
        return bool(entity.first and entity.last)
    return entity.type == "organization" and not entity.name.islower() and " " in entity.name.strip()
