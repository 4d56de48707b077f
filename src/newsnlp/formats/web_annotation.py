"""W3C Web Annotations (JSON-LD), which annotation tools of the web read.

Positions count Unicode code points, as Python's offsets do: the Web Annotation Data Model wants
selections "in terms of unicode code points (the 'character number'), not in terms of code units".
https://www.w3.org/TR/annotation-model/#text-position-selector
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Iterator
from typing import Any

from newsnlp.formats.annotations import MENTIONS, Annotation, Annotations
from newsnlp.schema import Article, Entity, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CLASSES = {"person": "Person", "organization": "Organization"}  # those that the context knows
AROUND = 32  # characters of prefix and suffix


def to_web_annotation(article: Article, source: str | None = None) -> dict[str, Any]:
    """The article as an AnnotationPage: a dict for `json.dumps`.

    `source` is the address (IRI) of the text that is annotated; without one it is a name made of the text's
    SHA-256 (RFC 6920, `ni:`). Mentions, roles and quotes are annotations, with a target for each
    segment, found by position and by quotation. Their bodies are tags (person, role, quote and what kind of
    it) and the people and organisations: `identifying` whom a mention names, `linking` a quote to who speaks
    and a role to who holds it. The same article gives the same ids.

    >>> from newsnlp import extract
    >>> page = to_web_annotation(extract("Мост откроют в мае, сообщила мэр Ольга Седова."), "https://a.example/1")
    >>> quote = page["items"][0]
    >>> [body["value"] for body in quote["body"] if "value" in body], quote["body"][2]["source"]["name"]
    (['quote', 'indirect'], 'Ольга Седова')
    >>> quote["target"][0]["selector"][0]
    {'type': 'TextPositionSelector', 'start': 0, 'end': 18}
    """
    source = source or _name_of(article.text)
    marked = Annotations.of(article)
    links = _links(marked)
    entities = {entity.id: _resource(entity, source) for entity in article.entities}
    items = [
        {
            "id": _iri(source, one.id),
            "type": "Annotation",
            "motivation": "identifying" if one.type in MENTIONS else "tagging",
            "body": list(_bodies(one, links.get(one.id, []), entities)),
            "target": [
                {"type": "SpecificResource", "source": source, "selector": _selectors(article.text, segment)}
                for segment in one.segments
            ],
        }
        for one in marked.annotations
        if one.type in (*MENTIONS, "role", "quote")
    ]
    return {
        "@context": CONTEXT,
        "id": _iri(source, "page"),
        "type": "AnnotationPage",
        "generator": {"type": "Software", "name": f"newsnlp {article.version}, model {article.model}"},
        "items": items,
    }


def _name_of(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "ni:///sha-256;" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _iri(source: str, id: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{source} newsnlp {id}").urn


def _links(marked: Annotations) -> dict[str, list[Annotation]]:
    """Who speaks a quote, and who holds a role where."""
    by_id = {one.id: one for one in marked.annotations}
    links: dict[str, list[Annotation]] = {}
    for link in marked.links:
        if link.type == "says":
            links.setdefault(link.target, []).append(by_id[link.source])
        elif link.type in ("holder", "workplace"):
            links.setdefault(link.source, []).append(by_id[link.target])
    return links


def _resource(entity: Entity, source: str) -> dict[str, Any]:
    resource = {"id": _iri(source, entity.id), "name": entity.name}
    return {**resource, "type": CLASSES[entity.type]} if entity.type in CLASSES else resource


def _bodies(
    one: Annotation, linked: list[Annotation], entities: dict[str, dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for tag in (one.type, one.kind):
        if tag:
            yield {"type": "TextualBody", "purpose": "tagging", "value": tag}
    if one.type == "role" and one.name:
        yield {"type": "TextualBody", "purpose": "describing", "value": one.name, "language": "ru"}
    if one.entity in entities:
        yield {"type": "SpecificResource", "purpose": "identifying", "source": entities[one.entity]}
    for other in linked:
        if other.entity in entities:
            yield {"type": "SpecificResource", "purpose": "linking", "source": entities[other.entity]}
        else:  # a group, an anonymous source
            yield {"type": "TextualBody", "purpose": "linking", "value": other.text, "language": "ru"}


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.text,
            "prefix": text[max(span.start - AROUND, 0) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
    ]
