"""UIMA CAS, as INCEpTION and other UIMA tools read it, by dkpro-cassis (`pip install 'newsnlp[cas]'`).

Layers of its own, `webanno.custom.News…`, hold mentions, roles, quotes and cues; sentences, tokens and lemmas
are DKPro Core's. A link to another annotation is what INCEpTION calls a link feature. cassis counts
characters as Python does and writes UTF-16 units, which UIMA counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsnlp.formats.annotations import (
    MENTIONS,
    Annotation,
    Annotations,
    AnnotationType,
    Link,
    LinkType,
    arranged,
    segments_of,
)
from newsnlp.formats.xml import for_xml
from newsnlp.schema import Article, Token

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

CUSTOM = "webanno.custom."
SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
POS = "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS"

LAYERS: dict[AnnotationType, str] = {
    **dict.fromkeys(MENTIONS, "NewsMention"),
    "role": "NewsRole",
    "quote": "NewsQuote",
    "cue": "NewsCue",
    "speaker": "NewsSpeaker",
    "medium": "NewsMedium",
}
LINKS: dict[LinkType, tuple[str, bool]] = {  # the layer that has the link, and whether as its target
    "says": ("NewsQuote", True),
    "introduces": ("NewsQuote", True),
    "relays": ("NewsQuote", True),
    "holder": ("NewsRole", False),
    "workplace": ("NewsRole", False),
}
FEATURES = {  # of the layers
    "NewsMention": ("value", "kind", "name", "entity", "confidence"),  # value: person, organization, location
    "NewsRole": ("kind", "name", "confidence"),
    "NewsQuote": ("kind", "part", "confidence"),
    "NewsCue": ("name",),
    "NewsSpeaker": ("kind", "name"),
    "NewsMedium": ("name",),
}
FLOATS = {"confidence": "Float"}


def type_system() -> TypeSystem:
    """The types of `to_cas`. INCEpTION makes its layers from `type_system().to_xml()`.

    Raises `ImportError` without dkpro-cassis.

    >>> "webanno.custom.NewsQuote" in type_system().to_xml()
    True
    """
    cassis = _cassis()
    types = cassis.TypeSystem()
    for name, features in FEATURES.items():
        layer = types.create_type(CUSTOM + name)
        for feature in features:
            types.create_feature(layer, feature, f"uima.cas.{FLOATS.get(feature, 'String')}")
    for link, (name, _) in LINKS.items():
        slot = types.create_type(f"{CUSTOM}{name}{link.capitalize()}Link", "uima.cas.TOP")
        types.create_feature(slot, "role", "uima.cas.String")
        types.create_feature(slot, "target", "uima.tcas.Annotation")
        types.create_feature(types.get_type(CUSTOM + name), link, "uima.cas.FSArray", elementType=slot.name)
    types.create_type(SEGMENTATION + "Sentence")
    lemma = types.create_type(SEGMENTATION + "Lemma")
    types.create_feature(lemma, "value", "uima.cas.String")
    pos = types.create_type(POS)
    types.create_feature(pos, "PosValue", "uima.cas.String")
    types.create_feature(pos, "coarseValue", "uima.cas.String")
    token = types.create_type(SEGMENTATION + "Token")
    types.create_feature(token, "lemma", lemma)
    types.create_feature(token, "pos", pos)
    return types


def _cassis() -> Any:
    try:
        import cassis
    except ImportError as error:
        raise ImportError("UIMA CAS needs dkpro-cassis: pip install 'newsnlp[cas]'") from error
    return cassis


def to_cas(article: Article) -> Cas:
    """The article as a CAS. `cas.to_xmi()` and `cas.to_json()` write it.

    A segment is an annotation of its own; those of one quote have the same `part`. The quote holds links to
    its speaker (`says`), cue (`introduces`) and medium (`relays`), the role to its `holder` and
    `workplace`. Tokens with lemmas and parts of speech are there if `extract(…, tokens=True)` gave them.
    Characters that XML forbids become U+FFFD, with a warning. Raises `ImportError` without dkpro-cassis.

    >>> from newsnlp import extract
    >>> cas = to_cas(extract("Мост откроют в мае, сообщила мэр Ольга Седова."))
    >>> quote = cas.select("webanno.custom.NewsQuote")[0]
    >>> quote.get_covered_text(), quote.says.elements[0].target.get_covered_text()
    ('Мост откроют в мае', 'Ольга Седова')
    """
    types = type_system()
    cas = _cassis().Cas(typesystem=types, sofa_string=for_xml(article.text), sofa_mime="text/plain")
    cas.document_language = "ru"
    _add_words(cas, types, article)
    marked = Annotations.of(article)
    made: dict[str, Any] = {}
    for annotation in marked.annotations:
        parts = list(_structures(types, annotation))
        made[annotation.id] = parts[0]
        cas.add_all(parts)
    for link in marked.links:
        layer, at_target = LINKS[link.type]
        owner, other = (link.target, link.source) if at_target else (link.source, link.target)
        slot = types.get_type(f"{CUSTOM}{layer}{link.type.capitalize()}Link")
        if made[owner][link.type] is None:
            made[owner][link.type] = types.get_type("uima.cas.FSArray")(elements=[])
        made[owner][link.type].elements.append(slot(role=link.type, target=made[other]))
    return cas


def _structures(types: TypeSystem, annotation: Annotation) -> Iterator[Any]:
    layer = types.get_type(CUSTOM + LAYERS[annotation.type])
    several = len(annotation.segments) > 1
    values = {
        "value": annotation.type,
        "kind": annotation.kind,
        "name": for_xml(annotation.name) if annotation.name else None,
        "entity": annotation.entity,
        "part": annotation.id if several else None,
        "confidence": annotation.confidence,
    }
    own = {name: values[name] for name in FEATURES[LAYERS[annotation.type]]}
    for segment in annotation.segments:
        yield layer(begin=segment.start, end=segment.end, **own)


def _add_words(cas: Cas, types: TypeSystem, article: Article) -> None:
    sentence = types.get_type(SEGMENTATION + "Sentence")
    for one in article.sentences:
        cas.add(sentence(begin=one.start, end=one.end))
        for token in one.tokens or ():
            cas.add_all(_word(types, token))


def _word(types: TypeSystem, token: Token) -> list[Any]:
    place = {"begin": token.start, "end": token.end}
    lemma = types.get_type(SEGMENTATION + "Lemma")(**place, value=for_xml(token.lemma))
    pos = types.get_type(POS)(**place, PosValue=token.pos, coarseValue=token.pos)
    return [lemma, pos, types.get_type(SEGMENTATION + "Token")(**place, lemma=lemma, pos=pos)]


def from_cas(cas: Cas) -> Annotations:
    """The annotations of a CAS in the layers of `to_cas`, as a person may have corrected them.

    Load it with cassis: `cassis.load_cas_from_xmi(file, typesystem)` or `load_cas_from_json(file)`. What a
    person added without a kind, a name or an entity has `None` there; other layers are left out.

    Raises `ValueError` for a mention whose `value` is none of person, organization and location.

    >>> from newsnlp import extract
    >>> article = extract("Мост откроют в мае, сообщила мэр Ольга Седова.")
    >>> [(one.type, one.text) for one in from_cas(to_cas(article)).annotations][:2]
    [('quote', 'Мост откроют в мае'), ('cue', 'сообщила')]
    """
    text = cas.sofa_string or ""
    grouped: dict[str, list[Any]] = {}  # by a key that begins with the layer
    key_of: dict[int, str] = {}  # by the id() of the structure
    for layer in FEATURES:
        for part in cas.select(CUSTOM + layer) if cas.typesystem.contains_type(CUSTOM + layer) else ():
            chain = _value(part, "part")
            key = f"{layer} part {chain}" if chain else f"{layer} {len(key_of)}"
            key_of[id(part)] = key
            grouped.setdefault(key, []).append(part)
    links = [link for key, parts in grouped.items() for part in parts for link in _links(key, part, key_of)]
    return arranged(text, (_annotation(text, key, parts) for key, parts in grouped.items()), links)


def _annotation(text: str, key: str, parts: list[Any]) -> Annotation:
    first = min(parts, key=lambda part: int(part.begin))
    type = _TYPES.get(key.split()[0]) or first.value
    if type not in LAYERS:
        raise ValueError(
            f"the mention {first.get_covered_text()!r} at {first.begin} has the value {first.value!r}: "
            f"it must be one of {', '.join(MENTIONS)}"
        )
    return Annotation(
        id=key,
        type=type,
        segments=segments_of(text, [(part.begin, part.end) for part in parts]),
        kind=_value(first, "kind"),
        name=_value(first, "name"),
        entity=_value(first, "entity"),
        confidence=_value(first, "confidence"),
    )


def _value(structure: Any, feature: str) -> Any:
    """The value of a feature, `None` also where the layer has none of that name."""
    return structure[feature] if structure.type.get_feature(feature) else None


def _links(key: str, part: Any, key_of: dict[int, str]) -> Iterator[Link]:
    for type, (layer, at_target) in LINKS.items():
        if key.split()[0] == layer and part[type] is not None:
            for slot in part[type].elements:
                other = key_of.get(id(slot.target))
                if other is not None:
                    source, target = (other, key) if at_target else (key, other)
                    yield Link(type=type, source=source, target=target)


_TYPES: dict[str, AnnotationType] = {name: type for type, name in LAYERS.items() if type not in MENTIONS}
