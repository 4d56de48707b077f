"""TEI P5: the text with names, roles and what is said marked in place, and the people in a list.

The body's text is the article's, to the last character. An element that TEI could not nest, because it
crosses another or the end of a block, is written in parts that `@next` and `@prev` chain, as are the
segments of one quote.
https://www.tei-c.org/release/doc/tei-p5-doc/en/html/NH.html
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import get_args

from newsnlp.formats.annotations import (
    KINDS,
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
from newsnlp.schema import Article, Block, Entity

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
LISTS = {"person": "listPerson", "organization": "listOrg", "location": "listPlace"}
ITEMS = {"person": "person", "organization": "org", "location": "place"}
NAMES = {"person": "persName", "organization": "orgName", "location": "placeName"}
DIRECT = {"direct": "true", "indirect": "false", "mixed": "unknown"}  # @direct of said
SEX = {"male": "M", "female": "F"}


def to_tei(article: Article) -> str:
    """The article as a TEI document.

    `said` has `@who`, names have `@ref` to the lists of people, organisations and places; mentions
    that are no names are `rs`, roles `roleName`, cues `seg`. `@cert` is the confidence. Characters that XML
    forbids become U+FFFD, with a warning.

    >>> from newsnlp import extract
    >>> tei = to_tei(extract("Мост откроют в мае, сообщила мэр Ольга Седова."))
    >>> print(tei[tei.index("<said") : tei.index("</said>")])
    <said xml:id="q1" who="#e1" direct="false" cert="0.83" ana="#indirect">Мост откроют в мае
    """
    marked = Annotations.of(article)
    root = ET.Element("TEI", {"xmlns": NAMESPACE})
    _header(root, article)
    if article.entities:
        _stand_off(root, article.entities)
    body = ET.SubElement(ET.SubElement(root, "text", {"xml:lang": "ru"}), "body")
    text = for_xml(article.text)
    pieces = _pieces(marked, [block.start for block in article.blocks[1:]])
    for block, start, end in _divided(article.blocks, len(text)):
        attributes = {} if block is None or block.kind == "paragraph" else {"type": block.kind}
        element = ET.SubElement(body, "ab" if block is None or attributes else "p", attributes)
        _fill(element, text, start, end, pieces.get(start, []))
    # A carriage return that stands for itself would come back as a line feed.
    return ET.tostring(root, encoding="unicode").replace("\r", "&#13;")
