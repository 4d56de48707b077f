"""Texts in which the names are marked, so that the entity stage is tested by itself.

«{p Денис Кашин} возглавил {o «Открытую школу»} в {l Перми}.»
"""

from __future__ import annotations

import re

from newsnlp import Extractor
from newsnlp.document import Document, Name, Referent, RoleLink
from newsnlp.entities.link import link_entities
from newsnlp.page.split import split_page
from newsnlp.reading import read
from newsnlp.roles.find import find_roles
from newsnlp.schema import EntityType

MARK = re.compile(r"\{([pol]) ([^{}]*)\}")
TYPES: dict[str, EntityType] = {"p": "person", "o": "organization", "l": "location"}


def linked(extractor: Extractor, marked: str) -> tuple[list[Referent], list[RoleLink], str]:
    """The entities and role links of a marked text, and the text without marks."""
    text, spans = "", []
    at = 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), TYPES[mark[1]]))
        text += mark[2]
        at = mark.end()
    text += marked[at:]
    document = read(text, split_page(text), *extractor._models())
    names = [_name(document, *span) for span in spans]
    return *link_entities(document, names, find_roles(document, names)), text


def _name(document: Document, start: int, end: int, kind: EntityType) -> Name:
    inside = [token.i for token in document.tokens if start <= token.start and token.end <= end]
    return Name(start, end, kind, inside[0], inside[-1] + 1)


def entities(extractor: Extractor, marked: str) -> dict[str, list[str]]:
    """The name of each entity of a marked text with the texts of its mentions."""
    referents, _, text = linked(extractor, marked)
    return {referent.name: [text[r.start : r.end] for r in referent.references] for referent in referents}


def holders(extractor: Extractor, marked: str) -> list[tuple[str, str | None, str | None]]:
    """The roles of a marked text: the phrase, the person and the organisation."""
    referents, links, text = linked(extractor, marked)
    names = {referent.id: referent.name for referent in referents}
    return [
        (
            text[link.role.start : link.role.end],
            names.get(link.person) if link.person else None,
            names.get(link.organization) if link.organization else None,
        )
        for link in links
    ]
