"""Sentences, by razdel, mended for news."""

from __future__ import annotations

from collections.abc import Iterator

import razdel

from newsnlp.document import Span


def split_sentences(text: str, block: Span) -> Iterator[Span]:
    """The sentences of one block, in order; together they cover all that is not white space."""
    for part in razdel.sentenize(text[block.start : block.end]):
        if part.start < part.stop:
            yield Span(block.start + part.start, block.start + part.stop)
