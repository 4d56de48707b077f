"""Web Annotations and schema.org, read back by PyLD (a JSON-LD processor) and rdflib (the vocabulary)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from anyarticles import articles, sample
from newsnlp import Article, extract
from newsnlp.formats import to_schema_org, to_web_annotation
from samples import SAMPLES

jsonld = pytest.importorskip("pyld.jsonld")

OA, FOAF, SCHEMA = "http://www.w3.org/ns/oa#", "http://xmlns.com/foaf/0.1/", "http://schema.org/"
ANNOTATION = {  # what http://www.w3.org/ns/anno.jsonld says of the terms that may occur
    "oa": OA,
    "id": "@id",
    "type": "@type",
    **{name: f"oa:{name}" for name in ("Annotation", "TextualBody", "SpecificResource")},
    **{name: f"oa:{name}" for name in ("TextPositionSelector", "TextQuoteSelector")},
    **{name: f"oa:{name}" for name in ("identifying", "tagging", "describing", "linking")},
    **{name: f"oa:{name}" for name in ("start", "end", "exact", "prefix", "suffix")},
    "AnnotationPage": "http://www.w3.org/ns/activitystreams#OrderedCollectionPage",
    "Software": "http://www.w3.org/ns/activitystreams#Application",
    "Person": f"{FOAF}Person",
    "Organization": f"{FOAF}Organization",
    "name": f"{FOAF}name",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "language": "http://purl.org/dc/elements/1.1/language",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "generator": {"@id": "http://www.w3.org/ns/activitystreams#generator", "@type": "@id"},
    "items": {
        "@id": "http://www.w3.org/ns/activitystreams#items",
        "@type": "@id",
        "@container": "@list",
    },
    **{
        term: {"@id": f"oa:{property}", "@type": "@id"}
        for term, property in {
            "body": "hasBody",
            "target": "hasTarget",
            "source": "hasSource",
            "selector": "hasSelector",
        }.items()
    },
}
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": ANNOTATION,
    "https://schema.org": {"@vocab": SCHEMA},
}
TEXT = "😀 Мост откроют, — сообщил журналистам мэр Иван Орлов. «Дорога, — добавил он, — готова»."


def from_memory(url: str, _: Any) -> dict[str, Any]:
    """The contexts without the network; PyLD raises for any other."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": CONTEXTS[url]},
    }


OPTIONS = {"documentLoader": from_memory}


def triples(document: dict[str, Any]) -> set[tuple[str, str, str]]:
    graph = jsonld.to_rdf(document, OPTIONS)["@default"]
    return {tuple(triple[part]["value"] for part in ("subject", "predicate", "object")) for triple in graph}


def plain(value: Any) -> Any:
    """JSON-LD with lists of one as that one, as JSON-LD means the same by both."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items() if item != []}
    if isinstance(value, list):
        return plain(value[0]) if len(value) == 1 else [plain(item) for item in value]
    return value


def survives(document: dict[str, Any]) -> bool:
    """Whether a processor understands every term: what it does not know, it drops."""
    document = json.loads(json.dumps(document))
    url = document["@context"]
    again = jsonld.compact(jsonld.expand(document, OPTIONS), url, {**OPTIONS, "graph": "@graph" in document})
    return bool(plain(again) == plain(document))


def selected(page: dict[str, Any], text: str) -> Iterator[tuple[str, str]]:
    for item in page["items"]:
        for target in item["target"]:
            position, quote = target["selector"]
            yield text[position["start"] : position["end"]], quote["exact"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_processor_understands_every_term(name: str) -> None:
    article = sample(name)
    for address in (None, "https://news.example/1"):
        assert survives(to_web_annotation(article, address))
        assert survives(to_schema_org(article, address))


def test_a_quote_is_an_annotation_with_a_target_for_each_segment() -> None:
    article = extract(TEXT)
    graph = triples(to_web_annotation(article, "https://news.example/1"))
    quote = next(one for one in article.quotes if len(one.segments) == 2)
    for segment in quote.segments:
        [selector] = [s for s, p, o in graph if p == f"{OA}exact" and o == segment.text]
        [target] = [s for s, p, o in graph if p == f"{OA}hasSelector" and o == selector]
        assert (target, f"{OA}hasSource", "https://news.example/1") in graph
        [annotation] = [s for s, p, o in graph if p == f"{OA}hasTarget" and o == target]
        bodies = {o for s, p, o in graph if (s, p) == (annotation, f"{OA}hasBody")}
        values = {o for s, p, o in graph if s in bodies and p.endswith("#value")}
        assert values == {"quote", "direct"}
        people = {o for s, p, o in graph if s in bodies and p == f"{OA}hasSource"}
        assert {o for s, p, o in graph if s in people and p == f"{FOAF}name"} == {"Иван Орлов"}


def test_positions_count_code_points() -> None:
    [(start, end)] = {
        (position["start"], position["end"])
        for item in to_web_annotation(extract(TEXT))["items"]
        for position, quote in [item["target"][0]["selector"]]
        if quote["exact"] == "Иван Орлов"
    }
    assert (start, end) == (TEXT.index("Иван"), TEXT.index("Иван") + 10)  # an emoji before counts as one


def test_without_an_address_the_text_names_itself() -> None:
    one, two = to_web_annotation(extract("Мост открыт.")), to_web_annotation(extract("Мост закрыт."))
    assert one["id"] != two["id"]
    assert one == to_web_annotation(extract("Мост открыт."))
    source = to_web_annotation(extract(TEXT))["items"][0]["target"][0]["source"]
    assert source.startswith("ni:///sha-256;")


@settings(max_examples=50)
@given(article=articles())
def test_any_text_is_selected_by_position_and_by_quotation(article: Article) -> None:
    page = json.loads(json.dumps(to_web_annotation(article)))
    assert all(by_position == by_quotation for by_position, by_quotation in selected(page, article.text))
    for item in page["items"]:
        for target in item["target"]:
            quote = target["selector"][1]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in article.text
    assert len({item["id"] for item in page["items"]}) == len(page["items"])


def test_schema_org_has_who_said_what() -> None:
    article = extract(TEXT)
    graph = triples(to_schema_org(article, "https://news.example/1"))
    [person] = [s for s, p, o in graph if p == f"{SCHEMA}name" and o == "Иван Орлов"]
    assert (person, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{SCHEMA}Person") in graph
    assert (person, f"{SCHEMA}jobTitle", "мэр") in graph
    spoken = {s for s, p, o in graph if p == f"{SCHEMA}spokenByCharacter" and o == person}
    assert {o for s, p, o in graph if s in spoken and p == f"{SCHEMA}text"} == {
        quote.text for quote in article.quotes
    }
    created = {s for s, p, o in graph if p == f"{SCHEMA}creator" and o == person}
    assert {o for s, p, o in graph if s in created and p == f"{SCHEMA}text"} == {
        quote.text for quote in article.quotes if quote.kind == "direct"
    }
    assert {(s, f"{SCHEMA}isPartOf", "https://news.example/1") for s in spoken} <= graph


def test_schema_org_knows_every_word_that_is_used() -> None:
    rdflib = pytest.importorskip("rdflib")
    graphs = [to_schema_org(sample(name))["@graph"] for name in SAMPLES]
    nodes = [node for graph in graphs for node in graph]
    nodes += [node["publisher"] for node in nodes if isinstance(node.get("publisher"), dict)]
    words = {name for node in nodes for name in node if not name.startswith("@")}
    words |= {node["@type"] for node in nodes if "@type" in node}
    assert {"Quotation", "spokenByCharacter", "creditText", "dateline", "Person"} <= words
    assert [word for word in words if word not in rdflib.SDO] == []
    assert "spokenBy" not in rdflib.SDO


def test_who_is_no_entity_is_credited() -> None:
    [*_, quotation] = to_schema_org(extract("Мост откроют в мае, рассказали врачи."))["@graph"]
    assert quotation["creditText"] == "врачи"
    assert "spokenByCharacter" not in quotation
