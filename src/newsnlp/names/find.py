"""Mentions by name: what the model finds, set right by what is certain about Russian."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from newsnlp.document import Document, Name
from newsnlp.encoder.encoding import Encoding
from newsnlp.names import organizations, persons
from newsnlp.names.draft import Draft, name_of, split_at_marks, without_overlaps
from newsnlp.names.known import with_known
from newsnlp.schema import EntityType

TYPES = get_args(EntityType)
NOT_DENIED = 0.2  # probability for the encoder from which a name counts that only the tagger finds
NAMED, COMMON = 0.6, 0.95  # the same as a body, for an organisation with a capital and without any
HEADS: dict[EntityType, str] = {"person": "person", "organization": "organization", "location": "place"}
ALSO: dict[EntityType, tuple[str, ...]] = {
    "person": ("person",),
    "organization": ("organization", "body"),
    "location": ("place",),
}


def find_names(document: Document, known: Collection[str] = ()) -> tuple[list[Name], list[Name]]:
    """The names of the document, and the people in the names of organisations, both in order.

    No name overlaps another, except that a place may lie inside an organisation («МВД России»). People in
    organisations are mentions of somebody («штаб Навального») or namesakes («институт Пушкина»): that
    depends on whether the article names them elsewhere. `known` are further names of organisations, in the
    nominative.
    """
    found = _tagged(document) if document.encoding is None else _encoded(document, document.encoding)
    drafts = list(split_at_marks(document, with_known(document, found, known)))
    drafts = persons.mend(document, drafts)
    people = [draft for draft in drafts if draft.type == "person"]
    drafts = [
        draft
        for draft in without_overlaps(organizations.mend(document, drafts))
        if not _is_furniture(document, draft)
    ]
    return [name_of(document, draft) for draft in drafts], [
        name_of(document, draft) for draft in _inside(people, drafts)
    ]


def _inside(people: list[Draft], drafts: list[Draft]) -> list[Draft]:
    """The people whose names are parts of the names of organisations."""
    body_at = {i: d for d in drafts if d.type == "organization" for i in range(d.first, d.last)}
    return [
        person
        for person in sorted(set(people))
        if (body := body_at.get(person.first)) and body.covers(person) and body[:2] != person[:2]
    ]


def _is_furniture(document: Document, draft: Draft) -> bool:
    """Whether it stands in a menu or a comment form, and is no full name of a person («• Иван Петров»)."""
    sentence = document.sentences[document.tokens[draft.first].sentence]
    full = draft.type == "person" and draft.last - draft.first > 1
    return not full and document.blocks[sentence.block].kind == "boilerplate"


def _encoded(document: Document, encoding: Encoding) -> list[Draft]:
    """What the encoder takes for names, or the tagger where the encoder does not deny it.

    Of two that overlap the likelier stays, but people and places in organisations, too.
    """
    found = [
        (Draft(f.first, f.last, type), f.probability)
        for type, head in HEADS.items()
        for f in encoding.spans(head)
    ]
    kept: list[Draft] = []
    taken: dict[int, Draft] = {}
    tagged = _tagged(document)
    agreed = {i for d in tagged if d.type == "organization" for i in range(d.first, d.last)}
    for draft, _ in sorted(found, key=lambda pair: (pair[0].type != "organization", -pair[1])):
        words = range(draft.first, draft.last)
        if (
            draft.type == "organization"
            and agreed.isdisjoint(words)
            and not _is_body(document, draft, encoding)
        ):
            continue
        over = {taken[i] for i in words if i in taken}
        if all(other.type == "organization" and other.covers(draft) for other in over):
            kept.append(draft)
            taken.update((i, draft) for i in words if i not in taken)
    for draft in tagged:
        over = {taken[i] for i in range(draft.first, draft.last) if i in taken}
        if over:  # two models' parts of an organisation are one
            if {draft.type, *(other.type for other in over)} == {"organization"}:
                kept.append(draft)
        elif max(_mean(encoding, head, draft) for head in ALSO[draft.type]) > NOT_DENIED:
            kept.append(draft)
    return kept


def _is_body(document: Document, draft: Draft, encoding: Encoding) -> bool:
    """Whether what the encoder alone takes for an organisation is one by another annotation, too.

    NEREL, from which it learns names, marks «правительство» and «университет» wherever they stand.
    """
    named = any(t.text[0].isupper() or t.text[0].isdigit() for t in document.tokens[draft.first : draft.last])
    return _mean(encoding, "body", draft) > (NAMED if named else COMMON)


def _mean(encoding: Encoding, head: str, draft: Draft) -> float:
    return float(encoding.inside(head)[draft.first : draft.last].mean())


def _tagged(document: Document) -> list[Draft]:
    """What the tagger takes for names."""
    words = [[token.text for token in document.tokens_of(s)] for s in document.sentences]
    return [
        Draft(sentence.first + first, sentence.first + last, next(t for t in TYPES if t == kind))
        for sentence, names in zip(document.sentences, document.model.tagger.names(words), strict=True)
        for first, last, kind in names
    ]
