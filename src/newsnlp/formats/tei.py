"""TEI P5: the text with names, roles and speech marked in place, and lists of who and what they are.

The text of the body is the article's, to the last character. An annotation that XML cannot nest, because it
crosses another one or the end of a block, is written in parts that `@next` and `@prev` chain, as are the
segments of one quote.
https://www.tei-c.org/release/doc/tei-p5-doc/en/html/ref-said.html
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsnlp.formats.annotations import (
    MENTIONS,
    TYPES,
    Annotation,
    Annotations,
    AnnotationType,
    Link,
    LinkType,
    arranged,
    joined,
    segments_of,
)
from newsnlp.formats.xml import FORBIDDEN, REPLACEMENT, for_xml
from newsnlp.schema import Article, Block, Entity

TEI = "http://www.tei-c.org/ns/1.0"
ID = "{http://www.w3.org/XML/1998/namespace}id"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMES = {"person": "persName", "organization": "orgName", "location": "placeName"}
LISTS = {
    "person": ("listPerson", "person"),
    "organization": ("listOrg", "org"),
    "location": ("listPlace", "place"),
}
DIRECT = {"direct": "true", "mixed": "unknown", "indirect": "false"}  # said/@direct
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def to_tei(article: Article) -> str:
    """The article as a TEI document.

    Quotes are `said`, with `@who` to the list of people, `@corresp` to the mention that speaks and `@source`
    to the medium that relays; `@direct` is true, false, or unknown for mixed ones. Names are
    `persName`, `orgName` and `placeName` with `@ref` to the lists, other mentions `rs`, roles `roleName`
    with `@corresp` to the mentions of holder and organisation, cues `seg`. `@cert` is the confidence.
    Characters that XML forbids become U+FFFD, with a warning.

    >>> from newsnlp import extract
    >>> tei = to_tei(extract("Мост откроют в мае, сообщила мэр Ольга Седова."))
    >>> '<persName xml:id="m1" ref="#e1"' in tei
    True
    """
    root = ET.Element("TEI", {"xmlns": TEI})
    _add_header(root, article)
    if article.entities:
        _add_lists(ET.SubElement(root, "standOff"), article.entities)
    body = ET.SubElement(ET.SubElement(root, "text", {LANG: "ru"}), "body")
    text = for_xml(article.text)
    marked = Annotations.of(article)
    elements: dict[str, list[ET.Element]] = {}  # of an annotation, by its id
    attributes = _attributes(marked)
    for block, pieces in _blocks(article.blocks, marked):
        tag = "p" if block.kind == "paragraph" else "ab"
        kind = {"type": str(block.kind)} if tag == "ab" else {}
        writer = _Writer(ET.SubElement(body, tag, kind), text, block.start)
        for piece, is_open in _nested(pieces):
            writer.write_to(piece.end if not is_open else piece.start)
            if is_open:
                element = writer.open(*_element(piece.annotation), attributes[piece.annotation.id])
                elements.setdefault(piece.annotation.id, []).append(element)
            else:
                writer.close()
        writer.write_to(block.end)
    for id, parts in elements.items():
        _chain(id, parts)
    # A carriage return that stands for itself would be read as a line feed.
    return ET.tostring(root, encoding="unicode").replace("\r", "&#13;")


def _clean(text: str) -> str:
    return FORBIDDEN.sub(REPLACEMENT, text)


def _add(parent: ET.Element, tag: str, text: str | None, attributes: dict[str, str] | None = None) -> None:
    if text:
        ET.SubElement(parent, tag, attributes or {}).text = _clean(text)


def _add_header(root: ET.Element, article: Article) -> None:
    description = ET.SubElement(ET.SubElement(root, "teiHeader"), "fileDesc")
    _add(ET.SubElement(description, "titleStmt"), "title", article.title or "[untitled]")
    _add(
        ET.SubElement(description, "publicationStmt"),
        "p",
        f"Marked by newsnlp {article.version}, model {article.model}.",
    )
    source = ET.SubElement(ET.SubElement(description, "sourceDesc"), "bibl")
    _add(source, "title", article.title or "[untitled]")
    _add(source, "pubPlace", article.place)
    when = {"when": article.date} if DATE.fullmatch(article.date or "") and article.date else None
    _add(source, "date", article.date, when)


def _add_lists(stand_off: ET.Element, entities: Sequence[Entity]) -> None:
    for type, (list_tag, item_tag) in LISTS.items():
        of_type = [entity for entity in entities if entity.type == type]
        parent = ET.SubElement(stand_off, list_tag) if of_type else stand_off
        for entity in of_type:
            item = ET.SubElement(parent, item_tag, {ID: entity.id})
            if entity.gender:
                item.set("sex", {"male": "M", "female": "F"}[entity.gender])
            _add(item, NAMES[type], entity.name)
            if entity.first or entity.last:
                parts = ET.SubElement(item, "persName", {"type": "parts"})
                _add(parts, "forename", entity.first)
                _add(parts, "forename", entity.middle, {"type": "patronymic"})
                _add(parts, "surname", entity.last)
            for role in entity.roles:
                _add(item, "occupation", role.title, {"type": role.status})


def _attributes(marked: Annotations) -> dict[str, dict[str, str]]:
    """Of every annotation, by its id: what links it and what else there is to say."""
    by_id = {one.id: one for one in marked.annotations}
    found = {one.id: dict(_own(one)) for one in marked.annotations}
    for link in marked.links:
        if link.type == "says":
            said = found[link.target]
            said["who"] = f"#{by_id[link.source].entity or link.source}"
            said["corresp"] = f"#{link.source}"
        elif link.type == "relays":
            found[link.target]["source"] = f"#{link.source}"
        else:
            targets = found[link.source].get("corresp", "").split()
            found[link.source]["corresp"] = " ".join([*targets, f"#{link.target}"])
    return found


def _own(one: Annotation) -> Iterator[tuple[str, str]]:
    if one.type in MENTIONS and one.entity:
        yield "ref", f"#{one.entity}"
    if one.type == "quote":
        yield "direct", DIRECT[one.kind or "indirect"]
    if one.type == "role" and one.kind:
        yield "type", one.kind
    if one.type == "speaker" and one.kind:
        yield "subtype", one.kind
    if one.type in MENTIONS and one.kind in ("nominal", "pronoun"):
        yield "subtype", one.kind
    if one.type in ("role", "cue") and one.name:
        yield ("key" if one.type == "role" else "n"), _clean(one.name)
    if one.confidence is not None:
        yield "cert", repr(one.confidence)


def _element(one: Annotation) -> tuple[str, dict[str, str]]:
    """The tag, and the type where the tag does not say it."""
    if one.type in MENTIONS and one.kind in ("name", None):
        return NAMES[one.type], {}
    if one.type == "quote":
        return "said", {}
    if one.type == "role":
        return "roleName", {}
    return ("seg" if one.type == "cue" else "rs"), {"type": one.type}


class _Piece(NamedTuple):
    """A segment of an annotation, or the part of one that stands in a block."""

    start: int
    end: int
    annotation: Annotation


def _blocks(blocks: Sequence[Block], marked: Annotations) -> Iterator[tuple[Block, list[_Piece]]]:
    """The text divided into blocks that leave nothing out, each with what is marked in it."""
    text = marked.text
    starts = [0, *(block.start for block in blocks[1:]), len(text)]
    kinds = [block.kind for block in blocks] or ["paragraph"]
    waiting = [
        _Piece(segment.start, segment.end, annotation)
        for annotation in marked.annotations
        for segment in annotation.segments
    ]
    waiting.sort(key=lambda piece: piece.start, reverse=True)
    for kind, (start, end) in zip(kinds, pairwise(starts), strict=True):
        inside = []
        while waiting and waiting[-1].start < end:
            inside.append(waiting.pop())
        waiting += [piece._replace(start=end) for piece in inside if piece.end > end]  # for the next block
        yield (
            Block(start=start, end=end, text=text[start:end], kind=kind),
            [piece._replace(end=min(piece.end, end)) for piece in inside],
        )


def _nested(pieces: list[_Piece]) -> Iterator[tuple[_Piece, bool]]:
    """Openings (True) and closings (False) that nest; a piece that crosses another is opened again."""
    waiting = sorted(pieces, key=lambda one: (one.start, -one.end, TYPES_INSIDE.index(one.annotation.type)))
    waiting.reverse()
    opened: list[_Piece] = []
    while waiting or opened:
        ends = min((one.end for one in opened), default=None)
        if ends is None or (waiting and waiting[-1].start < ends):
            piece = waiting.pop()
            opened.append(piece)
            yield piece, True
            continue
        outermost = next(n for n, one in enumerate(opened) if one.end == ends)
        for piece in reversed(opened[outermost:]):
            yield piece._replace(end=ends), False
        again = [one._replace(start=ends) for one in opened[outermost:] if one.end > ends]
        del opened[outermost:]
        for piece in again:
            opened.append(piece)
            yield piece, True


# Of annotations of the same place the first is the outer one.
TYPES_INSIDE: tuple[AnnotationType, ...] = ("quote", "role", "speaker", "medium", *MENTIONS, "cue")
assert set(TYPES_INSIDE) == set(TYPES)


class _Writer:
    """Writes text and elements into a block."""

    def __init__(self, block: ET.Element, text: str, offset: int) -> None:
        self.stack = [block]
        self.text = text
        self.offset = offset

    def write_to(self, offset: int) -> None:
        written = self.text[self.offset : offset]
        self.offset = offset
        parent = self.stack[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + written
        else:
            parent.text = (parent.text or "") + written

    def open(self, tag: str, kind: dict[str, str], attributes: dict[str, str]) -> ET.Element:
        self.stack.append(ET.SubElement(self.stack[-1], tag, {**kind, **attributes}))
        return self.stack[-1]

    def close(self) -> None:
        self.stack.pop()


def _chain(id: str, parts: list[ET.Element]) -> None:
    ids = [id, *(f"{id}.{n}" for n in range(2, len(parts) + 1))]
    for n, part in enumerate(parts):
        attributes = dict(part.attrib)
        part.attrib.clear()
        part.set(ID, ids[n])
        part.attrib.update(attributes)
        if n:
            part.set("prev", f"#{ids[n - 1]}")
        if n + 1 < len(parts):
            part.set("next", f"#{ids[n + 1]}")


def from_tei(tei: str) -> Annotations:
    """The text of a TEI document's body and what is marked in it in the way of `to_tei`.

    A quote's `@who` decides who speaks: where it was changed, the nearest mention of that person says the
    quote. Parts that touch are one segment.

    Raises `ValueError` for what is no XML, or no TEI with a body.

    >>> from newsnlp import extract
    >>> article = extract("Мост откроют в мае, сообщила мэр Ольга Седова.")
    >>> from_tei(to_tei(article)) == Annotations.of(article)
    True
    """
    try:
        root = ET.fromstring(tei)
    except ET.ParseError as error:
        raise ValueError(f"this is no XML: {error}") from error
    body = root.find(f"{{{TEI}}}text/{{{TEI}}}body")
    if body is None:
        raise ValueError(f"no TEI document with text and body in the namespace {TEI}")
    return _Reader(root).read(body)


class _Part(NamedTuple):
    start: int
    end: int
    element: ET.Element
    type: AnnotationType
    kind: str | None


class _Reader:
    def __init__(self, root: ET.Element) -> None:
        self.names: dict[str, str] = {}  # of entities, by id
        for type, (_, tag) in LISTS.items():
            for item in root.iter(f"{{{TEI}}}{tag}"):
                name = item.find(f"{{{TEI}}}{NAMES[type]}")
                if name is not None:
                    self.names[item.get(ID, "")] = "".join(name.itertext())

    def read(self, body: ET.Element) -> Annotations:
        text = "".join(body.itertext())
        first: dict[str, str] = {}  # the id of an annotation by the ids of its parts
        parts: dict[str, list[_Part]] = {}
        for n, part in enumerate(_parts(body)):
            id = part.element.get(ID, f"unnamed {n}")
            first[id] = first.get(part.element.get("prev", "")[1:], id)
            parts.setdefault(first[id], []).append(part)
        made = {id: self.annotation(text, id, of_one) for id, of_one in parts.items()}
        links = [link for id, of_one in parts.items() for link in _links(made, id, of_one[0].element)]
        return arranged(text, made.values(), links)

    def annotation(self, text: str, id: str, parts: list[_Part]) -> Annotation:
        _, _, element, type, kind = parts[0]
        entity = element.get("ref", "")[1:] or None if type in MENTIONS else None
        name = self.names.get(entity or "", element.get("key") or element.get("n"))
        certainty = element.get("cert")
        return Annotation(
            id=id,
            type=type,
            segments=segments_of(text, joined([(part.start, part.end) for part in parts])),
            kind=kind,
            name=name,
            entity=entity,
            confidence=float(certainty) if certainty and NUMBER.fullmatch(certainty) else None,
        )


NUMBER = re.compile(r"\d+(\.\d+)?(e-\d+)?")
_MENTION_OF: dict[str, AnnotationType] = {NAMES[type]: type for type in MENTIONS}
_KIND_OF = {value: kind for kind, value in DIRECT.items()}


def _meaning(element: ET.Element) -> tuple[AnnotationType, str | None] | None:
    """The type and kind of annotation for which an element stands; `None` if for none."""
    tag = element.tag.rpartition("}")[2]
    if tag in _MENTION_OF:
        return _MENTION_OF[tag], "name"
    if tag == "said":
        return "quote", _KIND_OF.get(element.get("direct", ""))
    if tag == "roleName":
        return "role", element.get("type")
    for type in TYPES:
        if element.get("type") == type and tag == ("seg" if type == "cue" else "rs"):
            return type, element.get("subtype")
    return None


def _parts(body: ET.Element) -> Iterator[_Part]:
    """The marked elements with their places, in document order."""
    starts: list[tuple[ET.Element, int]] = []
    ends: dict[ET.Element, int] = {}
    offset = 0
    stack: list[tuple[ET.Element, bool]] = [(body, True)]
    while stack:
        element, opens = stack.pop()
        if opens:
            starts.append((element, offset))
            offset += len(element.text or "")
            stack.append((element, False))
            stack += [(child, True) for child in reversed(element)]
        else:
            ends[element] = offset
            offset += len(element.tail or "") if element is not body else 0
    for element, start in starts:
        meaning = _meaning(element)
        if meaning is not None and ends[element] > start:
            yield _Part(start, ends[element], element, *meaning)


def _links(made: dict[str, Annotation], id: str, element: ET.Element) -> Iterator[Link]:
    one = made[id]
    pointed = [made[target[1:]] for target in element.get("corresp", "").split() if target[1:] in made]
    if one.type == "quote":
        speaker = _speaker(made, one, element.get("who", "")[1:], pointed)
        if speaker is not None:
            yield Link(type="says", source=speaker.id, target=id)
        medium = made.get(element.get("source", "")[1:])
        if medium is not None:
            yield Link(type="relays", source=medium.id, target=id)
    elif one.type in ("cue", "role"):
        for other in pointed:
            if (one.type, other.type) in _LINK_TYPES:
                yield Link(type=_LINK_TYPES[one.type, other.type], source=id, target=other.id)


_LINK_TYPES: dict[tuple[str, str], LinkType] = {
    ("cue", "quote"): "introduces",
    ("role", "person"): "holder",
    ("role", "organization"): "workplace",
}


def _speaker(
    made: dict[str, Annotation], quote: Annotation, who: str, pointed: list[Annotation]
) -> Annotation | None:
    for one in pointed:
        if who in ("", one.id, one.entity):
            return one
    of_entity = [one for one in made.values() if one.entity == who and one.type in MENTIONS]
    return made.get(who) or min(
        of_entity, key=lambda one: max(one.start - quote.end, quote.start - one.end), default=None
    )
