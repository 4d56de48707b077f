"""Mentions by name: what the tagger finds, set right by what is certain about Russian."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from newsnlp.document import Document, Name
from newsnlp.names import organizations, persons
from newsnlp.names.draft import Draft, name_of, split_at_marks, without_overlaps
from newsnlp.names.known import with_known
from newsnlp.schema import EntityType

TYPES = get_args(EntityType)


def find_names(document: Document, known: Collection[str] = ()) -> list[Name]:
    """The names of the document, in order.

    None overlaps another, except that a place may lie inside an organisation («МВД России»).
    `known` are further names of organisations, in the nominative.
    """
    drafts = list(split_at_marks(document, with_known(document, _tagged(document), known)))
    drafts = persons.mend(document, drafts)
    drafts = organizations.mend(document, drafts)
    return [
        name_of(document, draft) for draft in without_overlaps(drafts) if not _is_furniture(document, draft)
    ]


def _is_furniture(document: Document, draft: Draft) -> bool:
    """Whether it stands in a menu or a comment form, and is no full name of a person («• Иван Петров»)."""
    sentence = document.sentences[document.tokens[draft.first].sentence]
    full = draft.type == "person" and draft.last - draft.first > 1
    return not full and document.blocks[sentence.block].kind == "boilerplate"


def _tagged(document: Document) -> list[Draft]:
    """What the tagger takes for names."""
    words = [[token.text for token in document.tokens_of(s)] for s in document.sentences]
    return [
        Draft(sentence.first + first, sentence.first + last, next(t for t in TYPES if t == kind))
        for sentence, names in zip(document.sentences, document.tagger.names(words), strict=True)
        for first, last, kind in names
    ]
