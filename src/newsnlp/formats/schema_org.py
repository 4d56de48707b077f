"""schema.org as JSON-LD: the article, its people and organisations, and the quotations.

`spokenByCharacter` is the property of a Quotation for whom it "is attributed within the containing
CreativeWork", a person or an organisation; `creator`, which schema.org's own example of a real person's
quotation uses, says besides that the words are theirs, and so stands on direct quotes only.
https://schema.org/Quotation
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsnlp.schema import Article, Entity, PersonRole, Quote, Span

CONTEXT = "https://schema.org"
CLASSES = {"person": "Person", "organization": "Organization", "location": "Place"}


def to_schema_org(article: Article, url: str | None = None) -> dict[str, Any]:
    """The article as a graph of schema.org: a dict for `json.dumps`.

    `url` is the article's own address; ids of the graph are made from it, else they are blank nodes.
    The graph has a NewsArticle (`mentions` its entities, `hasPart` its quotations), a Person, Organization or
    Place for each entity and a Quotation for each quote. Who speaks and is no entity («врачи») stands in
    `creditText`, the medium that relays in `publisher`; `description` is direct, mixed or indirect.

    >>> from newsnlp import extract
    >>> graph = to_schema_org(extract("Мост откроют в мае, сообщила мэр Ольга Седова."))["@graph"]
    >>> article, person, quotation = graph
    >>> person["name"], person["jobTitle"], quotation["spokenByCharacter"] == {"@id": person["@id"]}
    ('Ольга Седова', ['мэр'], True)
    """
    graph = [
        _article(article, url),
        *(_entity(article, entity, url) for entity in article.entities),
        *(_quotation(article, quote, url) for quote in article.quotes),
    ]
    return {"@context": CONTEXT, "@graph": [_filled(node) for node in graph]}


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value not in (None, [], "")}


def _reference(id: str, url: str | None) -> dict[str, str]:
    return {"@id": f"{url}#{id}" if url else f"_:{id}"}


def _article(article: Article, url: str | None) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "@id": url or "_:article",
        "headline": article.title,
        "datePublished": article.date,
        "dateline": article.place,
        "inLanguage": "ru",
        "articleBody": article.text,
        "mentions": [_reference(entity.id, url) for entity in article.entities],
        "hasPart": [_reference(quote.id, url) for quote in article.quotes],
    }


def _entity(article: Article, entity: Entity, url: str | None) -> dict[str, Any]:
    node = {"@type": CLASSES[entity.type], **_reference(entity.id, url), "name": entity.name}
    if entity.type != "person":
        return node
    held = [role for role in entity.roles if not role.former]
    return {
        **node,
        "givenName": entity.first,
        "additionalName": entity.middle,
        "familyName": entity.last,
        "gender": f"https://schema.org/{entity.gender.capitalize()}" if entity.gender else None,
        "jobTitle": [role.title for role in held],
        "affiliation": list(_affiliations(article, held, url)),
    }


def _affiliations(article: Article, roles: list[PersonRole], url: str | None) -> Iterator[dict[str, Any]]:
    ids = {entity.name: entity.id for entity in article.organizations}
    for name in dict.fromkeys(role.organization for role in roles):
        if name is not None:
            yield _reference(ids[name], url) if name in ids else {"@type": "Organization", "name": name}


def _quotation(article: Article, quote: Quote, url: str | None) -> dict[str, Any]:
    speaker = quote.speaker
    by = _reference(speaker.entity, url) if speaker and speaker.entity else None
    return {
        "@type": "Quotation",
        **_reference(quote.id, url),
        "text": quote.text,
        "description": quote.kind,
        "inLanguage": "ru",
        "isPartOf": {"@id": url or "_:article"},
        "spokenByCharacter": by,
        "creator": by if quote.kind == "direct" else None,
        "creditText": speaker.text if speaker and not by else None,
        "publisher": _medium(article, quote.via, url) if quote.via else None,
    }


def _medium(article: Article, via: Span, url: str | None) -> dict[str, Any]:
    for entity in article.organizations:
        if any((mention.start, mention.end) == (via.start, via.end) for mention in entity.mentions):
            return _reference(entity.id, url)
    return {"@type": "Organization", "name": via.text}
