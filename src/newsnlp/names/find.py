"""Mentions by name: what the tagger finds, set right by quotation marks and legal forms."""

from __future__ import annotations

from typing import get_args

from newsnlp.document import Document, Name
from newsnlp.schema import EntityType

TYPES = get_args(EntityType)


def find_names(document: Document) -> list[Name]:
    """The names of the document, in order, none overlapping another."""
    words = [[token.text for token in document.tokens_of(s)] for s in document.sentences]
    found = []
    for sentence, names in zip(document.sentences, document.tagger.names(words), strict=True):
        for first, last, kind in names:
            one, two = sentence.first + first, sentence.first + last
            start, end = document.tokens[one].start, document.tokens[two - 1].end
            found.append(Name(start, end, next(t for t in TYPES if t == kind), one, two))
    return found
